/** `/handshake`: run a scenario and look at it. */
import { z } from "zod";
import { compareCard, RULE, sidesOf } from "../src/card/compare-card.ts";
import { endingsCard } from "../src/card/endings-card.ts";
import { guessIn } from "../src/card/guess-form.ts";
import { topicCard, topicsCard } from "../src/card/list-card.ts";
import { guessForm, type Predicting, predictCard, verdictCard } from "../src/card/predict-card.ts";
import { ISN_NAMES, RANGES, type Request, requestOf, WAY } from "../src/card/request.ts";
import { mapCard, movingCard, reasons, runCard, stepCard, words } from "../src/card/run-card.ts";
import { sourcesCard, systemsCard } from "../src/card/systems-card.ts";
import { about, type Command, type CommandContext, type Localised, subcommand } from "../src/chat/command.ts";
import type { Message, Reply } from "../src/chat/message.ts";
import { forEverybody, privately } from "../src/chat/speaking.ts";
import { scenarioOf, scenarios, TOPICS } from "../src/content/scenarios.ts";
import type { Scenario } from "../src/simulator/network/scenario.ts";
import { WHAT_IF_NAMES } from "../src/simulator/network/what-if.ts";
import { PROFILE_NAMES } from "../src/simulator/tcp/profile.ts";

const VIEWS = ["picture", "map", "text", "why"] as const;
type View = (typeof VIEWS)[number];
const LOSSES_MAX = 2;

const ids = scenarios.map(({ id }) => id) as [string, ...string[]];
const titles: Record<string, Localised> = Object.fromEntries(scenarios.map(({ id, title }) => [id, title]));

const runOptions = z.object({
  scenario: z
    .enum(ids)
    .default("three-way")
    .meta(about("What happens", "무슨 일이 일어나는지", { labels: titles })),
  rtt: z
    .int()
    .min(RANGES.rtt.min)
    .max(RANGES.rtt.max)
    .optional()
    .meta(about("Round trip in milliseconds", "왕복 시간(밀리초)")),
  loss: z
    .int()
    .min(RANGES.loss.min)
    .max(RANGES.loss.max)
    .optional()
    .meta(about("Chance that a segment is lost, in per cent", "세그먼트가 유실될 확률(%)")),
  seed: z
    .int()
    .min(RANGES.seed.min)
    .max(RANGES.seed.max)
    .optional()
    .meta(about("Same seed, same run", "시드가 같으면 결과도 같아요")),
  os: z
    .enum(PROFILE_NAMES as [(typeof PROFILE_NAMES)[number]])
    .optional()
    .meta(about("Whose timers and habits both hosts have", "두 호스트가 따를 운영체제")),
  isn: z
    .enum(ISN_NAMES)
    .optional()
    .meta(about("How initial sequence numbers are chosen", "초기 순서 번호(ISN)를 고르는 방법")),
  "what-if": z.enum(WHAT_IF_NAMES).optional().meta(about("Take one rule away", "규칙 하나를 빼고 실행")),
  way: z
    .string()
    .regex(WAY)
    .optional()
    .meta(
      about("One of the ways that `/handshake explore` found", "`/handshake explore` 명령이 찾은 경우 하나"),
    ),
  view: z
    .enum(VIEWS)
    .default("picture")
    .meta(about("Picture, state map, words, or reasons", "그림, 상태 지도, 글, 이유 가운데 하나")),
  animate: z
    .boolean()
    .default(false)
    .meta(about("A moving picture of it, for you alone", "움직이는 그림으로 나만 보기")),
  public: z.boolean().default(false).meta(about("Show it to everybody here", "이곳의 모두에게 보이기")),
});

const exploreOptions = z.object({
  scenario: runOptions.shape.scenario,
  lost: z
    .int()
    .min(0)
    .max(LOSSES_MAX)
    .default(1)
    .meta(about("How many segments may be lost", "유실될 수 있는 세그먼트 수")),
  os: runOptions.shape.os,
});

const sides = sidesOf(scenarios);
const compareOptions = z.object({
  a: z
    .enum(sides)
    .optional()
    .meta(
      about("System, what-if, ISN mode or scenario", "운영체제, 가정, ISN 방식, 시나리오", {
        place: true,
        labels: titles,
        example: "linux",
      }),
    ),
  b: z
    .enum(sides)
    .optional()
    .meta(
      about("What to put beside it; the rule if nothing", "나란히 둘 것. 없으면 규칙대로", {
        place: true,
        labels: titles,
        example: "windows",
      }),
    ),
  scenario: z
    .enum(ids)
    .optional()
    .meta(about("Which scenario both run", "둘이 함께 실행할 시나리오", { labels: titles })),
});

/** The option knows no others. */
const theScenario = (id: string): Scenario => scenarioOf(id) as Scenario;

const handshake: Command = {
  name: "handshake",
  alias: "핸드셰이크",
  summary: {
    en: "Run a TCP connection and see every segment",
    ko: "TCP 연결을 실행하고 세그먼트를 하나씩 봐요",
  },
  draws: true,
  firstSteps: [
    {
      rank: 1,
      label: { en: "Run a three-way handshake", ko: "3-way 핸드셰이크 실행" },
      text: "/handshake run three-way",
    },
    {
      rank: 5,
      label: { en: "What if the SYN is lost?", ko: "SYN 세그먼트가 유실되면?" },
      text: "/handshake run syn-lost",
    },
    { rank: 8, label: { en: "All scenarios", ko: "시나리오 모두 보기" }, text: "/handshake list" },
  ],
  subcommands: [
    subcommand({
      name: "run",
      alias: "실행",
      summary: { en: "Simulate a scenario and draw it", ko: "시나리오를 시뮬레이션하고 그림으로 그려요" },
      options: runOptions,
      async run({ scenario, view, animate, public: shared, ...settings }, context) {
        const request = { ...settings, scenario: theScenario(scenario) };
        // What moves is for whoever asked for it alone: others may not be able to look at it.
        const moving: readonly Reply[] = animate ? privately(await movingCard(request, context)) : [];
        if (shared) return [await post(request, context, view), ...moving];
        if (animate && view === "picture") return moving;
        return [{ to: "asker", message: await shownAs(view, request, context) }, ...moving];
      },
    }),
    subcommand({
      name: "compare",
      alias: "비교",
      summary: {
        en: "Two systems, rules or scenarios in one picture",
        ko: "운영체제, 규칙, 시나리오 둘을 한 그림에서 비교해요",
      },
      options: compareOptions,
      run: async ({ a, b, scenario }, context) => [
        {
          to: "asker",
          message:
            a === undefined
              ? await systemsCard(context)
              : await compareCard({ a, b: b ?? RULE, scenario }, context),
        },
      ],
    }),
    subcommand({
      name: "explore",
      alias: "탐색",
      summary: {
        en: "Every way it can end when segments are lost",
        ko: "세그먼트가 유실될 때 생길 수 있는 모든 결말",
      },
      options: exploreOptions,
      run: async ({ scenario, lost, os }, context) => [
        { to: "asker", message: endingsCard({ scenario: theScenario(scenario), os }, context, lost) },
      ],
    }),
    subcommand({
      name: "predict",
      alias: "예측",
      summary: {
        en: "Say the next segment before it is shown, and why not",
        ko: "다음 세그먼트를 먼저 맞혀 보고 이유를 확인해요",
      },
      options: z.object({ scenario: runOptions.shape.scenario, os: runOptions.shape.os }),
      run: async ({ scenario, os }, context) => {
        const request = { scenario: theScenario(scenario), ...(os && { os }) };
        return privately(await predictCard({ request, at: 0, right: 0, of: 0 }, context));
      },
    }),
    subcommand({
      name: "list",
      alias: "목록",
      summary: { en: "Every scenario, by topic", ko: "주제별 시나리오 목록" },
      options: z.object({
        topic: z.enum(TOPICS).optional().meta(about("One topic", "주제 하나")),
      }),
      run: async ({ topic }, context) => [
        { to: "asker", message: topic === undefined ? topicsCard(context) : topicCard(topic, context) },
      ],
    }),
  ],
  async press(verb, args, context) {
    const [id, code, number] = args;
    const os = PROFILE_NAMES.find((name) => name === id);
    if (verb === "system" && os) return privately(sourcesCard(os, context));
    const topic = TOPICS.find((name) => name === id);
    if (verb === "list" && topic) return privately(topicCard(topic, context));
    if (verb === "compare") return turnCompare(args, context);
    const request = requestOf(id, code);
    if (!request) return outdated(context);
    const from = Number(number) || 0;
    if (PREDICTING.includes(verb)) return predicted(verb, predictingIn(request, args), context);
    switch (verb) {
      case "run":
        return [{ to: "same message", message: await runCard(request, context, from) }];
      case "step":
        return [{ to: "same message", message: await stepCard(request, context, from) }];
      case "animate":
        return privately(await movingCard(request, context));
      case "map":
        return [{ to: "same message", message: await mapCard(request, context) }];
      case "why":
        return privately(reasons(request, context, from));
      case "text":
        return privately(words(request, context, from));
      case "share":
        return [await post(request, context, "picture")];
      default:
        return outdated(context);
    }
  },
};
export default handshake;

const PREDICTING: readonly string[] = ["predict", "guess", "guessed", "reveal"];

function predictingIn(request: Request, [, , at, right, of]: readonly string[]): Predicting {
  const number = (text: string | undefined): number => Math.max(0, Math.trunc(Number(text) || 0));
  return { request, at: number(at), right: number(right), of: number(of) };
}

/** A step of `/handshake predict`: the form opens, what was said is judged, or the step is shown without a guess. */
async function predicted(
  verb: string,
  predicting: Predicting,
  context: CommandContext,
): Promise<readonly Reply[]> {
  if (verb === "guess") return [{ to: "form", form: guessForm(predicting, context) }];
  if (verb === "predict") return [{ to: "same message", message: await predictCard(predicting, context) }];
  const guess = guessIn(verb === "guessed" ? (context.fields ?? {}) : {});
  return [{ to: "same message", message: await verdictCard(predicting, guess, context) }];
}

const outdated = (context: CommandContext): readonly Reply[] =>
  privately(context.language.say("handshake.outdated", context.locale));

/** The next picture of a long comparison. */
async function turnCompare(args: readonly string[], context: CommandContext): Promise<readonly Reply[]> {
  const [a, b, scenario, page] = args;
  const asked = compareOptions.safeParse({ a, b, ...(scenario !== "" && { scenario }) }).data;
  if (asked?.a === undefined || asked.b === undefined) return outdated(context);
  const { a: left, b: right } = asked;
  const message = await compareCard(
    { a: left, b: right, scenario: asked.scenario },
    context,
    Number(page) || 0,
  );
  return [{ to: "same message", message }];
}

async function post(request: Request, context: CommandContext, view: View): Promise<Reply> {
  return { to: "channel", message: await shownAs(view, request, forEverybody(context)) };
}

function shownAs(view: View, request: Request, context: CommandContext): Message | Promise<Message> {
  switch (view) {
    case "picture":
      return runCard(request, context);
    case "map":
      return mapCard(request, context);
    case "text":
      return words(request, context);
    case "why":
      return reasons(request, context);
  }
}
