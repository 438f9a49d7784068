/**
 * The bot: text in, replies out, the same for every platform. A learner's mistake is an answer; only a bug
 * throws, and it is caught here and nowhere else.
 */
import type { Language, Locale } from "../language.ts";
import type { Files } from "./attached.ts";
import { checkNames } from "./check-names.ts";
import type { Command, CommandContext, Subcommand } from "./command.ts";
import { complete } from "./complete.ts";
import type { Completion } from "./completion.ts";
import { type Fault, faultSentence } from "./fault.ts";
import { firstStepsOf } from "./first-steps.ts";
import { FILL, filled, filling, formOf, understood } from "./form.ts";
import { parse } from "./grammar.ts";
import { homeOf } from "./home.ts";
import { newId } from "./id.ts";
import { BUTTON_ROWS } from "./limits.ts";
import { firstRows, menuOf, retryRows } from "./menu.ts";
import type { Audience, Button, Closing, Context, Form, Message, Reply, Shown } from "./message.ts";
import { named } from "./named.ts";
import type { Pace } from "./pace.ts";
import { type Preferences, prefer } from "./preferences.ts";
import { type Presser, SAY, unseal, unsealAll } from "./press.ts";
import { sealMessage, sealPost, sealReplies } from "./seal-replies.ts";
import type { Services } from "./services.ts";
import { stillShared } from "./shared-by.ts";
import { TROUBLES, type Trouble } from "./trouble.ts";

/** What the bot needs of a logger; pino is one. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface BotParts {
  readonly commands: readonly Command[];
  readonly language: Language;
  /** The installation's secret: button ids are sealed with it. */
  readonly secret: Uint8Array;
  readonly log: Log;
  /** So many random bytes; from `main.ts`. */
  readonly random: (bytes: number) => Uint8Array;
  /** Milliseconds since 1970, UTC; without it, the epoch: only what has to do with days needs it. */
  readonly now?: () => number;
  readonly services?: Services;
  readonly preferences?: Preferences;
  /** How many pictures a person and a channel may ask for; without it, any number. */
  readonly pace?: Pace;
  /** What else than a bug may be behind an error; without it, nothing. */
  readonly troubleOf?: (error: unknown) => Trouble | undefined;
}

/** How a press came about. */
export interface Pressed {
  /** False where the platform knows that the pressed message no longer shows this button. */
  readonly stillShown?: boolean;
  /** Who shares the pressed message, as it says itself, where its platform keeps messages and not we. */
  readonly sharedBy?: string;
  /** Of a select: the entry that was chosen. */
  readonly chosen?: string;
  /** Of a form: what was filled in, by field. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Of a form: files in place of what a field would hold. */
  readonly files?: Files;
}

export interface Answer {
  readonly replies: readonly Shown[];
  /** Opened instead of, or beside, the replies. */
  readonly form?: Form<string>;
  /** After everything else. */
  readonly closing?: Closing;
  /** Set where nothing was done: the command does not parse, the press is not valid, or a bug. */
  readonly refused?: {
    readonly why: "command" | "press" | "bug" | Trouble | "pace" | "managers";
    /** Of a press. */
    readonly because?: "unknown" | "not yours" | "moved on";
    readonly id: string;
  };
}

export interface Bot {
  readonly commands: readonly Command[];
  readonly language: Language;
  /** The situation as this person and this channel want it; platforms ask once, before anything else. */
  settle(context: Context): Promise<Context>;
  /** Who will see what `run` answers; platforms must say it before the answer is there. */
  audience(text: string, context: Context): Audience;
  /** `files`: handed over beside the text, by the option that they are for. */
  run(text: string, context: Context, files?: Files): Promise<Answer>;
  /** A button, a select or a form: whatever carries a sealed id. */
  press(id: string, context: Context, pressed?: Pressed): Promise<Answer>;
  /** An entry of a message's own menu; `ids`: the sealed ids of the buttons that the message shows. */
  menu(name: string, ids: readonly string[], context: Context): Promise<Answer>;
  /** What somebody says to the bot by name: a command without its slash, or a word that a command listens to. */
  mention(words: string, context: Context): Promise<Answer>;
  /** A form to start from, where nothing has been said yet. */
  start(context: Context): Promise<Answer>;
  /** A page of one's own: what each command has to say to this person, and first steps. */
  home(context: Context): Promise<Message<string>>;
  complete(text: string, caret: number | undefined, locale: Locale): Completion;
  /** A platform's own refusal (too large, too fast): logged with an id, said in the asker's language. */
  refuse(key: string, locale: Locale, values?: Readonly<Record<string, string | number>>): string;
  /** Seals what nobody asked for, so that it can be posted: everybody may press it. */
  open(message: Message): Message<string>;
}

export function createBot(parts: BotParts): Bot {
  const { commands, language, secret } = parts;
  checkNames(commands);
  return {
    commands,
    language,
    settle: (context) => prefer(context, parts.preferences),
    audience: (text, { locale }) => {
      const parsed = parse(text, commands, locale);
      return parsed.kind === "run" ? audienceOf(parsed.subcommand, parsed.options) : "asker";
    },
    run: (text, context, files) =>
      caught(parts, context, () => runText(parts, text, context, "public", files)),
    press: (id, context, pressed = {}) => caught(parts, context, () => runPress(parts, id, context, pressed)),
    menu: (name, ids, context) => caught(parts, context, () => runMenu(parts, name, ids, context)),
    mention: (words, context) => caught(parts, context, () => runMention(parts, words, context)),
    start: (context) => caught(parts, context, async () => openForm(parts, startOf(commands), context)),
    home: async (context) =>
      sealMessage(await homeOf(inside(parts, context)), { asker: context.asker.id }, secret),
    complete: (text, caret, locale) => complete(text, caret, locale, commands, language),
    refuse(key, locale, values) {
      parts.log.info({ id: newId(parts.random), refused: key }, "refused");
      return language.say(key, locale, values);
    },
    open: (message) => sealPost(message, secret),
  };
}

const inside = (
  { language, commands, services = {}, now = () => 0, random }: BotParts,
  context: Context,
  fields?: CommandContext["fields"],
): CommandContext => ({
  ...context,
  ...{ language, commands, services, random },
  now: now(),
  ...(fields && { fields }),
});

async function runText(
  parts: BotParts,
  text: string,
  context: Context,
  by: Presser,
  files: Files = {},
): Promise<Answer> {
  const { commands, language, secret } = parts;
  const parsed = parse(text, commands, context.locale, files);
  const seal = (replies: readonly Reply[]) => sealReplies(replies, context.asker, by, secret);
  if (parsed.kind === "wrong") {
    const id = refused(parts, { why: "command", faults: parsed.faults.map(({ kind }) => kind) });
    const message = {
      text: parsed.faults.map((fault: Fault) => faultSentence(fault, language, context.locale)).join("\n"),
      buttons: [...retryRows(parsed.retries).slice(0, BUTTON_ROWS - 1), ...formRow(parts, text, context)],
    };
    return { ...seal([{ to: "asker", message }]), refused: { why: "command", id } };
  }
  const barred = barredFrom(parts, parsed.command, context);
  if (barred !== undefined) return barred;
  if (parsed.kind === "menu") {
    return seal([menuOf(parsed.command, language, context.locale)]);
  }
  return seal(await parsed.subcommand.run(parsed.options, inside(parts, context)));
}

async function runPress(parts: BotParts, id: string, context: Context, pressed: Pressed): Promise<Answer> {
  const { stillShown = true, chosen, fields, files } = pressed;
  const unsealed = unseal(id, context.asker.id, parts.secret);
  if (!unsealed.ok) return refusePress(parts, unsealed.why, context);
  const { press, by } = unsealed;
  const command = parts.commands.find(({ name }) => name === press.command);
  if (!stillShown && command?.answersStale !== true) return refusePress(parts, "moved on", context);
  const args = chosen === undefined ? press.args : [...press.args, chosen];
  if (press.verb === SAY) return runText(parts, `/${press.command} ${args.join(" ")}`, context, by);
  if (press.verb === FILL) {
    if (fields !== undefined) {
      const sent = filled(press, fields, parts.commands);
      return runText(parts, sent.text, context, by, { ...sent.files, ...files });
    }
    return openForm(parts, `/${press.command} ${press.args[0] ?? ""}`, context);
  }
  if (command?.press === undefined) return refusePress(parts, "unknown", context);
  const barred = barredFrom(parts, command, context);
  if (barred !== undefined) return barred;
  const replies = await command.press(press.verb, args, inside(parts, context, fields));
  return sealReplies(replies.map(stillShared(pressed.sharedBy)), context.asker, by, parts.secret);
}

async function runMenu(
  parts: BotParts,
  name: string,
  ids: readonly string[],
  context: Context,
): Promise<Answer> {
  const command = parts.commands.find(({ menus = [] }) => menus.some((menu) => menu.name === name));
  const menu = command?.menus?.find((one) => one.name === name);
  if (command === undefined || menu === undefined) return refusePress(parts, "unknown", context);
  const barred = barredFrom(parts, command, context);
  if (barred !== undefined) return barred;
  const presses = unsealAll(ids, context.asker.id, parts.secret);
  const replies = await menu.run(presses, inside(parts, context));
  return sealReplies(replies, context.asker, "public", parts.secret);
}

async function runMention(parts: BotParts, words: string, context: Context): Promise<Answer> {
  const { commands, secret } = parts;
  const [first = "help"] = words.split(/\s+/u).filter((word) => word !== "");
  if (named(commands, first.replace(/^\//u, "")) === undefined) {
    for (const command of commands) {
      if (command.managers && !context.manager) continue;
      const replies = await command.mention?.(words, inside(parts, context));
      if (replies !== undefined) return sealReplies(replies, context.asker, "public", secret);
    }
  }
  return runText(parts, words === "" ? "/help" : `/${words.replace(/^\//u, "")}`, context, "public");
}

/** A command that cannot be read far enough to have a form answers as if it had been typed. */
async function openForm(parts: BotParts, text: string, context: Context): Promise<Answer> {
  const found = understood(text, parts.commands);
  if (found === undefined || !context.can.forms) return runText(parts, text, context, "public");
  const form = formOf(found, context.locale);
  return sealReplies([{ to: "form", form }], context.asker, "public", parts.secret);
}

const startOf = (commands: readonly Command[]): string => firstStepsOf(commands)[0]?.text ?? "/help";

function formRow({ commands, language }: BotParts, text: string, { can, locale }: Context): Button[][] {
  const press = can.forms ? filling(text, commands) : undefined;
  return press === undefined ? [] : [[{ label: language.say("chat.form.open", locale), press }]];
}

function audienceOf(subcommand: Subcommand, options: Readonly<Record<string, unknown>>): Audience {
  if (subcommand.audience !== undefined) return subcommand.audience(options as never);
  return options.public === true ? "channel" : "asker";
}

/** Managers' commands are for managers, and pictures are drawn at a pace; else undefined. */
function barredFrom(parts: BotParts, command: Command, context: Context): Answer | undefined {
  if (command.managers && !context.manager) return bar(parts, "managers", context, {});
  const waitMs = command.draws ? (parts.pace?.(context) ?? 0) : 0;
  return waitMs > 0 ? bar(parts, "pace", context, { seconds: Math.ceil(waitMs / 1_000) }) : undefined;
}

function bar(
  parts: BotParts,
  why: "managers" | "pace",
  { locale }: Context,
  values: Readonly<Record<string, number>>,
): Answer {
  const id = refused(parts, { why });
  const text = parts.language.say(`chat.barred.${why}`, locale, values);
  return { replies: [{ to: "asker", message: { text } }], refused: { why, id } };
}

/** The one catch. Nothing of the error reaches the learner but an id that the log line has too. */
async function caught(parts: BotParts, context: Context, work: () => Promise<Answer>): Promise<Answer> {
  try {
    const answer = await work();
    for (const { message } of answer.replies) logBoxes(parts, message);
    return answer;
  } catch (error) {
    const id = newId(parts.random);
    const why = parts.troubleOf?.(error) ?? "bug";
    parts.log.error({ id, err: error }, TROUBLES[why]);
    const text = parts.language.say(`chat.${why}`, context.locale, { id });
    return { replies: [{ to: "asker", message: { text } }], refused: { why, id } };
  }
}

/** A picture whose letters are boxes is drawn all the same; who runs the bot should know. */
function logBoxes({ log }: BotParts, { picture }: Message<string>): void {
  if (picture?.missing === undefined) return;
  log.warn({ picture: picture.name, boxes: picture.missing }, "letters that no shipped font has");
}

/** What nobody knows any more is answered with what there is now. */
function refusePress(parts: BotParts, why: "unknown" | "not yours" | "moved on", context: Context): Answer {
  const { commands, language, secret } = parts;
  const id = refused(parts, { why: "press", because: why });
  const text = language.say(`chat.press.${why.replace(" ", "-")}`, context.locale);
  const buttons = why === "unknown" ? firstRows(commands, context.locale) : [];
  const sealed = sealReplies([{ to: "asker", message: { text, buttons } }], context.asker, "public", secret);
  return { ...sealed, refused: { why: "press", because: why, id } };
}

/** What was typed stays out of the log: it may hold anything. */
function refused(parts: BotParts, fields: Readonly<Record<string, unknown>>): string {
  const id = newId(parts.random);
  parts.log.info({ id, ...fields }, "refused");
  return id;
}
