/** What `/daily set` asks, and the setting that it becomes; what cannot be read is named. */
import * as z from "zod";
import { about } from "../chat/command.ts";
import { idParts } from "../chat/platform-id.ts";
import { textOf } from "../chat/typed.ts";
import { LANGUAGE_NAMES, type Locale } from "../language.ts";
import { TOPICS } from "../quiz/question.ts";
import { TOPIC_NAMES } from "../quiz/topic-names.ts";
import { FIRST_ZONES, zoneNamed, zones } from "../quiz/zones.ts";
import { LEVELS, RHYTHMS, type Setting } from "./setting.ts";
import { daysTyped, daysWritten } from "./typed-days.ts";
import { timeTyped } from "./typed-time.ts";

const HOUR_MS = 3_600_000;

/** Where nothing is said. A digest is taken up over days, and its answers come before the next one. */
const USUAL = {
  daily: { days: "weekdays", revealHours: 8, catchUpHours: 6 },
  weekly: { days: "mon", revealHours: 120, catchUpHours: 24 },
} as const;

/** Six days: a digest's answers are out before the next one comes. */
const REVEAL_HOURS_MAX = 144;
const CATCH_UP_HOURS_MAX = 24;

export const TOPIC_LABELS = { all: { en: "All topics", ko: "모든 주제" }, ...TOPIC_NAMES };
export const RHYTHM_LABELS = {
  daily: { en: "Daily", ko: "날마다" },
  weekly: { en: "Weekly digest", ko: "주간 모음" },
};
export const LEVEL_LABELS = {
  any: { en: "Any", ko: "상관없음" },
  easy: { en: "Easy", ko: "쉬움" },
  medium: { en: "Medium", ko: "보통" },
  hard: { en: "Hard", ko: "어려움" },
};

export const channelOption = z
  .string()
  .optional()
  .meta(
    about("Another channel than this one", "이 채널이 아닌 다른 채널", { alias: "채널", names: "channel" }),
  );

export const setOptions = z.object({
  time: z.string().meta(
    about("Local time, 24 hours", "현지 시각(24시간제)", {
      alias: "시각",
      reads: timeTyped,
      example: "09:00",
    }),
  ),
  timezone: z.string().meta(
    about("IANA time zone", "IANA 시간대", {
      alias: "시간대",
      reads: zoneNamed,
      example: "Asia/Seoul",
      suggest: (typed) => (typed === "" ? FIRST_ZONES : zones()).map((value) => ({ value, label: value })),
    }),
  ),
  channel: channelOption,
  days: z
    .string()
    .optional()
    .meta(
      about("all, weekdays or mon,wed,fri", "all, weekdays 또는 월,수,금", {
        alias: "요일",
        reads: (typed) => (daysTyped(typed) === undefined ? undefined : typed),
      }),
    ),
  rhythm: z
    .enum(RHYTHMS)
    .default("daily")
    .meta(
      about("Each of these days, or a digest once a week", "날마다 또는 주 1회 모아서", {
        alias: "주기",
        labels: RHYTHM_LABELS,
      }),
    ),
  topic: z
    .enum(["all", ...TOPICS])
    .default("all")
    .meta(about("Only this topic", "이 주제만", { alias: "주제", labels: TOPIC_LABELS })),
  difficulty: z
    .enum(LEVELS)
    .default("any")
    .meta(about("How hard", "난이도", { alias: "난이도", labels: LEVEL_LABELS })),
  "reveal-after": z
    .int()
    .min(1)
    .max(REVEAL_HOURS_MAX)
    .optional()
    .meta(
      about("Hours until the answer is shown", "정답을 공개할 때까지의 시간", {
        alias: "공개까지",
        units: ["h", "시간"],
      }),
    ),
  "catch-up": z
    .int()
    .min(1)
    .max(CATCH_UP_HOURS_MAX)
    .optional()
    .meta(
      about("Hours a late post may still come", "늦게라도 올리는 시간", {
        alias: "늦게까지",
        units: ["h", "시간"],
      }),
    ),
  language: z
    .enum(["en", "ko"])
    .optional()
    .meta(about("The language of the posts", "문제의 언어", { alias: "언어", labels: LANGUAGE_NAMES })),
  thread: z
    .boolean()
    .default(true)
    .meta(
      about("A thread for discussion under each post", "문제마다 토론 스레드를 열어요", { alias: "스레드" }),
    ),
  role: z
    .string()
    .optional()
    .meta(
      about("A role or user group to ping", "알림을 보낼 역할 또는 사용자 그룹", {
        alias: "역할",
        names: "role",
      }),
    ),
});

export type Asked = z.output<typeof setOptions>;

export type Read =
  | { readonly ok: true; readonly setting: Setting }
  | { readonly ok: false; readonly wrong: "zone" | "time" | "days" | "role" };

/**
 * @param language of the posts, where none is asked for.
 * @param there the place's platform and server, against which a role is held.
 */
export function settingFrom(
  asked: Asked,
  language: Locale,
  there: { platform: string; server: string },
): Read {
  const { rhythm, topic, difficulty: level, thread } = asked;
  const usual = USUAL[rhythm];
  const zone = zoneNamed(asked.timezone);
  if (zone === undefined) return { ok: false, wrong: "zone" };
  const time = timeTyped(asked.time);
  if (time === undefined) return { ok: false, wrong: "time" };
  const days = daysTyped(asked.days ?? usual.days);
  if (days === undefined) return { ok: false, wrong: "days" };
  const role = asked.role === undefined ? null : roleOf(asked.role, there);
  if (role === undefined) return { ok: false, wrong: "role" };
  const setting: Setting = {
    ...{ time, zone, rhythm, level, thread, role },
    language: asked.language ?? language,
    days: rhythm === "weekly" ? days.slice(0, 1) : [...days],
    topics: topic === "all" ? [] : [topic],
    revealAfterMs: (asked["reveal-after"] ?? usual.revealHours) * HOUR_MS,
    catchUpMs: (asked["catch-up"] ?? usual.catchUpHours) * HOUR_MS,
  };
  return { ok: true, setting };
}

/** As the platform's own picker gives it. Everybody is no role: on Discord that one has the server's id. */
function roleOf(typed: string, there: { platform: string; server: string }): string | undefined {
  const { platform, own } = idParts(typed);
  return platform === there.platform && /^\w+$/u.test(own) && own !== there.server ? own : undefined;
}

/** What would have been asked for this setting: `settingFrom` makes the same of it. */
export function askedFrom(setting: Setting, platform: string): Asked {
  const { time, zone, rhythm, level, thread, role, language } = setting;
  const { days, revealHours, catchUpHours } = USUAL[rhythm];
  const revealAfter = setting.revealAfterMs / HOUR_MS;
  const catchUp = setting.catchUpMs / HOUR_MS;
  const [topic = "all"] = setting.topics;
  return {
    ...{ time, timezone: zone, rhythm, topic, difficulty: level, thread, language },
    ...(`${setting.days}` !== `${daysTyped(days)}` && { days: daysWritten(setting.days) }),
    ...(revealAfter !== revealHours && { "reveal-after": revealAfter }),
    ...(catchUp !== catchUpHours && { "catch-up": catchUp }),
    ...(role !== null && { role: `${platform}:${role}` }),
  };
}

const ASKED_NOTHING: Readonly<Record<string, unknown>> = setOptions
  .partial({ time: true, timezone: true })
  .parse({});

/** The command that asks for it, without what would be so anyway. */
export function setText(asked: Asked): string {
  const options = Object.entries(asked).flatMap(([name, value]) =>
    value === undefined || value === ASKED_NOTHING[name] ? [] : [{ name, value }],
  );
  return textOf({ command: "daily", subcommand: "set", options });
}
