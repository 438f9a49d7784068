/** What the page knows of the commands: first steps for an empty channel, and the page's own words. */
import type { Bot } from "../../chat/bot.ts";
import { firstStepsOf } from "../../chat/first-steps.ts";
import { FIELD_VALUE, FILE_BYTES, FILE_ENDINGS } from "../../chat/limits.ts";
import { LOCALES } from "../../language.ts";
import { NAME, TEXT } from "./limits.ts";
import type { PageStart } from "./wire.ts";

export const CHANNELS: readonly string[] = ["general", "study"];
/** The page is one server, whose managers are all who are on it. */
export const SERVER = "page";
const STEPS = 4;

export function pageStart(bot: Bot): PageStart {
  const words = LOCALES.map((locale) => [locale, bot.language.family("web.page.", locale)]);
  return {
    channels: CHANNELS,
    words: Object.fromEntries(words) as PageStart["words"],
    steps: firstStepsOf(bot.commands).slice(0, STEPS),
    menus: bot.commands.flatMap(({ menus = [] }) => menus.map(({ name, label }) => ({ name, label }))),
    nameLimit: NAME,
    textLimit: TEXT,
    fieldLimit: FIELD_VALUE,
    ...{ fileLimit: FILE_BYTES, fileEndings: FILE_ENDINGS },
  };
}
