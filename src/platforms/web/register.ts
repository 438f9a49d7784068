/** What the page knows of the commands: first steps for an empty channel, and the page's own words. */
import type { Bot } from "../../chat/bot.ts";
import type { Command, FirstStep } from "../../chat/command.ts";
import { exampleOf } from "../../chat/example.ts";
import { FIELD_VALUE } from "../../chat/limits.ts";
import { describeOptions } from "../../chat/options.ts";
import { LOCALES } from "../../language.ts";
import { NAME, TEXT } from "./limits.ts";
import type { PageStart } from "./wire.ts";

export const CHANNELS: readonly string[] = ["general", "study"];
const STEPS = 4;

export function pageStart(bot: Bot): PageStart {
  const words = LOCALES.map((locale) => [locale, bot.language.family("web.page.", locale)]);
  return {
    channels: CHANNELS,
    words: Object.fromEntries(words) as PageStart["words"],
    steps: firstSteps(bot),
    menus: bot.commands.flatMap(({ menus = [] }) => menus.map(({ name, label }) => ({ name, label }))),
    nameLimit: NAME,
    textLimit: TEXT,
    fieldLimit: FIELD_VALUE,
  };
}

/** One of each command before a second of any; commands that do several things before those that only tell one. */
function firstSteps(bot: Bot): readonly FirstStep[] {
  const doing = bot.commands.filter(({ subcommands }) => subcommands.length > 0);
  const telling = bot.commands.filter((command) => !doing.includes(command));
  const proposed = [...doing, ...telling].map((command) => proposals(command, bot));
  const longest = Math.max(0, ...proposed.map((steps) => steps.length));
  const turns = Array.from({ length: longest }, (_, turn) => proposed.flatMap((steps) => steps[turn] ?? []));
  return turns.flat().slice(0, STEPS);
}

/** What the command itself proposes, else its first subcommand that needs no word. */
function proposals(command: Command, { commands }: Bot): readonly FirstStep[] {
  if (command.firstSteps !== undefined) return command.firstSteps;
  const ready = command.subcommands.find((part) => describeOptions(part).every(({ required }) => !required));
  if (ready === undefined) return [];
  return [{ label: ready.summary, text: exampleOf(command, ready, { commands, locale: "en" }) }];
}
