/** `/handshake`: run a scenario and look at it. */
import * as z from "zod";
import { compareCard, RULE } from "../src/card/compare-card.ts";
import { endingsCard } from "../src/card/endings-card.ts";
import { guessIn } from "../src/card/guess-form.ts";
import { topicCard, topicsCard } from "../src/card/list-card.ts";
import { guessForm, type Predicting, predictCard, verdictCard } from "../src/card/predict-card.ts";
import { type Request, requestOf } from "../src/card/request.ts";
import { mapCard, movingCard, reasons, runCard, stepCard, words } from "../src/card/run-card.ts";
import { compareOptions, exploreOptions, runOptions, type View } from "../src/card/run-options.ts";
import { sourcesCard, systemsCard } from "../src/card/systems-card.ts";
import { about, type Command, type CommandContext, subcommand } from "../src/chat/command.ts";
import type { Message, Reply } from "../src/chat/message.ts";
import { sharedBy } from "../src/chat/shared-by.ts";
import { forEverybody, privately } from "../src/chat/speaking.ts";
import { scenarioOf, TOPICS } from "../src/content/scenarios.ts";
import type { Scenario } from "../src/simulator/network/scenario.ts";
import { PROFILE_NAMES } from "../src/simulator/tcp/profile.ts";

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
        en: "Say what comes next before it is shown, then see why",
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
        topic: z
          .enum(TOPICS)
          .optional()
          .meta(about("One topic", "주제 하나", { alias: "주제" })),
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
        return [await share(request, context)];
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

/** At the press of a button, so it says whose. */
async function share(request: Request, context: CommandContext): Promise<Reply> {
  const message = await runCard(request, forEverybody(context));
  return { to: "channel", message: { ...message, sharedBy: sharedBy(context) } };
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
