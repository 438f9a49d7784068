/** `/connection`: a thread plays one connection together. */
import { z } from "zod";
import {
  type Command,
  type CommandContext,
  type Localised,
  type OptionMeta,
  subcommand,
} from "../src/chat/command.ts";
import type { Reply } from "../src/chat/message.ts";
import { scenarios } from "../src/content/scenarios.ts";
import { MODES } from "../src/shared-connection/act.ts";
import {
  deed,
  fork,
  leave,
  move,
  onNewest,
  showHistory,
  status,
  undo,
} from "../src/shared-connection/answers.ts";
import { FORMATS } from "../src/shared-connection/aside.ts";
import { GOALS } from "../src/shared-connection/goals.ts";
import { TURN_LIMIT } from "../src/shared-connection/limits.ts";
import { pressed } from "../src/shared-connection/pressed.ts";
import { startConnection } from "../src/shared-connection/starting.ts";
import type { Table } from "../src/shared-connection/table.ts";

const meta = (en: string, ko: string): OptionMeta => ({ summary: { en, ko } });
const titles: Record<string, Localised> = Object.fromEntries(scenarios.map(({ id, title }) => [id, title]));

const startOptions = z.object({
  scenario: z
    .enum(scenarios.map(({ id }) => id) as [string, ...string[]])
    .default("three-way")
    .meta({ ...meta("What is played", "함께 진행할 시나리오"), labels: titles } satisfies OptionMeta),
  mode: z.enum(MODES).default("turns").meta(meta("Who chooses what happens", "누가 고를지")),
  goal: z
    .enum(GOALS.map(({ id }) => id) as [string, ...string[]])
    .optional()
    .meta(meta("Something to reach; it brings its own scenario", "목표. 시나리오도 함께 정해져요")),
  client: z
    .string()
    .optional()
    .meta({
      ...meta("Who is the client", "클라이언트 자리에 앉을 사람"),
      names: "person",
    } satisfies OptionMeta),
  server: z
    .string()
    .optional()
    .meta({ ...meta("Who is the server", "서버 자리에 앉을 사람"), names: "person" } satisfies OptionMeta),
  "turn-limit": z
    .int()
    .min(TURN_LIMIT.min)
    .max(TURN_LIMIT.max)
    .default(TURN_LIMIT.usual)
    .meta(meta("Minutes for a turn", "한 차례의 제한 시간(분)")),
  hints: z.boolean().default(true).meta(meta("Offer hints", "힌트 보이기")),
});

/** What the command plays on; undefined where this bot keeps nothing. */
const tableOf = ({ services }: CommandContext): Table | undefined =>
  services.connections && {
    keep: services.connections,
    scenarioOf: (id) => scenarios.find((one) => one.id === id),
  };

async function played(
  context: CommandContext,
  work: (table: Table) => Promise<readonly Reply[]>,
): Promise<readonly Reply[]> {
  const table = tableOf(context);
  if (table !== undefined) return work(table);
  return [{ to: "asker", message: { text: context.language.say("connection.no-store", context.locale) } }];
}

/** Said to the bot by name: the first word, in either language. */
const SPOKEN: Readonly<Record<string, "next" | "undo" | "status" | "history">> = {
  ...{ next: "next", 다음: "next", undo: "undo", 되돌리기: "undo" },
  ...{ status: "status", 상태: "status", history: "history", 기록: "history" },
};

const connection: Command = {
  name: "connection",
  alias: "연결",
  summary: { en: "Play one TCP connection together", ko: "TCP 연결 하나를 여럿이 함께 진행해요" },
  firstSteps: [
    {
      rank: 3,
      label: { en: "Open a connection together", ko: "함께 연결 열기" },
      text: "/connection start three-way",
    },
  ],
  subcommands: [
    subcommand({
      name: "start",
      alias: "시작",
      summary: { en: "Open a connection in a thread", ko: "스레드에서 연결을 시작해요" },
      options: startOptions,
      audience: () => "channel",
      run: (options, context) => played(context, (table) => startConnection(table, options, context)),
    }),
    subcommand({
      name: "act",
      alias: "행동",
      summary: { en: "Choose what happens", ko: "무슨 일이 일어날지 골라요" },
      options: z.object({
        move: z
          .string()
          .default("next")
          .meta({
            ...meta("`next`, or a move as its button says it", "`next` 또는 버튼에 적힌 행동"),
            place: true,
            rest: true,
          } satisfies OptionMeta),
      }),
      run: ({ move: said }, context) =>
        played(context, (table) => onNewest(table, context, (state) => move(table, state, said, context))),
    }),
    subcommand({
      name: "undo",
      alias: "되돌리기",
      summary: { en: "Take the last move back", ko: "마지막 행동을 되돌려요" },
      options: z.object({}),
      run: (_, context) =>
        played(context, (table) =>
          onNewest(table, context, (state) => undo(table, state.id, "ask undo", state.step, context)),
        ),
    }),
    subcommand({
      name: "status",
      alias: "상태",
      summary: { en: "Show the newest card", ko: "지금 모습을 보여 줘요" },
      options: z.object({}),
      run: (_, context) =>
        played(context, (table) => onNewest(table, context, (state) => status(state, context))),
    }),
    subcommand({
      name: "history",
      alias: "기록",
      summary: { en: "Everything so far, or a fork of it", ko: "지금까지의 기록을 보거나 거기서 갈라져요" },
      options: z.object({
        format: z.enum(FORMATS).default("text").meta(meta("As what", "보는 방법")),
        fork: z
          .int()
          .min(0)
          .max(200)
          .optional()
          .meta(meta("Go on from this step in a new connection", "이 단계에서 새 연결로 이어가기")),
      }),
      run: ({ format, fork: step }, context) =>
        played(context, (table) =>
          onNewest(table, context, (state) =>
            step === undefined ? showHistory(state, format, context) : fork(table, state, step, context),
          ),
        ),
    }),
    subcommand({
      name: "leave",
      alias: "나가기",
      summary: { en: "Leave your seat, or hand it over", ko: "자리를 비우거나 넘겨요" },
      options: z.object({
        to: z
          .string()
          .optional()
          .meta({ ...meta("Who takes it", "자리를 넘겨받을 사람"), names: "person" } satisfies OptionMeta),
      }),
      run: ({ to }, context) =>
        played(context, (table) => onNewest(table, context, (state) => leave(table, state, to, context))),
    }),
    subcommand({
      name: "end",
      alias: "종료",
      summary: { en: "End it with a summary", ko: "요약을 보고 끝내요" },
      options: z.object({}),
      run: (_, context) =>
        played(context, (table) =>
          onNewest(table, context, (state) => deed(table, state.id, "end", context)),
        ),
    }),
  ],
  menus: [
    {
      name: "continue-connection",
      label: { en: "Continue connection", ko: "연결 이어가기" },
      run: (presses, context) =>
        played(context, (table) => {
          const id = presses.find(({ command }) => command === "connection")?.args[0];
          return id === undefined
            ? onNewest(table, context, (state) => status(state, context))
            : pressed(table, "status", [id], context);
        }),
    },
  ],
  async mention(words, context) {
    const said = SPOKEN[words.trim().toLowerCase()];
    if (said === undefined || context.place.thread === undefined) return undefined;
    return played(context, (table) =>
      onNewest(table, context, (state) => {
        if (said === "next") return move(table, state, "next", context);
        if (said === "history") return showHistory(state, "text", context);
        return said === "status"
          ? status(state, context)
          : undo(table, state.id, "ask undo", state.step, context);
      }),
    );
  },
  press: (verb, args, context) => played(context, (table) => pressed(table, verb, args, context)),
};
export default connection;
