/** What the page knows of the commands: first steps for an empty channel, and the page's own words. */
import type { Bot } from "../../chat/bot.ts";
import type { FirstStep } from "../../chat/command.ts";
import { exampleOf } from "../../chat/example.ts";
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
    nameLimit: NAME,
    textLimit: TEXT,
  };
}

/** What the commands themselves propose; one that proposes nothing offers its first subcommand that needs no word. */
function firstSteps({ commands }: Bot): readonly FirstStep[] {
  const steps = commands.flatMap((command): readonly FirstStep[] => {
    if (command.firstSteps !== undefined) return command.firstSteps;
    const ready = command.subcommands.find((part) =>
      describeOptions(part).every(({ required }) => !required),
    );
    if (ready === undefined) return [];
    return [{ label: ready.summary, text: exampleOf(command, ready, { commands, locale: "en" }) }];
  });
  // `/help` stands last: doing comes before reading.
  const help = steps.filter(({ text }) => text.startsWith("/help"));
  return [...steps.filter((step) => !help.includes(step)).slice(0, STEPS - help.length), ...help];
}
