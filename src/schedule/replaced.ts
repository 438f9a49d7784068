/** What `/daily set` put in place of what was set before, perhaps by another manager: field by field, and the way back. */
import type { CommandContext } from "../chat/command.ts";
import type { Button } from "../chat/message.ts";
import { fits, saying } from "../chat/press.ts";
import { speaking } from "../chat/speaking.ts";
import { LANGUAGE_NAMES } from "../language.ts";
import type { Schedule } from "../store/schedules.ts";
import { daysIn } from "./listing.ts";
import { type Asked, askedFrom, LEVEL_LABELS, RHYTHM_LABELS, setText, TOPIC_LABELS } from "./set-options.ts";
import { type Setting, settingOf } from "./setting.ts";

const { say } = speaking("daily.replaced");

type Word = (setting: Setting, context: CommandContext) => string;

const HOUR_MS = 3_600_000;
const hours = (ms: number, context: CommandContext): string => say("hours", context, { count: ms / HOUR_MS });

/** Every field of a setting, in the order in which it is told. */
const WORDS: Readonly<Record<keyof Setting, Word>> = {
  rhythm: ({ rhythm }, { locale }) => RHYTHM_LABELS[rhythm][locale],
  days: daysIn,
  time: ({ time }) => time,
  zone: ({ zone }) => zone,
  topics: ({ topics }, { locale }) => TOPIC_LABELS[topics[0] ?? "all"][locale],
  level: ({ level }, { locale }) => LEVEL_LABELS[level][locale],
  language: ({ language }, { locale }) => LANGUAGE_NAMES[language][locale],
  revealAfterMs: ({ revealAfterMs }, context) => hours(revealAfterMs, context),
  catchUpMs: ({ catchUpMs }, context) => hours(catchUpMs, context),
  thread: ({ thread }, context) => say(thread ? "yes" : "no", context),
  role: ({ role }, context) => (role === null ? say("nobody", context) : `\`${role}\``),
};

export interface Replaced {
  readonly lines: readonly string[];
  readonly buttons: readonly Button[];
}

/**
 * @param before as it was found; undefined where nothing was set: then nothing is told.
 * @param channel the option, where another channel than this one was named: the way back names it too.
 */
export function replacedBy(
  wanted: Setting,
  before: Schedule | undefined,
  { platform, channel }: { readonly platform: string; readonly channel: string | undefined },
  context: CommandContext,
): Replaced {
  if (before === undefined) return { lines: [], buttons: [] };
  const old = settingOf(before);
  const changes = (Object.keys(WORDS) as (keyof Setting)[]).flatMap((field) => {
    const [was, is] = [old, wanted].map((setting) => WORDS[field](setting, context));
    return was === is ? [] : [`- ${say(`field.${field}`, context)}: ${was} → ${is}`];
  });
  const stood = before.nextDue === null ? [say("stood", context)] : [];
  if (changes.length === 0) return { lines: stood.length > 0 ? stood : [say("same", context)], buttons: [] };
  // The language that is set now would stay by itself.
  const { language, ...rest } = askedFrom(old, platform);
  const asked: Asked = { ...rest, channel, ...(language !== wanted.language && { language }) };
  const text = setText(asked);
  const press = saying(text);
  return {
    lines: [say("title", context), ...changes, ...stood, say("back", context, { command: text })],
    buttons: fits(press) ? [{ label: say("button", context), press }] : [],
  };
}
