/** The driver: people of a workspace and what they do there, whichever way the app is connected. */
import type { Ack, Kind } from "./deliver.ts";
import { fillIn, optionOf } from "./form.ts";
import { type Fields, textOf } from "./json.ts";
import { PATIENCE_MS } from "./limits.ts";
import type { Messenger } from "./messenger.ts";
import { type Gathering, gather, type Outcome, sees } from "./outcome.ts";
import * as payloads from "./payloads.ts";
import { postPublicly } from "./posting.ts";
import { answerFor } from "./response-url.ts";
import { type Element, elementsOf, type Seen, type SeenView, seeMessage, seeView } from "./seen.ts";
import type { SlackState } from "./state.ts";
import { answerSubmission } from "./submission.ts";
import { type Channel, DIRECT, type Person, type Workspace } from "./workspace.ts";

export interface How {
  /** Delivered a second time at once, as Slack's own retry. */
  readonly twice?: boolean;
  /** How long to wait for something to see after the acknowledgement; 0 for not at all. Milliseconds. */
  readonly patienceMs?: number;
}

export interface Where extends How {
  /** A channel's name, or `direct` for the messages with the bot. Otherwise the workspace's first channel. */
  readonly channel?: string;
  /** `ts` of the thread's first message. */
  readonly thread?: string;
}

export interface Pressing extends How {
  /** The message does not show this: the press is made up. */
  readonly forged?: boolean;
}

/** Every doing waits for its acknowledgement and for something to see; see `Outcome.until` for more. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  command(command: string, text?: string, where?: Where): Promise<Outcome>;
  /** By the button's `action_id` or its label. */
  press(on: Seen | SeenView, button: string, how?: Pressing): Promise<Outcome>;
  select(on: Seen | SeenView, select: string, option: string, how?: How): Promise<Outcome>;
  submit(view: SeenView, values?: Readonly<Record<string, string>>, how?: How): Promise<Outcome>;
  close(view: SeenView, how?: How): Promise<Outcome>;
  shortcut(callbackId: string, how?: How): Promise<Outcome>;
  messageShortcut(callbackId: string, message: Seen, how?: How): Promise<Outcome>;
  /** Says it in the channel, with the bot's mention in front. */
  mention(text: string, where?: Where): Promise<Outcome>;
  openHome(how?: How): Promise<Outcome>;
  /** What this person can see: of one channel (or `direct`), or of all. */
  messages(channel?: string): readonly Seen[];
  modal(): SeenView | undefined;
  home(): SeenView | undefined;
}

export const FIRST_CHANNEL = "lab";

interface Stand {
  readonly state: SlackState;
  readonly messenger: Messenger;
  readonly workspace: Workspace;
  readonly person: Person;
}

interface Done extends How {
  readonly channel?: Channel;
  /** `ts` of the message that is acted on. */
  readonly source?: string;
}

export function createActor(stand: Stand): Actor {
  const { state, workspace, person } = stand;
  const whose = { team: workspace.id, user: person.id };
  const viewOf = (id: string | undefined) => (id === undefined ? undefined : seeView(state, whose, id));
  return {
    id: person.id,
    name: person.name,
    ...speaking(stand),
    ...pressing(stand),
    ...views(stand),
    messages: (name) =>
      state.screen.messages
        .filter((message) => !message.deleted && sees(person, workspace, message))
        .filter(({ channel }) => name === undefined || workspace.channels.get(channel)?.name === nameOf(name))
        .map((message) => seeMessage(state, message)),
    modal: () => viewOf(state.screen.modals(whose).at(-1)?.id),
    home: () => viewOf(state.screen.home(whose)?.id),
  };
}

function speaking(stand: Stand): Pick<Actor, "command" | "mention" | "shortcut" | "messageShortcut"> {
  const { state, workspace, person } = stand;
  return {
    async command(command, text = "", where = {}) {
      const channel = await channelOf(stand, where);
      if (where.thread !== undefined) return unsent(stand, "not_supported_in_threads");
      const done = begin(stand, { ...where, channel });
      const payload = payloads.commandPayload(done.doing, channel, command, text);
      return done.send("slash_commands", payload, (body) =>
        Object.keys(body).length === 0 ? undefined : answerFor(state, done.responder, body, "ack"),
      );
    },
    async mention(text, where = {}) {
      const channel = await channelOf(stand, where);
      const said = `<@${workspace.bot.user}> ${text}`;
      const done = begin(stand, { ...where, channel });
      const { thread } = where;
      const fields = { text: said };
      const thereupon = { fields, ...(thread !== undefined && { thread }) };
      const { ts } = await postPublicly(state, workspace, channel, thereupon, person.id);
      if (!channel.members.has(workspace.bot.user)) return unsent(stand, "not_in_channel");
      const event = { type: "app_mention", user: person.id, text: said, ts, team: workspace.id };
      const place = { channel: channel.id, event_ts: ts, ...(thread !== undefined && { thread_ts: thread }) };
      return done.send("events_api", eventOf(stand, { ...event, ...place }));
    },
    shortcut(callbackId, how = {}) {
      const done = begin(stand, how);
      return done.send("interactive", payloads.shortcutPayload(done.doing, callbackId));
    },
    messageShortcut(callbackId, { message }, how = {}) {
      const channel = channelWith(workspace, message.channel);
      const done = begin(stand, { ...how, channel, source: message.ts });
      const payload = payloads.messageShortcutPayload(done.doing, callbackId, message, channel);
      return done.send("interactive", payload);
    },
  };
}

function pressing(stand: Stand): Pick<Actor, "press" | "select"> {
  const use = async (on: Seen | SeenView, found: Element, how: How, chosen?: Fields): Promise<Outcome> => {
    const action = payloads.actionOf(found.element, found.blockId, chosen);
    if (on.kind === "view") {
      const done = begin(stand, how);
      return done.send("interactive", payloads.viewPressPayload(done.doing, on.view, action));
    }
    const { message } = on;
    if (message.deleted || !sees(stand.person, stand.workspace, message))
      throw new Error(`${stand.person.name} does not see this message`);
    const channel = channelWith(stand.workspace, message.channel);
    // Slack lets nobody press in a channel that they have not joined.
    channel.members.add(stand.person.id);
    const done = begin(stand, { ...how, channel, source: message.ts });
    const payload = payloads.messagePressPayload(done.doing, message, channel, action);
    return done.send("interactive", payload);
  };
  return {
    press: async (on, button, { forged = false, ...how } = {}) => use(on, elementOf(on, button, forged), how),
    async select(on, select, option, how = {}) {
      const found = elementOf(on, select, false);
      return use(on, found, how, optionOf(found.element, option));
    },
  };
}

function views(stand: Stand): Pick<Actor, "submit" | "close" | "openHome"> {
  const { state, workspace, person } = stand;
  const whose = { team: workspace.id, user: person.id };
  return {
    async submit(seen, given = {}, how = {}) {
      if (!seen.open) throw new Error("this form is no longer open");
      const values = fillIn(seen.inputs, given);
      const done = begin(stand, how);
      const payload = payloads.submissionPayload(done.doing, seen.view, values);
      return done.send("interactive", payload, (body) => answerSubmission(state, workspace, seen, body));
    },
    async close(seen, how = {}) {
      const done = begin(stand, { patienceMs: 0, ...how });
      const { view } = seen;
      const left = state.screen.modals(whose).filter(({ id }) => id !== view.id);
      state.screen.setModals(whose, left);
      if (view.notify_on_close !== true) return unsent(stand);
      return done.send("interactive", payloads.closedPayload(done.doing, view, false));
    },
    async openHome(how = {}) {
      const { id: channel } = await workspace.direct(person.id);
      const done = begin(stand, how);
      const view = state.screen.home(whose);
      const event = { type: "app_home_opened", user: person.id, channel, tab: "home", event_ts: state.ts() };
      return done.send("events_api", eventOf(stand, { ...event, ...(view && { view }) }));
    },
  };
}

const eventOf = ({ state, workspace }: Stand, event: Fields): Fields =>
  payloads.eventPayload({ app: state.app, workspace }, event, state.id("Ev"), state.clock.now());

/** A doing: its trigger and `response_url` come to life, and from now on is gathered what it leads to. */
function begin({ state, messenger, workspace, person }: Stand, { channel, source, ...how }: Done) {
  const { twice = false, patienceMs = PATIENCE_MS } = how;
  const cause = state.id("");
  const since = state.clock.now();
  const trigger = `${since}.${cause}`;
  const whose = { team: workspace.id, user: person.id };
  state.triggers.set(trigger, { ...whose, since, cause, used: false });
  const from = source === undefined ? {} : { source };
  const responder = { ...whose, channel: channel?.id ?? "", cause, ...from };
  if (channel) state.responders.set(cause, { ...responder, since, uses: 0 });
  const respond = channel && { respond: `${state.url()}/respond/${cause}` };
  const doing = { app: state.app, workspace, person, trigger, ts: state.ts(), ...respond };
  const at = channel && { channel: channel.id };
  const gathering = gather({ state, workspace, person, cause, ...at }, patienceMs);
  const send = async (
    kind: Kind,
    payload: Fields,
    take: (body: Fields) => unknown = () => undefined,
  ): Promise<Outcome> => {
    const acks = await messenger.send(kind, payload, twice);
    return finish(gathering, acks, take, patienceMs);
  };
  return { doing, responder, send };
}

async function finish(
  { outcome, setAcks, something }: Gathering,
  acks: readonly Ack[],
  take: (body: Fields) => unknown,
  patienceMs: number,
): Promise<Outcome> {
  const [ack] = acks;
  const errors = ack?.body.response_action === "errors" ? (ack.body.errors as Record<string, string>) : {};
  setAcks(acks, errors);
  if (ack?.ok) await take(ack.body);
  if (ack?.ok && Object.keys(errors).length === 0) await something(patienceMs);
  return outcome;
}

/** Slack itself refuses, and the app hears nothing. */
function unsent({ state, workspace, person }: Stand, error?: NonNullable<Ack["error"]>): Outcome {
  const gathering = gather({ state, workspace, person, cause: state.id("") }, 0);
  gathering.setAcks([{ ok: error === undefined, ms: 0, body: {}, ...(error && { error }) }]);
  return gathering.outcome;
}

async function channelOf({ workspace, person }: Stand, { channel: name }: Where): Promise<Channel> {
  if (name === "direct") return workspace.direct(person.id);
  const channel = await workspace.channel(name ?? FIRST_CHANNEL);
  channel.members.add(person.id);
  return channel;
}

const nameOf = (name: string): string => (name === "direct" ? DIRECT : name);

function channelWith(workspace: Workspace, id: string): Channel {
  const channel = workspace.channels.get(id);
  if (channel === undefined) throw new Error(`there is no channel ${id}`);
  return channel;
}

function elementOf(on: Seen | SeenView, wanted: string, forged: boolean): Element {
  const all = elementsOf(on.blocks);
  const labels = new Map(on.buttons.map(({ label, actionId }) => [actionId, label]));
  const found = all.find(({ element }) => {
    const id = textOf(element.action_id);
    return id === wanted || labels.get(id) === wanted;
  });
  if (found !== undefined) return found;
  const known = all.map(({ element }) => element.action_id).join(", ");
  if (!forged)
    throw new Error(`there is nothing called ${wanted} here, only: ${known || "nothing to press"}`);
  const element = { type: "button", action_id: wanted, text: { type: "plain_text", text: "…", emoji: true } };
  return { blockId: all[0]?.blockId ?? "made-up", element };
}
