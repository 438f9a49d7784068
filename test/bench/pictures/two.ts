/** Two pictures at once on two cores: in two processes, beside what the machine itself makes of two at once. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import type { Row } from "../../../scripts/bench-row.ts";
import type { Layout } from "../../../src/diagram/index.ts";
import { paint } from "../../../src/diagram/paint.ts";
import { median, notRun, ROUNDS, timed, timesAtLeast } from "./rows.ts";

const THROUGHPUT_MIN = 1.7;
const WHAT = "two at once on two cores against one";
/** Each process makes so many a round. */
const PICTURES = 12;

export interface Order {
  readonly what: "paint" | "zlib";
  readonly count: number;
}

/** Each tells with a message when it is ready, and after every order. */
export async function two(life: Layout): Promise<Row[]> {
  if (availableParallelism() < 2) return [notRun(WHAT, "one core", THROUGHPUT_MIN)];
  const [a, b] = [started(), started()];
  await Promise.all([once(a, "message"), once(b, "message")]);
  const both = (what: Order["what"]) =>
    Promise.all([order(a, { what, count: PICTURES }), order(b, { what, count: PICTURES })]);
  const ratios = { paint: [] as number[], zlib: [] as number[], here: [] as number[] };
  await both("paint");
  for (let round = 0; round < ROUNDS; round++) {
    for (const what of ["paint", "zlib"] as const) {
      const alone = await timed(() => order(a, { what, count: PICTURES }));
      ratios[what].push((2 * alone) / (await timed(() => both(what))));
    }
    const alone = await timed(() => inTurn(life));
    ratios.here.push((2 * alone) / (await timed(() => Promise.all([inTurn(life), inTurn(life)]))));
  }
  for (const child of [a, b]) child.disconnect();
  const [machine, here] = [median(ratios.zlib).toFixed(2), median(ratios.here).toFixed(2)];
  const beside = `zlib level 1 in the same processes ${machine}x, two in flight in one process ${here}x`;
  return [timesAtLeast(`${WHAT} (${beside})`, median(ratios.paint), THROUGHPUT_MIN)];
}

const started = (): ChildProcess => fork(new URL("./painter.ts", import.meta.url));

async function order(child: ChildProcess, order: Order): Promise<void> {
  const done = once(child, "message");
  child.send(order);
  await done;
}

async function inTurn(life: Layout): Promise<void> {
  for (let i = 0; i < PICTURES; i++) await paint(life, "dark");
}
