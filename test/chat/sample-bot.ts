/** A bot over the sample commands, with a log that can be read and randomness that is always the same. */
import help from "../../commands/help.ts";
import { type Bot, type BotParts, createBot } from "../../src/chat/bot.ts";
import type { Command } from "../../src/chat/command.ts";
import type { Context } from "../../src/chat/message.ts";
import { asset } from "../../src/checkout.ts";
import { loadLanguage } from "../../src/language.ts";
import { sample } from "./sample-commands.ts";
import { keys, tools } from "./sample-tools.ts";

const language = loadLanguage(asset("locales"));

export const SECRET = Uint8Array.from({ length: 32 }, (_, at) => at);

export interface Logged {
  readonly level: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What only some platforms can show comes with `MORE`. */
export const MORE: readonly Command[] = [tools, keys];

export interface SampleBot {
  readonly bot: Bot;
  readonly logged: Logged[];
}

export function sampleBot(
  secret: Uint8Array = SECRET,
  more: readonly Command[] = [],
  parts: Pick<BotParts, "services" | "now" | "troubleOf"> = {},
): SampleBot {
  const logged: Logged[] = [];
  const line = (level: string) => (fields: object) => {
    logged.push({ level, fields: { ...fields } });
  };
  let next = 0;
  const bot = createBot({
    commands: [help, sample, ...more],
    language,
    secret,
    log: { info: line("info"), warn: line("warn"), error: line("error") },
    ...parts,
    random: (bytes) => Uint8Array.from({ length: bytes }, () => next++ % 256),
  });
  return { bot, logged };
}

export const context = (name = "ada", locale: "en" | "ko" = "en"): Context => ({
  asker: { id: `test:${name}`, name },
  place: { channel: "general" },
  locale,
  channelLocale: locale,
  theme: "light",
  manager: true,
  can: { privateEditLater: true, commandInThread: true, typedOptions: false, forms: true, edits: true },
});
