/** Slack on a stage: the real Bolt against the local Slack, worked by people of its workspace. */
import { type Meter, unmetered } from "../../src/chat/meter.ts";
import { type Rates, ratesInMemory } from "../../src/chat/rates.ts";
import { type SlackParts, startSlack } from "../../src/platforms/slack/index.ts";
import { MENU_SHORTCUT } from "../../src/platforms/slack/receive.ts";
import { startServer } from "../../src/server.ts";
import { type Logged, MORE, type SampleBot, SECRET, sampleBot } from "../chat/sample-bot.ts";
import type { How, Seen, SeenForm, Stage } from "../contract/stage.ts";
import { type LocalSlack, type LocalSlackOptions, startLocalSlack } from "../local-slack/index.ts";
import type { Outcome } from "../local-slack/outcome.ts";
import type { Actor } from "../local-slack/person.ts";
import type { SeenInput, SeenView, Seen as Shown } from "../local-slack/seen.ts";
import { DIRECT } from "../local-slack/workspace.ts";
import { WELL } from "../operating/well.ts";

export type Mode = "socket" | "http";

export interface OpenedSlack {
  readonly slack: LocalSlack;
  readonly platform: ReturnType<typeof startSlack>;
  /** Of the server that listens for Slack, in HTTP mode. */
  readonly url: string;
  /** What the platform itself logged. */
  readonly faults: readonly Logged[];
  /** Nothing is under way, and nothing waits for its second in a channel. */
  quiet(): Promise<void>;
  stop(): Promise<void>;
}

/** A channel's second, where nobody looks at the pace of posts. */
const HURRIED_MS = 50;

export interface SlackStageOptions extends LocalSlackOptions {
  /** How long a second takes for who keeps a channel's pace; without it, tests that are about something else are hurried. */
  readonly secondMs?: number;
  readonly parts?: Partial<SlackParts>;
  /** Before the bot starts. */
  readonly before?: (slack: LocalSlack) => void;
}

/** Without `parts.oauth`, one workspace by its token. */
export async function openSlack(
  mode: Mode,
  bot: SlackParts["bot"],
  { parts = {}, before, secondMs = HURRIED_MS, ...options }: SlackStageOptions = {},
): Promise<OpenedSlack> {
  const slack = await startLocalSlack(options);
  before?.(slack);
  const faults: Logged[] = [];
  const line = (level: string) => (fields: object, message: string) => {
    faults.push({ level, fields: { ...fields, message } });
  };
  const { signingSecret, appToken } = slack.app;
  const { meter, rates, busy } = countUnderWay(parts.meter ?? unmetered, secondMs);
  const quiet = async (): Promise<void> => {
    do await slack.quiet();
    while (busy());
  };
  const platform = startSlack({
    bot,
    log: { info: line("info"), warn: line("warn"), error: line("error") },
    once: rememberOnce(),
    ...(parts.oauth === undefined && { token: slack.botToken() }),
    mode: mode === "socket" ? { appToken } : { signingSecret },
    api: slack.apiUrl,
    managers: [],
    now: slack.clock.now,
    rates,
    ...parts,
    meter,
  });
  const { listener } = platform;
  const server = await startServer({
    port: 0,
    platforms: [platform],
    health: WELL,
    ...(listener && { slack: listener }),
  });
  if (mode === "http") slack.overHttp(`${server.url}slack/events`);
  else if (!slack.trouble.down) await slack.overSocket();
  return {
    ...{ slack, platform, faults, quiet, url: server.url },
    async stop() {
      await quiet();
      await platform.stop();
      await server.stop();
      await slack.stop();
    },
  };
}

/** Whoever answers, or waits for a turn in a channel, is not done, though no request is under way. */
function countUnderWay(inner: Meter, secondMs: number): { meter: Meter; rates: Rates; busy(): boolean } {
  let count = 0;
  const counted = async <T>(work: Promise<T>): Promise<T> => {
    count++;
    return work.finally(() => count--);
  };
  return {
    busy: () => count > 0,
    meter: { ...inner, follow: (platform, work) => counted(inner.follow(platform, work)) },
    rates: (rate) => {
      const turn = ratesInMemory({ ...rate, seconds: (rate.seconds * secondMs) / 1_000 });
      return (key) => counted(turn(key));
    },
  };
}

function rememberOnce(): SlackParts["once"] {
  const keys = new Set<string>();
  return { first: async (key) => keys.size < keys.add(key).size };
}

/** What Slack itself draws of mrkdwn's marks. */
const asRead = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

interface OpenForm extends SeenForm {
  readonly view: SeenView;
}

export async function openSlackStage(
  mode: Mode,
  { bot, logged }: SampleBot = sampleBot(SECRET, MORE),
  options: SlackStageOptions = {},
): Promise<Required<Stage> & OpenedSlack> {
  const opened = await openSlack(mode, bot, options);
  const { slack } = opened;
  let twice = false;
  const shown = new Map<string, Shown>();
  const actor = (name: string, { locale = "en", manager = false }: How = {}): Actor =>
    slack.as(name, { locale: locale === "ko" ? "ko-KR" : "en-US", admin: manager });
  const seen = (message: Shown): Seen => {
    shown.set(message.id, message);
    const all = slack.as("onlooker").messages();
    const direct = slack.workspace().channels.get(message.channel)?.name === DIRECT;
    return { ...seenOf(message, all), private: message.private || direct };
  };
  const seeing = async (outcome: Promise<Outcome>): Promise<readonly Seen[]> => {
    const done = await outcome;
    await opened.quiet();
    return done.seen.map(seen);
  };
  const how = () => (twice ? { twice } : {});
  const known = ({ id }: Seen): Shown => shown.get(id)!;
  return {
    ...opened,
    logged,
    lacks: {},
    run(name, text, as) {
      const [command = "", ...rest] = text.split(" ");
      return seeing(actor(name, as).command(command, rest.join(" "), how()));
    },
    press: (name, on, id, as) =>
      seeing(actor(name, as).press(known(on), id, { forged: !known(on).buttons.some(is(id)), ...how() })),
    select: (name, on, id, value, as) => seeing(actor(name, as).select(known(on), id, value, how())),
    async open(name, on, id, as) {
      const { modal } = await actor(name, as).press(known(on), id);
      if (modal === undefined) throw new Error("no form was opened");
      return formOf(modal);
    },
    submit: (name, form, fields, as) =>
      seeing(actor(name, as).submit((form as OpenForm).view, fields, how())),
    async hand(name, text, option, file, as) {
      const [command = "", ...rest] = text.split(" ");
      const asked = (await actor(name, as).command(command, rest.join(" "))).sole();
      const { modal } = await actor(name, as).press(asked, "Fill in a form");
      return seeing(actor(name, as).submit(modal!, { [option]: file }));
    },
    menu: (name, on, entry, as) =>
      seeing(actor(name, as).messageShortcut(`${MENU_SHORTCUT}${entry}`, known(on), how())),
    mention: (name, on, words, as) =>
      seeing(actor(name, as).mention(words, { ...(on.thread && { thread: on.thread }), ...how() })),
    inThread: async (name, { thread }) =>
      slack
        .as(name)
        .messages("lab")
        .filter((message) => message.thread === thread && message.id !== thread)
        .map(seen),
    seenBy: async (name) => slack.as(name).messages("lab").map(seen),
    async twice(deed) {
      twice = true;
      try {
        return await deed();
      } finally {
        twice = false;
      }
    },
  };
}

const is =
  (id: string) =>
  ({ actionId }: { readonly actionId: string }): boolean =>
    actionId === id;

function seenOf(message: Shown, all: readonly Shown[]): Seen {
  const thread = message.thread ?? all.find((one) => one.thread === message.id)?.thread;
  const [picture] = message.pictures;
  const [file] = message.files;
  return {
    id: message.id,
    text: asRead(message.words),
    private: message.private,
    ...(thread !== undefined && { thread }),
    ...(picture?.bytes && { picture: { ...sizeOf(picture.bytes), png: picture.bytes, alt: picture.alt } }),
    ...(file && { file: { name: file.name, text: Buffer.from(file.bytes).toString() } }),
    buttons: message.buttons.map(({ label, actionId }) => ({ label, press: actionId })),
    selects: message.selects.map(({ placeholder, actionId, options }) => ({
      ...{ placeholder, press: actionId },
      choices: options,
    })),
  };
}

/** A PNG's first chunk says how large it is. */
function sizeOf(png: Uint8Array): { readonly width: number; readonly height: number } {
  const header = new DataView(png.buffer, png.byteOffset);
  return { width: header.getUint32(16), height: header.getUint32(20) };
}

const formOf = (view: SeenView): OpenForm => ({ title: view.title, view, fields: view.inputs.map(fieldOf) });

interface InputElement {
  readonly initial_value?: string;
  readonly initial_option?: { readonly value: string };
  readonly options?: readonly { readonly value: string }[];
}

function fieldOf({ name, label, optional, element }: SeenInput): SeenForm["fields"][number] {
  const { initial_value: text, initial_option: option, options } = element as InputElement;
  const value = text ?? option?.value;
  return {
    ...{ name, label, required: !optional },
    ...(value !== undefined && { value }),
    ...(options && { choices: options.map((one) => one.value) }),
  };
}
