/**
 * The bot: text in, replies out, the same for every platform. A learner's mistake is an answer; only a bug
 * throws, and it is caught here and nowhere else.
 */
import type { Language, Locale } from "../language.ts";
import type { Command, CommandContext } from "./command.ts";
import { type Completion, complete } from "./complete.ts";
import { type Fault, faultSentence } from "./fault.ts";
import { parse } from "./grammar.ts";
import { menuOf, retryRows } from "./menu.ts";
import type { Context, Reply, Shown } from "./message.ts";
import { type Presser, SAY, unseal } from "./press.ts";
import { sealReplies } from "./seal-replies.ts";

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
  /** So many random bytes; from `main.ts`, the only place with randomness. */
  readonly random: (bytes: number) => Uint8Array;
}

export interface Answer {
  readonly replies: readonly Shown[];
  /** Set where nothing was done: the command does not parse, the press is not valid, or a bug. */
  readonly refused?: { readonly why: "command" | "press" | "bug"; readonly id: string };
}

export interface Bot {
  readonly commands: readonly Command[];
  readonly language: Language;
  run(text: string, context: Context): Promise<Answer>;
  /** `stillShown`: false where the platform knows that the pressed message no longer shows this button. */
  press(id: string, context: Context, stillShown?: boolean): Promise<Answer>;
  complete(text: string, caret: number | undefined, locale: Locale): Completion;
  /** A platform's own refusal (too large, too fast): logged with an id, said in the asker's language. */
  refuse(key: string, locale: Locale, values?: Readonly<Record<string, string | number>>): string;
}

export function createBot(parts: BotParts): Bot {
  const { commands, language, secret } = parts;
  checkNames(commands);
  return {
    commands,
    language,
    run: (text, context) => caught(parts, context, () => runText(parts, text, context, "public")),
    press: (id, context, stillShown = true) =>
      caught(parts, context, async () => {
        const unsealed = unseal(id, context.asker.id, secret);
        if (!unsealed.ok) return refusePress(parts, unsealed.why, context);
        if (!stillShown) return refusePress(parts, "moved on", context);
        const { press, by } = unsealed;
        if (press.verb === SAY)
          return runText(parts, `/${press.command} ${press.args[0] ?? ""}`, context, by);
        const command = commands.find(({ name }) => name === press.command);
        if (command?.press === undefined) return refusePress(parts, "unknown", context);
        const replies = await command.press(press.verb, press.args, inside(parts, context));
        return { replies: sealReplies(replies, context.asker, by, secret) };
      }),
    complete: (text, caret, locale) => complete(text, caret, locale, commands, language),
    refuse(key, locale, values) {
      parts.log.info({ id: newId(parts), refused: key }, "refused");
      return language.say(key, locale, values);
    },
  };
}

const inside = ({ language, commands }: BotParts, context: Context): CommandContext => ({
  ...context,
  language,
  commands,
});

async function runText(parts: BotParts, text: string, context: Context, by: Presser): Promise<Answer> {
  const { commands, language, secret } = parts;
  const parsed = parse(text, commands, context.locale);
  const seal = (replies: readonly Reply[]) => sealReplies(replies, context.asker, by, secret);
  if (parsed.kind === "wrong") {
    const id = refused(parts, { why: "command", faults: parsed.faults.map(({ kind }) => kind) });
    const message = {
      text: parsed.faults.map((fault: Fault) => faultSentence(fault, language, context.locale)).join("\n"),
      buttons: retryRows(parsed.retries),
    };
    return { replies: seal([{ to: "asker", message }]), refused: { why: "command", id } };
  }
  if (parsed.kind === "menu") {
    return { replies: seal([menuOf(parsed.command, language, context.locale)]) };
  }
  return { replies: seal(await parsed.subcommand.run(parsed.options, inside(parts, context))) };
}

/** The one catch. Nothing of the error reaches the learner but an id that the log line has too. */
async function caught(parts: BotParts, context: Context, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    const id = newId(parts);
    parts.log.error({ id, err: error }, "bug");
    const text = parts.language.say("chat.bug", context.locale, { id });
    return { replies: [{ to: "asker", message: { text } }], refused: { why: "bug", id } };
  }
}

function refusePress(parts: BotParts, why: "unknown" | "not yours" | "moved on", context: Context): Answer {
  const id = refused(parts, { why: "press", because: why });
  const text = parts.language.say(`chat.press.${why.replace(" ", "-")}`, context.locale);
  return { replies: [{ to: "asker", message: { text } }], refused: { why: "press", id } };
}

/** What was typed stays out of the log: it may hold anything. */
function refused(parts: BotParts, fields: Readonly<Record<string, unknown>>): string {
  const id = newId(parts);
  parts.log.info({ id, ...fields }, "refused");
  return id;
}

/** Letters and digits that are not taken for one another when read aloud. */
const ID_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

const newId = ({ random }: BotParts): string =>
  `E-${[...random(5)].map((byte) => ID_LETTERS[byte % ID_LETTERS.length]).join("")}`;

/** Two commands of one name, or a subcommand hidden behind another's alias, would never be reached. */
function checkNames(commands: readonly Command[]): void {
  unique(commands, "command");
  for (const { name, subcommands } of commands) unique(subcommands, `/${name}`);
}

function unique(all: readonly { readonly name: string; readonly alias: string }[], where: string): void {
  const seen = new Set<string>();
  for (const word of all.flatMap(({ name, alias }) => [name, alias])) {
    if (seen.has(word)) throw new Error(`${where}: the name "${word}" is given twice`);
    seen.add(word);
  }
}
