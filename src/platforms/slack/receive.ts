/** What Bolt hands over, to the bot and back. Everything is acknowledged first: Slack waits three seconds. */
import type { App, BlockAction, webApi } from "@slack/bolt";
import type { Answer, Bot, Log } from "../../chat/bot.ts";
import type { Context, Place } from "../../chat/message.ts";
import { type Answered, type Meter, unmetered } from "../../chat/meter.ts";
import type { Once } from "../../chat/platform.ts";
import type { Wait } from "../../chat/rates.ts";
import { sharerIn } from "../../chat/shared-by.ts";
import { complaints, fieldsOf, leftEmpty, readCarried } from "./forms.ts";
import type { Pictures } from "./pictures.ts";
import { FORM_VIEW, renderMessage } from "./render.ts";
import { type Occasion, sayAnswer } from "./say.ts";
import type { Managers } from "./unheard.ts";
import type { People } from "./who.ts";
import { typed, unescaped } from "./words.ts";

export interface Desk {
  readonly bot: Bot;
  readonly once: Once;
  readonly log: Log;
  readonly people: People;
  readonly pictures: Pictures;
  readonly meter?: Meter;
  readonly turn: Wait;
  readonly managers: Managers;
  /** An answer did not come through: perhaps nothing does any more. */
  readonly doubt: () => void;
}

/** Message shortcuts are a command's menus; this one is for everywhere. */
export const START_SHORTCUT = "start";
export const MENU_SHORTCUT = "menu:";

export function receive(app: App, desk: Desk): void {
  listenForCommands(app, desk);
  listenForPresses(app, desk);
  listenForForms(app, desk);
  listenForShortcuts(app, desk);
  listenForMentions(app, desk);
}

function listenForCommands(app: App, desk: Desk): void {
  app.command(/.*/u, async ({ ack, body, client, respond }) => {
    await ack();
    await answer(desk, `command:${body.trigger_id}`, {
      ...{ client, respond, team: body.team_id, user: body.user_id, trigger: body.trigger_id },
      place: { server: body.team_id, channel: body.channel_id },
      work: (occasion) => desk.bot.run(`${body.command} ${typed(body.text, body.team_id)}`, occasion.context),
    });
  });
}

function listenForPresses(app: App, desk: Desk): void {
  app.action(/.*/u, async ({ ack, body, action, client, respond }) => {
    await ack();
    if (body.type !== "block_actions" || !("action_id" in action)) return;
    const press = body as BlockAction;
    const chosen = action.type === "static_select" ? action.selected_option?.value : undefined;
    const sharedBy = sharerIn(wordsOf(press.message?.blocks), desk.bot.language);
    const pressed = {
      stillShown: shows(press.message?.blocks, action.action_id),
      ...(sharedBy !== undefined && { sharedBy }),
      ...(chosen !== undefined && { chosen }),
    };
    const team = teamOf(press);
    const user = press.user.id;
    const pressing = (occasion: Occasion) => desk.bot.press(action.action_id, occasion.context, pressed);
    await answer(desk, `press:${press.trigger_id ?? action.action_ts}`, {
      ...{ client, team, user, trigger: press.trigger_id ?? "" },
      // A press on the Home tab has nothing to respond to.
      ...(press.response_url && { respond }),
      place: placeOf(press, team),
      work: press.view?.type === "home" ? thenHome(desk, pressing) : pressing,
    });
  });
}

/** A private message is not shown to us again: then any of its buttons may still be there. */
const shows = (blocks: readonly unknown[] | undefined, id: string): boolean =>
  blocks === undefined || idsOf(blocks).includes(id);

const idsOf = (blocks: readonly unknown[]): string[] =>
  (blocks as readonly { elements?: readonly { action_id?: string }[] }[]).flatMap(({ elements = [] }) =>
    elements.flatMap(({ action_id: id }) => (id === undefined ? [] : [id])),
  );

/** What a message of ours says, as it was written: its first block. */
function wordsOf(blocks: readonly unknown[] = []): string {
  const [first] = blocks as readonly { text?: { text?: string } }[];
  return unescaped(first?.text?.text ?? "");
}

function placeOf({ channel, container, message }: BlockAction, team: string): Place {
  const thread: unknown = message?.thread_ts ?? container.thread_ts;
  return {
    server: team,
    channel: channel?.id ?? "",
    ...(typeof thread === "string" && { thread }),
  };
}

const teamOf = ({ team, user }: { team?: { id: string } | null; user: object }): string =>
  team?.id ?? ("team_id" in user ? String(user.team_id) : "");

function listenForForms(app: App, desk: Desk): void {
  app.view(/.*/u, async ({ ack, body, view, client }) => {
    if (body.type !== "view_submission") return ack();
    const team = teamOf(body);
    const empty = leftEmpty(view);
    if (empty.length > 0) {
      const place = { server: team, channel: "" };
      const { locale } = await contextOf(desk, { client, team, user: body.user.id, place });
      return ack({ response_action: "errors", errors: complaints(empty, desk.bot.language, locale) });
    }
    await ack();
    const carried = view.callback_id === FORM_VIEW ? readCarried(view.private_metadata) : undefined;
    const { press = "", channel = "", thread } = carried ?? {};
    const sending = (occasion: Occasion) =>
      desk.bot.press(press, occasion.context, { fields: fieldsOf(view.state) });
    await answer(desk, `form:${view.id}:${view.hash}`, {
      ...{ client, team, user: body.user.id },
      place: { server: team, channel, ...(thread !== undefined && { thread }) },
      work: channel === "" ? thenHome(desk, sending) : sending,
    });
  });
}

function listenForShortcuts(app: App, desk: Desk): void {
  app.shortcut(/.*/u, async ({ ack, body, client, respond }) => {
    await ack();
    const team = teamOf(body);
    const shortcut = { client, team, user: body.user.id, trigger: body.trigger_id };
    if (body.type === "message_action") {
      const { channel, message } = body;
      const thread: unknown = message.thread_ts;
      const place = { server: team, channel: channel.id, ...(typeof thread === "string" && { thread }) };
      const name = body.callback_id.replace(MENU_SHORTCUT, "");
      await answer(desk, `shortcut:${body.trigger_id}`, {
        ...{ ...shortcut, place, respond },
        work: ({ context }) => desk.bot.menu(name, idsOf((message.blocks as unknown[]) ?? []), context),
      });
    } else {
      await answer(desk, `shortcut:${body.trigger_id}`, {
        ...{ ...shortcut, place: { server: team, channel: "" } },
        work: ({ context }) => desk.bot.start(context),
      });
    }
  });
}

function listenForMentions(app: App, desk: Desk): void {
  app.event("app_mention", async ({ event, body, client, context }) => {
    const team = body.team_id;
    const words = typed(event.text.replace(`<@${context.botUserId}>`, "").trim(), team);
    await answer(desk, `event:${body.event_id}`, {
      ...{ client, team, user: event.user ?? "" },
      place: {
        server: team,
        channel: event.channel,
        // What is said to the bot outside a thread is answered in one, below what was said.
        thread: event.thread_ts ?? event.ts,
      },
      work: (occasion) => desk.bot.mention(words, occasion.context),
    });
  });
  app.event("app_home_opened", async ({ event, body, client }) => {
    if (event.tab === "home") await showHome(desk, client, body.team_id, event.user);
  });
}

/** The Home tab may show what was just changed there: at once, before the answer has its turn among the messages. */
const thenHome =
  (desk: Desk, work: Asked["work"]): Asked["work"] =>
  async (occasion) => {
    const answered = await work(occasion);
    // A form has changed nothing yet, and does not wait: it opens within three seconds or never.
    if (answered.form === undefined) await showHome(desk, occasion.client, occasion.team, occasion.user);
    return answered;
  };

/** Never throwing: a Home tab that cannot be shown now is shown when it is opened again. */
async function showHome(desk: Desk, client: webApi.WebClient, team: string, user: string): Promise<void> {
  try {
    const context = await contextOf(desk, { client, team, user, place: { server: team, channel: "" } });
    const voice = { language: desk.bot.language, locale: context.locale };
    const { blocks } = renderMessage(await desk.bot.home(context), undefined, voice);
    await client.views.publish({ user_id: user, view: { type: "home", blocks } });
  } catch (error) {
    desk.log.error({ err: error }, "the Home tab was not shown");
  }
}

interface Asked extends Pick<Occasion, "client" | "team" | "user" | "respond" | "trigger"> {
  readonly client: webApi.WebClient;
  readonly place: Place;
  work(occasion: Occasion): Promise<Answer>;
}

const contextOf = async (
  { bot, people }: Desk,
  { client, team, user, place }: Pick<Asked, "client" | "team" | "user" | "place">,
): Promise<Context> => bot.settle(await people.context(client, team, user, place));

/** Once, and never throwing: an answer that does not reach Slack is logged, and the process lives on. */
const answer = ({ meter = unmetered, ...desk }: Desk, key: string, asked: Asked): Promise<void> =>
  meter.follow("slack", (answered) => answerOnce(desk, key, asked, answered));

async function answerOnce(
  desk: Desk,
  key: string,
  { place, work, ...asked }: Asked,
  answered: Answered,
): Promise<void> {
  const { bot, pictures, once, log, turn, managers } = desk;
  try {
    if (!(await once.first(`slack:${key}`))) return;
    const context = await contextOf(desk, { ...asked, place });
    const voice = { language: bot.language, locale: context.locale };
    const refuse = (key: string): string => bot.refuse(key, context.locale);
    const occasion = { ...asked, ...managers, ...{ context, voice, pictures, log, turn, refuse, answered } };
    await sayAnswer(occasion, await work(occasion));
  } catch (error) {
    log.error({ err: error, key }, "an answer did not reach Slack");
    desk.doubt();
  }
}
