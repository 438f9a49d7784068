/** The quiz over SQLite with 50,000 answers in it: choosing, an answer with its review, and a hundred at once. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Row } from "../../scripts/bench-row.ts";
import type { CommandContext } from "../../src/chat/command.ts";
import { questions } from "../../src/content/questions.ts";
import { take } from "../../src/quiz/keep.ts";
import { pickFresh, pickTurn } from "../../src/quiz/pick.ts";
import type { Question } from "../../src/quiz/question.ts";
import { openStore, type Store } from "../../src/store/index.ts";

const ANSWERS = 50_000;
const ROUNDS = 500;
const AT_ONCE = 100;
const NOW = 1_772_323_200_000;
const CHOOSE_MS_MAX = 5;
const ANSWER_P99_MS_MAX = 10;

export async function run(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "ackademy-bench-"));
  const opened = await openStore({ data: folder });
  if (!opened.ok) throw new Error(opened.problem);
  const { store } = opened;
  try {
    await fill(store);
    return [await choosing(), await answering(store), await atOnce(store)];
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fill({ db }: Store): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    for (let n = 0; n < ANSWERS; n++)
      await transaction
        .insertInto("answers")
        .values({
          ...{ id: `old ${n}`, person: `web:${n % 500}`, question: `q${n % 150}`, question_version: 1 },
          ...{ server: "s", slot: null, answer: '"a"', right: 1, points: 1 },
          ...{ first: 1, changes: 0, answered_at: NOW + n },
        })
        .execute();
  });
}

const choice = questions.find(({ kind }) => kind === "choice") as Question;
const by = (person: string): CommandContext =>
  ({ asker: { id: person, name: person }, now: NOW + ANSWERS }) as CommandContext;

async function choosing(): Promise<Row> {
  const seen = questions.map(({ id }) => ({ question: id, times: 1 }));
  const times: number[] = [];
  for (let n = 0; n < ROUNDS; n++)
    times.push(
      await timed(() => {
        pickTurn(questions, "channel", 20_000 + n);
        pickFresh(questions, seen, `${n}`);
      }),
    );
  return limited("a question chosen for a channel and for a person, p99", p99(times), CHOOSE_MS_MAX);
}

async function answering(store: Store): Promise<Row> {
  const times: number[] = [];
  for (let n = 0; n < ROUNDS; n++)
    times.push(
      await timed(() => take(`${choice.id}.${n}`, { question: choice }, "a", store, by(`web:${n}`))),
    );
  return limited(
    `an answer and its review (one commit) kept beside ${ANSWERS} others, p99`,
    p99(times),
    ANSWER_P99_MS_MAX,
  );
}

async function atOnce(store: Store): Promise<Row> {
  const daily = { slot: "d/2026-03-01", server: "s", day: "2026-03-01" };
  await Promise.all(
    Array.from({ length: AT_ONCE }, (_, n) =>
      take("d/2026-03-01", { question: choice, daily }, "a", store, by(`at-once:${n}`)),
    ),
  );
  const kept = (await store.answers.distribution(daily.slot)).reduce((sum, { count }) => sum + count, 0);
  return {
    what: `${AT_ONCE} answers to one post at once`,
    ...{ measured: `${kept} kept`, limit: `= ${AT_ONCE}`, ok: kept === AT_ONCE },
  };
}

async function timed(work: () => unknown): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

const p99 = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.99)] ?? 0;

const limited = (what: string, ms: number, max: number): Row => ({
  ...{ what, measured: `${ms.toFixed(2)} ms`, limit: `<= ${max} ms`, ok: ms <= max },
});
