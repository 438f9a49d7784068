/** `/daily`: when a channel gets its question, and what became of the last ones. */
import { z } from "zod";
import {
  type Command,
  type CommandContext,
  type OptionMeta,
  type Subcommand,
  subcommand,
} from "../src/chat/command.ts";
import { echo } from "../src/chat/fault.ts";
import type { Button, Reply } from "../src/chat/message.ts";
import { nearest } from "../src/chat/nearest.ts";
import { fits, saying } from "../src/chat/press.ts";
import { TOPICS } from "../src/quiz/question.ts";
import type { DailyServices } from "../src/schedule/daily-services.ts";
import { dayIn, nextDue, zoneNamed, zones } from "../src/schedule/due.ts";
import { blockOf, shown } from "../src/schedule/listing.ts";
import { moveOn, reserve } from "../src/schedule/plan.ts";
import { idParts, LEVELS, RHYTHMS, type Setting, settingOf, suits } from "../src/schedule/setting.ts";
import { daysTyped } from "../src/schedule/typed-days.ts";
import type { Schedule } from "../src/store/schedules.ts";

const HOUR_MS = 3_600_000;
/** Schedules that one `/daily list` shows. */
const LISTED = 5;

const channel = z
  .string()
  .optional()
  .meta({
    summary: { en: "Another channel than this one", ko: "이 채널이 아닌 다른 채널" },
    names: "channel",
  } satisfies OptionMeta);

/** A subcommand that works on the schedule of a channel. */
const onSchedule = (
  declared: Pick<Subcommand, "name" | "alias" | "summary">,
  run: (schedule: Schedule, daily: DailyServices, context: CommandContext) => Promise<string>,
) =>
  subcommand({
    ...declared,
    options: z.object({ channel }),
    async run(options, context) {
      const { daily } = context.services;
      if (daily === undefined) return said("off", context);
      const schedule = await daily.schedules.find(placeOf(options.channel, context));
      if (schedule === undefined || schedule.server !== serverOf(context)) return said("none-here", context);
      return answer(await run(schedule, daily, context));
    },
  });

const setting = subcommand({
  name: "set",
  alias: "설정",
  summary: { en: "Post a question here at this time", ko: "이 시각에 문제를 올려요" },
  options: z.object({
    time: z.string().meta({
      summary: { en: "Local time, 24 hours", ko: "현지 시각(24시간제)" },
      example: "09:00",
    } satisfies OptionMeta),
    timezone: z.string().meta({
      summary: { en: "IANA time zone", ko: "IANA 시간대" },
      example: "Asia/Seoul",
      suggest: (typed) =>
        (typed === "" ? ["Asia/Seoul", "UTC", "America/New_York", "Europe/London"] : zones()).map(
          (value) => ({
            value,
            label: value,
          }),
        ),
    } satisfies OptionMeta),
    channel,
    days: z
      .string()
      .default("weekdays")
      .meta({
        summary: { en: "all, weekdays or mon,wed,fri", ko: "all, weekdays 또는 월,수,금" },
      } satisfies OptionMeta),
    rhythm: z
      .enum(RHYTHMS)
      .default("daily")
      .meta({
        summary: { en: "Each of these days, or a digest once a week", ko: "날마다 또는 주 1회 모아서" },
        labels: { daily: { en: "Daily", ko: "날마다" }, weekly: { en: "Weekly digest", ko: "주간 모음" } },
      } satisfies OptionMeta),
    topic: z
      .enum(["all", ...TOPICS])
      .default("all")
      .meta({
        summary: { en: "Only this topic", ko: "이 주제만" },
      } satisfies OptionMeta),
    difficulty: z
      .enum(LEVELS)
      .default("any")
      .meta({
        summary: { en: "How hard", ko: "난이도" },
      } satisfies OptionMeta),
    "reveal-after": z
      .int()
      .min(1)
      .max(72)
      .default(8)
      .meta({
        summary: { en: "Hours until the answer is shown", ko: "정답을 공개할 때까지의 시간" },
      } satisfies OptionMeta),
    "catch-up": z
      .int()
      .min(1)
      .max(24)
      .default(6)
      .meta({
        summary: { en: "Hours a late post may still come", ko: "늦게라도 올리는 시간" },
      } satisfies OptionMeta),
    language: z
      .enum(["en", "ko"])
      .optional()
      .meta({
        summary: { en: "The language of the posts", ko: "문제의 언어" },
      } satisfies OptionMeta),
  }),
  async run(options, context) {
    const { daily } = context.services;
    const { server, channel: own } = {
      server: serverOf(context),
      channel: placeOf(options.channel, context),
    };
    if (daily === undefined || server === undefined || !daily.platforms.includes(idParts(own).platform))
      return said("off", context);
    const zone = zoneNamed(options.timezone);
    if (zone === undefined) return unknownZone(options.timezone, options.time, context);
    const time = /^\d:/u.test(options.time) ? `0${options.time}` : options.time;
    if (!/^([01]\d|2[0-3]):[0-5]\d$/u.test(time)) return said("time", context, { time: echo(options.time) });
    const days = daysTyped(options.days);
    if (days === undefined) return said("days", context, { days: echo(options.days) });
    const { rhythm, topic, difficulty: level, language = context.channelLocale } = options;
    const wanted: Setting = {
      ...{ time, zone, rhythm, level, language },
      days: rhythm === "weekly" ? days.slice(0, 1) : [...days],
      topics: topic === "all" ? [] : [topic],
      revealAfterMs: options["reveal-after"] * HOUR_MS,
      catchUpMs: options["catch-up"] * HOUR_MS,
    };
    if (!(await daily.bank.of(server)).some((question) => suits(question, wanted)))
      return said("empty", context);
    const { at } = nextDue(wanted, context.now);
    const kept = await keep(daily, { id: own, server, wanted, at }, context);
    return kept ? said("set", context, { when: shown(at, zone, context), zone }) : said("changed", context);
  },
});

const listing = subcommand({
  name: "list",
  alias: "예정",
  summary: { en: "The next five, and what became of the last ones", ko: "다음 다섯 개와 지난 문제의 결과" },
  options: z.object({}),
  async run(_, context) {
    const { daily } = context.services;
    const server = serverOf(context);
    if (daily === undefined) return said("off", context);
    const all = server === undefined ? [] : await daily.schedules.ofServer(server);
    if (all.length === 0) return said("none", context);
    const blocks = await Promise.all(all.slice(0, LISTED).map((one) => blockOf(one, daily, context)));
    return answer(blocks.join("\n\n"));
  },
});

const pausing = onSchedule(
  {
    name: "pause",
    alias: "멈춤",
    summary: { en: "Post nothing until resumed", ko: "다시 시작할 때까지 멈춰요" },
  },
  async (schedule, { schedules }, context) => {
    const done = await schedules.change(schedule.id, schedule.version, { nextDue: null }, context.now);
    return say(done ? "paused" : "changed", context);
  },
);

const resuming = onSchedule(
  {
    name: "resume",
    alias: "재개",
    summary: { en: "Go on, also after a broken channel was mended", ko: "다시 시작해요(채널을 고친 뒤에도)" },
  },
  async (schedule, { schedules, brokenPlaces }, context) => {
    const { at, zone } = { ...nextDue(settingOf(schedule), context.now), zone: settingOf(schedule).zone };
    await brokenPlaces.mend(schedule.place);
    const done = await schedules.change(schedule.id, schedule.version, { nextDue: at }, context.now);
    return done ? say("resumed", context, { when: shown(at, zone, context), zone }) : say("changed", context);
  },
);

const skipping = onSchedule(
  {
    name: "skip",
    alias: "건너뛰기",
    summary: { en: "Leave out the next one", ko: "다음 문제를 건너뛰어요" },
  },
  async (schedule, daily, context) => {
    if (schedule.nextDue === null) return say("not-running", context);
    const wanted = settingOf(schedule);
    const { day, at: dueAt } = nextDue(wanted, Math.max(schedule.nextDue - 1, context.now));
    await daily.slots.skip({ schedule: schedule.id, day, dueAt, reason: "manager" });
    const { at } = nextDue(wanted, dueAt);
    await moveOn(daily, schedule, undefined, at, context.now);
    return say("skipped", context, { day, when: shown(at, wanted.zone, context), zone: wanted.zone });
  },
);

const postingNow = onSchedule(
  {
    name: "post-now",
    alias: "지금",
    summary: { en: "Post today's question now instead of later", ko: "오늘의 문제를 지금 올려요" },
  },
  async (schedule, daily, context) => {
    if (schedule.nextDue === null) return say("not-running", context);
    const day = dayIn(settingOf(schedule).zone, context.now);
    if (!(await reserve(daily, schedule, { schedule: schedule.id, day }, context.now)))
      return say("post-now-done", context);
    await moveOn(daily, schedule, day, schedule.nextDue, context.now);
    return say("post-now", context);
  },
);

const command: Command = {
  name: "daily",
  alias: "일일문제",
  summary: { en: "A question for this channel every day", ko: "채널에 날마다 문제를 올려요" },
  managers: true,
  inServers: true,
  subcommands: [setting, listing, pausing, resuming, skipping, postingNow],
};
export default command;

interface Wanted {
  readonly id: string;
  readonly server: string;
  readonly wanted: Setting;
  readonly at: number;
}

/** A channel has one schedule, whose id is its own; its bag stays when it is set anew. */
async function keep(
  { schedules, brokenPlaces }: DailyServices,
  { id, server, wanted, at }: Wanted,
  { now }: CommandContext,
): Promise<boolean> {
  await brokenPlaces.mend(id);
  const before = await schedules.find(id);
  if (before === undefined) {
    await schedules.create({ id, server, place: id, setting: wanted, bag: {}, nextDue: at }, now);
    return true;
  }
  return schedules.change(id, before.version, { setting: wanted, nextDue: at }, now);
}

function unknownZone(typed: string, time: string, context: CommandContext): readonly Reply[] {
  const buttons = nearest(typed, zones()).flatMap((zone): Button[] => {
    const press = saying(`/daily set ${time} ${zone}`);
    return fits(press) ? [{ label: zone.slice(0, 40), press }] : [];
  });
  const text = say("zone", context, { zone: echo(typed) });
  return [{ to: "asker", message: { text, buttons: [buttons] } }];
}

const platformOf = ({ asker }: CommandContext): string => idParts(asker.id).platform;

const serverOf = (context: CommandContext): string | undefined =>
  context.place.server === undefined ? undefined : `${platformOf(context)}:${context.place.server}`;

function placeOf(chosen: string | undefined, context: CommandContext): string {
  const prefix = `${platformOf(context)}:`;
  const own = chosen ?? context.place.channel;
  return own.startsWith(prefix) ? own : `${prefix}${own}`;
}

type Values = Readonly<Record<string, string | number>>;

const say = (key: string, { language, locale }: CommandContext, values?: Values): string =>
  language.say(`daily.${key}`, locale, values);

const answer = (text: string): readonly Reply[] => [{ to: "asker", message: { text } }];

const said = (key: string, context: CommandContext, values?: Values): readonly Reply[] =>
  answer(say(key, context, values));
