/** `/connection`: a thread plays one connection together. */
import * as z from "zod";
import { about, type Command, type CommandContext, type Localised, subcommand } from "../src/chat/command.ts";
import type { Reply } from "../src/chat/message.ts";
import { serverOf } from "../src/chat/platform-id.ts";
import { privately } from "../src/chat/speaking.ts";
import { questions } from "../src/content/questions.ts";
import { scenarioOf, scenarios } from "../src/content/scenarios.ts";
import { askPress, awardPlay, questionsAfter } from "../src/quiz/after-play.ts";
import { MODES } from "../src/shared-connection/act.ts";
import {
  end,
  fork,
  leave,
  move,
  onNewest,
  type Play,
  showHistory,
  status,
  undo,
} from "../src/shared-connection/answers.ts";
import { FORMATS } from "../src/shared-connection/aside.ts";
import type { Afterwards } from "../src/shared-connection/ending.ts";
import { GOALS } from "../src/shared-connection/goals.ts";
import { MOVES_MAX, TURN_LIMIT } from "../src/shared-connection/limits.ts";
import { pressed } from "../src/shared-connection/pressed.ts";
import { heard, indexOf } from "../src/shared-connection/spoken.ts";
import { startConnection } from "../src/shared-connection/starting.ts";

const titles: Record<string, Localised> = Object.fromEntries(scenarios.map(({ id, title }) => [id, title]));

const MODE_LABELS: Record<(typeof MODES)[number], Localised> = {
  turns: { en: "Taking turns", ko: "차례대로" },
  free: { en: "Free", ko: "자유" },
  instructor: { en: "One leads", ko: "진행자" },
  predict: { en: "Guess first", ko: "예측" },
};

const startOptions = z.object({
  scenario: z
    .enum(scenarios.map(({ id }) => id) as [string, ...string[]])
    .optional()
    .meta(
      about("What is played", "함께 진행할 시나리오", {
        alias: "시나리오",
        labels: titles,
        place: true,
        example: "three-way",
      }),
    ),
  mode: z
    .enum(MODES)
    .default("turns")
    .meta(about("Who chooses what happens", "누가 고를지", { alias: "방식", labels: MODE_LABELS })),
  goal: z
    .enum(GOALS.map(({ id }) => id) as [string, ...string[]])
    .optional()
    .meta(
      about("Something to reach; it brings its own scenario", "목표. 시나리오도 함께 정해져요", {
        alias: "목표",
      }),
    ),
  client: z
    .string()
    .optional()
    .meta(
      about("Who is the client", "클라이언트 자리에 앉을 사람", { alias: "클라이언트", names: "person" }),
    ),
  server: z
    .string()
    .optional()
    .meta(about("Who is the server", "서버 자리에 앉을 사람", { alias: "서버", names: "person" })),
  "turn-limit": z
    .int()
    .min(TURN_LIMIT.min)
    .max(TURN_LIMIT.max)
    .default(TURN_LIMIT.usual)
    .meta(
      about("Minutes for a turn", "한 차례의 제한 시간(분)", {
        alias: "제한시간",
        units: ["분", "min", "m"],
      }),
    ),
  hints: z
    .boolean()
    .default(true)
    .meta(about("Offer hints", "힌트 보이기", { alias: "힌트" })),
});

/** What the command plays on; undefined where this bot keeps nothing. */
const tableOf = ({ services }: CommandContext): Play | undefined =>
  services.connections && {
    keep: services.connections,
    scenarioOf,
    afterwards,
  };

/** The quiz asks on, and keeps the points, where there is one. */
const afterwards: Afterwards = {
  questions: (played, { locale, services }) =>
    services.quiz === undefined
      ? []
      : questionsAfter(played, questions).map((question) => ({
          label: question.stem[locale],
          press: askPress(question, played.connection),
        })),
  async award(earned, context) {
    const { quiz } = context.services;
    if (quiz !== undefined) await awardPlay(earned, serverOf(context), quiz, context.now);
  },
};

async function played(
  context: CommandContext,
  work: (play: Play) => Promise<readonly Reply[]>,
): Promise<readonly Reply[]> {
  const play = tableOf(context);
  if (play !== undefined) return work(play);
  return privately({ text: context.language.say("connection.no-store", context.locale) });
}

const connection: Command = {
  name: "connection",
  alias: "연결",
  summary: { en: "Play one TCP connection together", ko: "TCP 연결 하나를 여럿이 함께 진행해요" },
  firstSteps: [
    {
      rank: 3,
      label: { en: "Open a connection together", ko: "함께 연결 열기" },
      text: "/connection start goal=open",
    },
  ],
  answersStale: true,
  subcommands: [
    subcommand({
      name: "start",
      alias: "시작",
      summary: { en: "Open a connection in a thread", ko: "스레드에서 연결을 시작해요" },
      options: startOptions,
      audience: () => "channel",
      run: (options, context) => played(context, (play) => startConnection(play, options, context)),
    }),
    subcommand({
      name: "act",
      audience: () => "channel",
      alias: "행동",
      summary: { en: "Choose what happens", ko: "무슨 일이 일어날지 골라요" },
      options: z.object({
        move: z
          .string()
          .default("next")
          .meta(
            about("`next`, or a move as its button says it", "`next` 또는 버튼에 적힌 행동", {
              place: true,
              rest: true,
            }),
          ),
      }),
      run: ({ move: said }, context) =>
        played(context, (play) =>
          onNewest(play, context, (state) =>
            move(play, state, indexOf(state, said, context.language), context),
          ),
        ),
    }),
    subcommand({
      name: "undo",
      audience: () => "channel",
      alias: "되돌리기",
      summary: { en: "Take the last move back", ko: "마지막 행동을 되돌려요" },
      options: z.object({}),
      run: (_, context) =>
        played(context, (play) => onNewest(play, context, (state) => undo(play, state, context))),
    }),
    subcommand({
      name: "status",
      audience: () => "channel",
      alias: "상태",
      summary: { en: "Show the newest card", ko: "지금 모습을 보여 줘요" },
      options: z.object({}),
      run: (_, context) =>
        played(context, (play) => onNewest(play, context, (state) => status(state, context))),
    }),
    subcommand({
      name: "history",
      alias: "기록",
      summary: { en: "Everything so far, or a fork of it", ko: "지금까지의 기록을 보거나 거기서 갈라져요" },
      options: z.object({
        format: z
          .enum(FORMATS)
          .default("text")
          .meta(about("As what", "보는 방법", { alias: "형식" })),
        fork: z
          .int()
          .min(0)
          .max(MOVES_MAX)
          .optional()
          .meta(
            about("Go on from this step in a new connection", "이 단계에서 새 연결로 이어가기", {
              alias: "갈래",
            }),
          ),
      }),
      run: ({ format, fork: step }, context) =>
        played(context, (play) =>
          onNewest(play, context, (state) =>
            step === undefined ? showHistory(state, format, context) : fork(play, state, step, context),
          ),
        ),
    }),
    subcommand({
      name: "leave",
      audience: () => "channel",
      alias: "나가기",
      summary: { en: "Leave your seat, or hand it over", ko: "자리를 비우거나 넘겨요" },
      options: z.object({
        to: z
          .string()
          .optional()
          .meta(about("Who takes it", "자리를 넘겨받을 사람", { alias: "넘길사람", names: "person" })),
      }),
      run: ({ to }, context) =>
        played(context, (play) => onNewest(play, context, (state) => leave(play, state, to, context))),
    }),
    subcommand({
      name: "end",
      audience: () => "channel",
      alias: "종료",
      summary: { en: "End it with a summary", ko: "요약을 보고 끝내요" },
      options: z.object({}),
      run: (_, context) =>
        played(context, (play) => onNewest(play, context, (state) => end(play, state, context))),
    }),
  ],
  menus: [
    {
      name: "continue-connection",
      label: { en: "Continue connection", ko: "연결 이어가기" },
      run: (presses, context) =>
        played(context, (play) => {
          const id = presses.find(({ command }) => command === "connection")?.args[0];
          return id === undefined
            ? onNewest(play, context, (state) => status(state, context))
            : pressed(play, "status", [id], context);
        }),
    },
  ],
  async mention(words, context) {
    const play = tableOf(context);
    return play === undefined || context.place.thread === undefined ? undefined : heard(words, play, context);
  },
  press: (verb, args, context) => played(context, (play) => pressed(play, verb, args, context)),
};
export default connection;
