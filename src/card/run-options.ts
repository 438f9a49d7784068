/** What `/handshake` asks: options that its subcommands share. */
import * as z from "zod";
import { about, type Localised } from "../chat/command.ts";
import { entryOf, folded } from "../content/glossary.ts";
import { scenarios } from "../content/scenarios.ts";
import { WHAT_IF_NAMES } from "../simulator/network/what-if.ts";
import { PROFILE_NAMES } from "../simulator/tcp/profile.ts";
import { sidesOf } from "./compare-card.ts";
import { ISN_NAMES, RANGES, WAY } from "./request.ts";

export const VIEWS = ["picture", "map", "text", "why"] as const;
export type View = (typeof VIEWS)[number];
const LOSSES_MAX = 2;

const ids = scenarios.map(({ id }) => id) as [string, ...string[]];
const titles: Record<string, Localised> = Object.fromEntries(scenarios.map(({ id, title }) => [id, title]));

/** Somebody asks for a state or a term and not for a scenario, `타임웨이트`: the run that shows it, and those named after it. */
function showing(typed: string): readonly string[] {
  const entry = entryOf(typed);
  if (entry === null) return [];
  const named = ids.filter((id) => folded(id).includes(folded(entry.id)));
  return entry.run === undefined ? named : [entry.run.scenario, ...named];
}

const SYSTEMS: Record<string, Localised> = {
  linux: { en: "Linux", ko: "리눅스" },
  windows: { en: "Windows", ko: "윈도" },
  freebsd: { en: "FreeBSD", ko: "FreeBSD" },
  macos: { en: "macOS", ko: "맥" },
};
const VIEW_LABELS: Record<View, Localised> = {
  picture: { en: "Picture", ko: "그림" },
  map: { en: "State map", ko: "상태 지도" },
  text: { en: "In words", ko: "글" },
  why: { en: "Why", ko: "이유" },
};

export const runOptions = z.object({
  scenario: z
    .enum(ids)
    .default("three-way")
    .meta(
      about("What happens", "무슨 일이 일어나는지", { alias: "시나리오", labels: titles, meant: showing }),
    ),
  rtt: z
    .int()
    .min(RANGES.rtt.min)
    .max(RANGES.rtt.max)
    .optional()
    .meta(
      about("Round trip in milliseconds", "왕복 시간(밀리초)", {
        alias: "왕복시간",
        units: ["ms", "밀리초"],
      }),
    ),
  loss: z
    .int()
    .min(RANGES.loss.min)
    .max(RANGES.loss.max)
    .optional()
    .meta(
      about("Chance that a segment is lost, in per cent", "세그먼트가 유실될 확률(%)", {
        alias: "유실률",
        units: ["%", "퍼센트"],
      }),
    ),
  seed: z
    .int()
    .min(RANGES.seed.min)
    .max(RANGES.seed.max)
    .optional()
    .meta(about("Same seed, same run", "시드가 같으면 결과도 같아요", { alias: "시드" })),
  os: z
    .enum(PROFILE_NAMES as [(typeof PROFILE_NAMES)[number]])
    .optional()
    .meta(
      about("Whose timers and habits both hosts have", "두 호스트가 따를 운영체제", {
        alias: "운영체제",
        labels: SYSTEMS,
      }),
    ),
  isn: z
    .enum(ISN_NAMES)
    .optional()
    .meta(
      about("How initial sequence numbers are chosen", "초기 순서 번호(ISN)를 고르는 방법", {
        alias: "초기번호",
      }),
    ),
  "what-if": z
    .enum(WHAT_IF_NAMES)
    .optional()
    .meta(about("Take one rule away", "규칙 하나를 빼고 실행", { alias: "가정" })),
  way: z
    .string()
    .regex(WAY)
    .optional()
    .meta(
      about("One of the ways that `/handshake explore` found", "`/handshake explore` 명령이 찾은 경우 하나", {
        alias: "경우",
      }),
    ),
  view: z
    .enum(VIEWS)
    .default("picture")
    .meta(
      about("Picture, state map, words, or reasons", "그림, 상태 지도, 글, 이유 가운데 하나", {
        alias: "보기",
        labels: VIEW_LABELS,
      }),
    ),
  animate: z
    .boolean()
    .default(false)
    .meta(about("A moving picture of it, for you alone", "움직이는 그림으로 나만 보기", { alias: "움직임" })),
  public: z
    .boolean()
    .default(false)
    .meta(about("Show it to everybody here", "이곳의 모두에게 보이기", { alias: "공개" })),
});

export const exploreOptions = z.object({
  scenario: runOptions.shape.scenario,
  lost: z
    .int()
    .min(0)
    .max(LOSSES_MAX)
    .default(1)
    .meta(
      about("How many segments may be lost", "유실될 수 있는 세그먼트 수", { alias: "유실", units: ["개"] }),
    ),
  os: runOptions.shape.os,
});

const sides = sidesOf(scenarios);
const named = { ...titles, ...SYSTEMS };
export const compareOptions = z.object({
  a: z
    .enum(sides)
    .optional()
    .meta(
      about("System, what-if, ISN mode or scenario", "운영체제, 가정, ISN 방식, 시나리오", {
        place: true,
        labels: named,
        example: "linux",
      }),
    ),
  b: z
    .enum(sides)
    .optional()
    .meta(
      about("What to put beside it; the rule if nothing", "나란히 둘 것. 없으면 규칙대로", {
        place: true,
        labels: named,
        example: "windows",
      }),
    ),
  scenario: z
    .enum(ids)
    .optional()
    .meta(
      about("Which scenario both run", "둘이 함께 실행할 시나리오", { alias: "시나리오", labels: titles }),
    ),
});
