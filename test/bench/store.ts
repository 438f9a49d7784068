/** The store on SQLite: beside better-sqlite3 as it comes, and with 50,000 answers in it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Row } from "../../scripts/bench-row.ts";
import type { Answer } from "../../src/store/answers.ts";
import { SQLite } from "../../src/store/better-sqlite3.ts";
import { openStore, type Store } from "../../src/store/index.ts";

const ROUNDS = 1_000;
const BOARDS = 15;
const ANSWERS = 50_000;
const PEOPLE = 500;
const CONNECTIONS = 100;
const MOVES_EACH = 20;
const NOW = 1_772_323_200_000;

const TIMES_RAW_MAX = 1.5;
const ANSWER_P99_MS_MAX = 10;
const BOARD_MS_MAX = 30;
const MOVES_PER_SECOND_MIN = 1_000;

export async function run(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "ackademy-bench-"));
  const opened = await openStore({ data: join(folder, "store") });
  if (!opened.ok) throw new Error(opened.problem);
  const { store } = opened;
  try {
    return [await durable(store, folder), ...(await answers(store)), await moves(store)];
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One claimed event, and the same statement prepared once by hand: in turns, so that a slow moment hits both. */
async function durable({ seen }: Store, folder: string): Promise<Row> {
  const raw = new SQLite(join(folder, "raw.db"));
  raw.pragma("journal_mode = WAL");
  raw.pragma("synchronous = FULL");
  raw.exec("create table seen (key text primary key not null, until bigint not null)");
  raw.exec("create index seen_until on seen (until)");
  const insert = raw.prepare("insert into seen values (?, ?) on conflict do nothing returning key");
  const times: { readonly ours: number; readonly raw: number }[] = [];
  for (let n = 0; n < ROUNDS; n++) {
    const ours = await timed(() => seen.claim(`event ${n}`, NOW));
    times.push({ ours, raw: await timed(() => insert.get(`event ${n}`, NOW)) });
  }
  raw.close();
  const [ours, floor] = [
    at(
      0.5,
      times.map((one) => one.ours),
    ),
    at(
      0.5,
      times.map((one) => one.raw),
    ),
  ];
  return {
    what: `an event claimed durably (${inMs(ours)}), against better-sqlite3 itself (${inMs(floor)})`,
    measured: `${(ours / floor).toFixed(2)}x`,
    limit: `<= ${TIMES_RAW_MAX}x`,
    ok: ours / floor <= TIMES_RAW_MAX,
  };
}

async function answers({ db, answers }: Store): Promise<Row[]> {
  await db.transaction().execute(async (transaction) => {
    for (let n = 0; n < ANSWERS; n++) {
      const { questionVersion, at: answered_at, right, ...rest } = answerOf(n);
      await transaction
        .insertInto("answers")
        .values({
          ...{ ...rest, answer: '"a"', question_version: questionVersion, answered_at },
          ...{ right: right ? 1 : 0, first: 1, changes: 0 },
        })
        .execute();
    }
  });
  const recorded: number[] = [];
  for (let n = 0; n < ROUNDS; n++)
    recorded.push(await timed(() => answers.record({ ...answerOf(ANSWERS + n), answer: "a" })));
  const period = { from: NOW, to: NOW + ANSWERS };
  const boards: number[] = [];
  for (let n = 0; n < BOARDS; n++) {
    boards.push(await timed(() => answers.board("s", period, { limit: 10, person: `web:${n}` })));
  }
  return [
    limited(`an answer recorded beside ${ANSWERS} others, p99`, at(0.99, recorded), ANSWER_P99_MS_MAX),
    limited("a board of all of them, and one's own place", at(0.5, boards), BOARD_MS_MAX),
  ];
}

const answerOf = (n: number): Answer => ({
  ...{ id: `answer ${n}`, person: `web:${n % PEOPLE}`, question: `q${n % 150}`, questionVersion: 1 },
  ...{ server: "s", slot: null, answer: "a", right: n % 3 > 0, points: n % 3 > 0 ? 10 : 0, at: NOW + n },
});

/** A hundred connections in play, one move at each in turn. */
async function moves({ connections }: Store): Promise<Row> {
  const c = {
    place: "p",
    scenario: "three-way",
    seed: 1,
    engineVersion: "1",
    options: {},
    status: "playing",
  };
  for (let n = 0; n < CONNECTIONS; n++)
    await connections.create({ id: `c${n}`, ...c }, [{ id: "web:1", name: "Ada" }], NOW);
  const begun = performance.now();
  for (let version = 0; version < MOVES_EACH; version++) {
    for (let n = 0; n < CONNECTIONS; n++) {
      const move = { person: 0, move: { type: "deliver", id: version } };
      const { kind } = await connections.append(`c${n}`, version, move, NOW);
      if (kind !== "appended") throw new Error(`a move was not appended: ${kind}`);
    }
  }
  const perSecond = (CONNECTIONS * MOVES_EACH * 1_000) / (performance.now() - begun);
  return {
    what: `moves appended durably to ${CONNECTIONS} connections`,
    measured: `${Math.round(perSecond)}/s`,
    limit: `>= ${MOVES_PER_SECOND_MIN}/s`,
    ok: perSecond >= MOVES_PER_SECOND_MIN,
  };
}

async function timed(work: () => unknown): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

const at = (part: number, values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * part)] ?? 0;

const inMs = (ms: number): string => `${ms.toFixed(2)} ms`;

const limited = (what: string, ms: number, max: number): Row => ({
  ...{ what, measured: inMs(ms), limit: `<= ${max} ms`, ok: ms <= max },
});
