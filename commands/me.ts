/** `/me`: what this bot keeps about the asker, as they want it, and gone when they want that. */
import * as z from "zod";
import { about, type Command, type CommandContext, type HomePart, subcommand } from "../src/chat/command.ts";
import { echo } from "../src/chat/fault.ts";
import { FILL } from "../src/chat/form.ts";
import { homeOf } from "../src/chat/home.ts";
import { COMPLETIONS } from "../src/chat/limits.ts";
import { cut, rows } from "../src/chat/menu.ts";
import type { Message, Reply, Select } from "../src/chat/message.ts";
import { saying } from "../src/chat/press.ts";
import { privately, sayer, speaking } from "../src/chat/speaking.ts";
import { inFiles } from "../src/chat/text-file.ts";
import { LANGUAGE_NAMES } from "../src/language.ts";
import { freezeSeasons } from "../src/quiz/seasons.ts";
import type { Remembered } from "../src/quiz/services.ts";
import { FIRST_ZONES, nearestZones, zoneNamed, zonesInsteadOf } from "../src/quiz/zones.ts";

const { say, said } = speaking("me");

const remembering = async (
  context: CommandContext,
  work: (quiz: Remembered) => Promise<readonly Reply[]>,
): Promise<readonly Reply[]> =>
  context.services.quiz ? work(context.services.quiz) : said("forgetful", context);

const LANGUAGES = {
  ...LANGUAGE_NAMES,
  auto: { en: "As my platform says", ko: "플랫폼 설정대로" },
};
const BOARDS = {
  named: { en: "With my name", ko: "이름 보이기" },
  hidden: { en: "Without my name", ko: "이름 숨기기" },
};

const language = subcommand({
  name: "language",
  alias: "언어",
  summary: { en: "The language of my answers", ko: "답변 언어를 정해요" },
  options: z.object({
    language: z.enum(["en", "ko", "auto"]).meta(
      about("auto: as my platform says", "auto는 플랫폼 설정을 따라요", {
        alias: "언어",
        labels: LANGUAGES,
      }),
    ),
  }),
  run: ({ language: chosen }, context) =>
    remembering(context, async ({ settings }) => {
      const change = { language: chosen === "auto" ? null : chosen };
      await settings.changePerson(context.asker.id, change, context.now);
      const locale = chosen === "auto" ? context.locale : chosen;
      return said("language", { ...context, locale }, { language: LANGUAGES[chosen][locale] });
    }),
});

const timezone = subcommand({
  name: "timezone",
  alias: "시간대",
  summary: { en: "Where my day begins: for streaks", ko: "하루의 시작을 정하는 시간대(연속 기록용)" },
  options: z.object({
    zone: z.string().meta(
      about("Time zone, e.g. Asia/Seoul", "시간대, 예: 서울 또는 Asia/Seoul", {
        alias: "시간대",
        reads: zoneNamed,
        example: "Asia/Seoul",
        suggest: (typed) =>
          (typed === "" ? FIRST_ZONES : nearestZones(typed, COMPLETIONS)).map((value) => ({
            value,
            label: value,
          })),
      }),
    ),
  }),
  run: ({ zone }, context) =>
    remembering(context, async ({ settings }) => {
      const known = zoneNamed(zone);
      if (known === undefined) return privately(unknownZone(zone, context));
      await settings.changePerson(context.asker.id, { timezone: known }, context.now);
      return said("timezone", context, { zone: known });
    }),
});

function unknownZone(typed: string, context: CommandContext): Message {
  const { because, zones: near } = zonesInsteadOf(typed, context.now);
  const text = say(`no-such-zone.${because}`, context, { zone: echo(typed), near: near.join(", ") });
  const buttons = near.map((zone) => ({ label: zone, press: saying(`/me timezone ${zone}`) }));
  return { text, buttons: rows(buttons) };
}

const visibility = subcommand({
  name: "visibility",
  alias: "공개",
  summary: { en: "Whether boards show my name", ko: "순위표에 이름을 보일지 정해요" },
  options: z.object({
    boards: z
      .enum(["named", "hidden"])
      .meta(
        about("Hidden unless you say otherwise", "정하지 않으면 숨겨요", { alias: "공개", labels: BOARDS }),
      ),
  }),
  run: ({ boards }, context) =>
    remembering(context, async ({ settings }) => {
      const name = boards === "named" ? context.asker.name : null;
      await settings.changePerson(context.asker.id, { visibility: boards, name }, context.now);
      return said(boards, context, { name: context.asker.name });
    }),
});

const exporting = subcommand({
  name: "export",
  alias: "내보내기",
  summary: { en: "Everything you keep about me, as a file", ko: "저장된 내 정보를 모두 파일로 받아요" },
  options: z.object({
    part: z.int().min(1).default(1).meta(about("Which part of a long one", "길 때 몇 번째 부분인지")),
  }),
  run: ({ part }, context) =>
    remembering(context, async ({ people }) => {
      const everything = await people.everythingOf(context.asker.id);
      const parts = inFiles(`${JSON.stringify(everything, null, 1)}\n`);
      const [number, of] = [Math.min(part, parts.length), parts.length];
      const name = of === 1 ? "ackademy.json" : `ackademy-${number}-of-${of}.json`;
      const text = say(of === 1 ? "export" : "export-part", context, {
        name,
        part: number,
        parts: of,
      });
      const next = { label: say("more", context), press: saying(`/me export ${number + 1}`) };
      const file = { name, text: parts[number - 1] ?? "" };
      return [{ to: "asker", message: { text, file, ...(number < of && { buttons: [[next]] }) } }];
    }),
});

const deleting = subcommand({
  name: "delete",
  alias: "삭제",
  summary: { en: "Delete everything about me", ko: "저장된 내 정보를 모두 지워요" },
  options: z.object({}),
  run: (_options, context) =>
    remembering(context, async () => {
      const text = say("sure", context);
      const label = say("do-delete", context);
      const press = { command: "me", verb: "delete", args: [] };
      return [{ to: "asker", message: { text, buttons: [[{ label, press, style: "danger" }]] } }];
    }),
});

const homing = subcommand({
  name: "home",
  alias: "홈",
  summary: { en: "What is due, my streak and my settings", ko: "복습, 연속 기록, 내 설정을 한눈에 봐요" },
  options: z.object({}),
  run: async (_options, context) => privately(await homeOf(context)),
});

/** Every setting as it stands, each to be changed right there. */
async function settingsPart(context: CommandContext): Promise<HomePart | undefined> {
  const { services, asker, locale, can } = context;
  if (services.quiz === undefined) return undefined;
  const chosen = await services.quiz.settings.ofPerson(asker.id);
  const say = sayer(context, "me.home");
  const shown = {
    language: LANGUAGES[chosen.language ?? "auto"][locale],
    zone: chosen.timezone ?? "UTC",
    boards: BOARDS[chosen.visibility ?? "hidden"][locale],
  };
  const select = (
    setting: string,
    placeholder: string,
    labels: typeof LANGUAGES | typeof BOARDS,
  ): Select => ({
    placeholder,
    // A select's entry is the command's last word.
    press: saying(`/me ${setting}`),
    choices: Object.entries(labels).map(([value, label]) => ({ value, label: label[locale] })),
  });
  const zoning = { label: cut(say("zone", shown)), press: { command: "me", verb: FILL, args: ["timezone"] } };
  return {
    text: say("settings", shown),
    selects: [
      select("language", say("language", shown), LANGUAGES),
      select("visibility", say("boards", shown), BOARDS),
    ],
    buttons: can.forms ? [zoning] : [],
  };
}

const command: Command = {
  name: "me",
  alias: "내설정",
  summary: { en: "My language, time zone, name and data", ko: "내 언어, 시간대, 이름 공개와 정보" },
  subcommands: [homing, language, timezone, visibility, exporting, deleting],
  home: settingsPart,
  async press(verb, _args, context) {
    if (verb !== "delete") return said("outdated", context);
    return remembering(context, async (quiz) => {
      // A season that is over keeps its places: it must stand before the answers are gone.
      for (const server of await quiz.answers.serversOf(context.asker.id))
        await freezeSeasons(server, quiz, context.now);
      await quiz.people.forget(context.asker.id);
      return said("deleted", context);
    });
  },
};
export default command;
