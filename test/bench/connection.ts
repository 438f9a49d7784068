/** A press in a shared connection to its card, on SQLite, with a hundred connections of sixty moves in play. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Row } from "../../scripts/bench-row.ts";
import type { CommandContext } from "../../src/chat/command.ts";
import { asset } from "../../src/checkout.ts";
import { scenarioOf } from "../../src/content/scenarios.ts";
import { loadLanguage } from "../../src/language.ts";
import type { Setting } from "../../src/shared-connection/act.ts";
import { card } from "../../src/shared-connection/card.ts";
import { due, legal, sameMove } from "../../src/shared-connection/legal.ts";
import { mayJoin, mayMove } from "../../src/shared-connection/may.ts";
import { recentTables } from "../../src/shared-connection/recent.ts";
import type { State } from "../../src/shared-connection/replay.ts";
import { act, open, read, type Table } from "../../src/shared-connection/table.ts";
import type { Scenario } from "../../src/simulator/network/scenario.ts";
import { openStore, type Store } from "../../src/store/index.ts";

const CONNECTIONS = 100;
const MOVES = 60;
/** Of the last moves that far are measured. */
const MEASURED = 20;
const PICTURES = 150;
const AT_REST = 10_000;
const NOW = 1_772_323_200_000;

const WORDS_P99_MS_MAX = 10;
const PICTURE_P99_MS_MAX = 60;
const MOVES_PER_SECOND_MIN = 1_000;
const AT_REST_MB_MAX = 20;

const ADA = { id: "web:1", name: "Ada" };
const SEATS = ["client", "server", "network"];
const setting: Setting = {
  ...{ mode: "free", goal: null, turnLimitMs: 600_000, hints: true, starter: ADA, opening: [] },
  invited: {},
};
const scenario = scenarioOf("three-way") as Scenario;
const language = loadLanguage(asset("locales"));
const context = { language, locale: "en", theme: "light", asker: ADA, now: NOW } as CommandContext;

export async function run(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "ackademy-bench-"));
  const opened = await openStore({ data: folder });
  if (!opened.ok) throw new Error(opened.problem);
  const { store } = opened;
  try {
    const table = tableOn(store);
    const ids = Array.from({ length: CONNECTIONS }, (_, n) => `c${n}`);
    for (const id of ids) await begin(table, id);
    await playAll(table, ids, MOVES - MEASURED, false);
    const words = await playAll(table, ids, MEASURED, false);
    const pictures = await playAll(table, ids.slice(0, PICTURES / 10), 10, true);
    return [
      limited("a press to its card in words, p99", p99(words), WORDS_P99_MS_MAX),
      perSecond(words),
      limited("a press to its card with the picture, p99", p99(pictures), PICTURE_P99_MS_MAX),
      await atRest(table),
    ];
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const tableOn = ({ connections }: Store): Table => ({
  keep: { ...connections, recent: recentTables() },
  scenarioOf,
});

async function begin(table: Table, id: string): Promise<void> {
  await open(table, { id, place: `web///${id}`, scenario, setting, run: { seed: 7 } }, NOW);
  for (const seat of SEATS) await act(table, id, ADA, (state) => mayJoin(state, ADA.id, seat, NOW), NOW);
}

/** One move at each in turn, `rounds` times: how long each took (ms). */
async function playAll(table: Table, ids: readonly string[], rounds: number, drawn: boolean) {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++)
    for (const id of ids) {
      const begun = performance.now();
      const done = await act(table, id, ADA, press, NOW);
      if (!done.ok) throw new Error(`${id}: ${done.why}`);
      await card(done.state, context, drawn);
      times.push(performance.now() - begun);
    }
  return times;
}

/** Delivers what is under way, then sends ten octets more, so that the connection lives on. */
function press(state: State) {
  const next = due(state.sim);
  const all = legal(state.sim, state.goal);
  const deliver = next?.move.type === "deliver" || state.sim.trace.length < SEATS.length ? next : null;
  const sends = all.findIndex(({ move }) => move.type === "call" && move.call.op === "send");
  const index = deliver === null ? sends : all.findIndex(({ move }) => sameMove(move, deliver.move));
  return mayMove(state, ADA.id, state.step, index, NOW);
}

/** What ten thousand more connections leave in memory, each looked at once. */
async function atRest(table: Table): Promise<Row> {
  const before = heap();
  for (let n = 0; n < AT_REST; n++) {
    await open(table, { id: `r${n}`, place: `web///r${n}`, scenario, setting, run: { seed: n } }, NOW);
    await act(table, `r${n}`, ADA, (state) => mayJoin(state, ADA.id, "server", NOW), NOW);
    await act(table, `r${n}`, ADA, press, NOW);
    await read(table, `r${n}`);
  }
  const mb = (heap() - before) / 2 ** 20;
  return {
    what: `memory for ${AT_REST} more connections at rest`,
    ...{ measured: `${mb.toFixed(1)} MB`, limit: `< ${AT_REST_MB_MAX} MB`, ok: mb < AT_REST_MB_MAX },
  };
}

/** After a collection, where Node lets one be asked for. */
function heap(): number {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function perSecond(times: readonly number[]): Row {
  const rate = (times.length * 1_000) / times.reduce((sum, one) => sum + one, 0);
  return {
    what: `moves with their cards in words, ${CONNECTIONS} connections of ${MOVES} moves`,
    measured: `${Math.round(rate)}/s`,
    limit: `>= ${MOVES_PER_SECOND_MIN}/s`,
    ok: rate >= MOVES_PER_SECOND_MIN,
  };
}

const p99 = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.99)] ?? 0;

const limited = (what: string, ms: number, max: number): Row => ({
  ...{ what, measured: `${ms.toFixed(2)} ms`, limit: `<= ${max} ms`, ok: ms <= max },
});
