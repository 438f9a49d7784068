/** `/daily`: when a channel gets its question, and what became of the last ones. */
import * as z from "zod";
import {
  about,
  type Command,
  type CommandContext,
  type Subcommand,
  subcommand,
} from "../src/chat/command.ts";
import { echo } from "../src/chat/fault.ts";
import { filling } from "../src/chat/form.ts";
import { cut } from "../src/chat/menu.ts";
import type { Button, Reply } from "../src/chat/message.ts";
import { idParts, platformOf, serverOf } from "../src/chat/platform-id.ts";
import { fits, saying } from "../src/chat/press.ts";
import { privately, speaking } from "../src/chat/speaking.ts";
import { LANGUAGE_NAMES, type Locale } from "../src/language.ts";
import { dayOf } from "../src/quiz/day.ts";
import { zonesInsteadOf } from "../src/quiz/zones.ts";
import type { DailyServices } from "../src/schedule/daily-services.ts";
import { nextDue, nextDueSince } from "../src/schedule/due.ts";
import { blockOf, daysIn, shown } from "../src/schedule/listing.ts";
import { moveOn, reserve } from "../src/schedule/plan.ts";
import { replacedBy } from "../src/schedule/replaced.ts";
import { type Asked, channelOption, setOptions, setText, settingFrom } from "../src/schedule/set-options.ts";
import { type Setting, settingOf, suits } from "../src/schedule/setting.ts";
import type { Schedule } from "../src/store/schedules.ts";

const { say, said } = speaking("daily");

/** Schedules that one `/daily list` shows. */
const LISTED = 5;
const WEEK = 7;

/** A subcommand that works on the schedule of a channel. */
const onSchedule = (
  declared: Pick<Subcommand, "name" | "alias" | "summary">,
  run: (schedule: Schedule, daily: DailyServices, context: CommandContext) => Promise<string>,
) =>
  subcommand({
    ...declared,
    options: z.object({ channel: channelOption }),
    async run(options, context) {
      const { daily } = context.services;
      if (daily === undefined) return said("off", context);
      const schedule = await daily.schedules.find(placeOf(options.channel, context));
      if (schedule === undefined || schedule.server !== serverOf(context)) return said("none-here", context);
      return privately(await run(schedule, daily, context));
    },
  });

const setting = subcommand({
  name: "set",
  alias: "설정",
  summary: { en: "Post a question here at this time", ko: "이 시각에 문제를 올려요" },
  options: setOptions,
  async run(options, context) {
    const { daily } = context.services;
    const server = serverOf(context);
    const id = placeOf(options.channel, context);
    const { platform } = idParts(id);
    if (daily === undefined || server === null || !daily.platforms.includes(platform))
      return said("off", context);
    const before = await daily.schedules.find(id);
    if (before !== undefined && before.server !== server) return said("off", context);
    // Whoever sets only another time has chosen no other language for everybody.
    const language = before === undefined ? context.channelLocale : settingOf(before).language;
    const read = settingFrom(options, language, { platform, server: idParts(server).own });
    if (!read.ok) return unreadable(read.wrong, options, context);
    const wanted = read.setting;
    if (!(await daily.bank.of(server)).some((question) => suits(question, wanted)))
      return said("empty", context);
    const [last] = await daily.slots.last(id, 1);
    const { at } = nextDueSince(wanted, context.now, last?.day);
    const { zone, rhythm } = wanted;
    const kept = await keep(daily, { id, server, wanted, at, before }, context);
    if (!kept) return said("changed", context);
    const set = say(`set-${rhythm}`, context, { when: shown(at, zone, context), zone });
    const named = { days: daysIn(wanted, context), language: LANGUAGES[wanted.language][context.locale] };
    // Whoever named days knows that they can.
    const some = rhythm === "daily" && wanted.days.length < WEEK && options.days === undefined;
    const more = some ? [say("set-all", context)] : [];
    const { lines, buttons } = replacedBy(wanted, before, { platform, channel: options.channel }, context);
    const text = [set, say("set-as", context, named), ...more, ...lines].join("\n");
    return privately({ text, ...(buttons.length > 0 && { buttons: [buttons] }) });
  },
});

const listing = subcommand({
  name: "list",
  alias: "예정",
  summary: { en: "The next five, and what became of the last ones", ko: "다음 다섯 개와 지난 문제의 결과" },
  options: z.object({ channel: channelOption }),
  async run({ channel }, context) {
    const { daily } = context.services;
    const server = serverOf(context);
    if (daily === undefined || server === null || !daily.platforms.includes(platformOf(context)))
      return said("off", context);
    const all = await daily.schedules.ofServer(server);
    if (all.length === 0) return said("none", context);
    const one = channel === undefined ? undefined : placeOf(channel, context);
    const chosen = one === undefined ? all : all.filter(({ place }) => place === one);
    if (chosen.length === 0) return said("none-here", context);
    const shown = chosen.slice(0, LISTED);
    const blocks = await Promise.all(shown.map((schedule) => blockOf(schedule, daily, context)));
    const more = chosen.length - shown.length;
    return [...blocks, ...(more > 0 ? [say("list.more", context, { count: more })] : [])].flatMap((block) =>
      privately(block),
    );
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
  async (schedule, { schedules, slots, brokenPlaces }, context) => {
    const wanted = settingOf(schedule);
    // What came or was left out before the pause stays so.
    const [last] = await slots.last(schedule.id, 1);
    const { at } = nextDueSince(wanted, context.now, last?.day);
    await brokenPlaces.mend(schedule.place);
    const done = await schedules.change(schedule.id, schedule.version, { nextDue: at }, context.now);
    return done
      ? say("resumed", context, { when: shown(at, wanted.zone, context), zone: wanted.zone })
      : say("changed", context);
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
    const { nextDue: due } = schedule;
    if (due === null) return say("not-running", context);
    const wanted = settingOf(schedule);
    const day = dayOf(context.now, wanted.zone);
    if (!(await reserve(daily, schedule, { schedule: schedule.id, day }, context.now)))
      return say("post-now-done", context);
    // What is overdue is the next round's: it records what was missed.
    const next = due <= context.now ? due : nextDueSince(wanted, due - 1, day).at;
    await moveOn(daily, schedule, day, next, context.now);
    return say("post-now", context);
  },
);

const LANGUAGES = {
  ...LANGUAGE_NAMES,
  auto: { en: "As the platform says", ko: "플랫폼 설정대로" },
};
const REACHES = {
  channel: { en: "This channel", ko: "이 채널" },
  server: { en: "Every channel without its own", ko: "따로 정하지 않은 모든 채널" },
};

const speakingHere = subcommand({
  name: "language",
  alias: "언어",
  summary: { en: "The language of what everybody sees here", ko: "모두에게 보이는 글의 언어를 정해요" },
  options: z.object({
    language: z
      .enum(["en", "ko", "auto"])
      .meta(about("auto: as the platform says", "auto는 플랫폼 설정을 따라요", { labels: LANGUAGES })),
    where: z
      .enum(["channel", "server"])
      .default("channel")
      .meta(about("This channel, or the whole server", "이 채널 또는 서버 전체", { labels: REACHES })),
  }),
  async run({ language, where }, context) {
    const { daily } = context.services;
    const server = serverOf(context);
    if (daily === undefined || server === null) return said("off", context);
    const channel = placeOf(undefined, context);
    const chosen = language === "auto" ? null : language;
    const place = where === "server" ? server : channel;
    await daily.settings.changePlace(place, { language: chosen }, context.now);
    // A channel that has one language wants its questions in it too.
    if (where === "channel" && chosen !== null && !(await translate(channel, chosen, daily, context)))
      return said("changed", context);
    const key = `language-${where}${chosen === null ? "-auto" : ""}`;
    return said(key, context, { language: LANGUAGES[language][context.locale] });
  },
});

async function translate(
  channel: string,
  language: Locale,
  { schedules }: DailyServices,
  { now }: CommandContext,
): Promise<boolean> {
  const schedule = await schedules.find(channel);
  if (schedule === undefined) return true;
  const setting = { ...settingOf(schedule), language };
  return schedules.change(schedule.id, schedule.version, { setting }, now);
}

const command: Command = {
  name: "daily",
  alias: "일일문제",
  summary: { en: "A question for this channel every day", ko: "채널에 날마다 문제를 올려요" },
  managers: true,
  inServers: true,
  subcommands: [setting, listing, pausing, resuming, skipping, postingNow, speakingHere],
};
export default command;

interface Wanted {
  readonly id: string;
  readonly server: string;
  readonly wanted: Setting;
  readonly at: number;
  readonly before: Schedule | undefined;
}

/** A channel has one schedule, whose id is its own; its bag stays when it is set anew. */
async function keep(
  { schedules, brokenPlaces }: DailyServices,
  { id, server, wanted, at, before }: Wanted,
  { now }: CommandContext,
): Promise<boolean> {
  await brokenPlaces.mend(id);
  if (before === undefined)
    return schedules.create({ id, server, place: id, setting: wanted, bag: {}, nextDue: at }, now);
  return schedules.change(id, before.version, { setting: wanted, nextDue: at }, now);
}

function unreadable(
  wrong: "zone" | "time" | "days" | "role",
  asked: Asked,
  context: CommandContext,
): readonly Reply[] {
  const { time, timezone, days = "", role = "" } = asked;
  const values = { zone: echo(timezone), time: echo(time), days: echo(days), role: echo(role) };
  if (wrong !== "zone")
    return privately({ text: say(wrong, context, values), buttons: [again(asked, context)] });
  const { because, zones } = zonesInsteadOf(timezone, context.now);
  const buttons = zones.flatMap((zone): Button[] => {
    // The rest of what was asked for stays.
    const press = saying(setText({ ...asked, timezone: zone }));
    return fits(press) ? [{ label: cut(zone), press }] : [];
  });
  return privately({
    text: say(`zone.${because}`, context, values),
    buttons: [buttons, again(asked, context)],
  });
}

/** The form, with what was asked for in it as far as a button can carry that. */
function again(asked: Asked, { can, language, locale, commands }: CommandContext): Button[] {
  const press = filling(setText(asked), commands);
  return can.forms && press !== undefined ? [{ label: language.say("chat.form.open", locale), press }] : [];
}

function placeOf(chosen: string | undefined, context: CommandContext): string {
  const prefix = `${platformOf(context)}:`;
  const own = chosen ?? context.place.channel;
  return own.startsWith(prefix) ? own : `${prefix}${own}`;
}
