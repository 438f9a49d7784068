/** Two pictures at once on two cores, beside what the machine itself makes of two processes at once. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { code, MODULE_ENDING } from "../../../src/checkout.ts";
import type { Row } from "../../../scripts/bench-row.ts";
import type { Asked } from "./life.ts";
import { median, notRun, ROUNDS, timed, timesAtLeast } from "./rows.ts";

const THROUGHPUT_MIN = 1.7;
const WHAT = "two at once on two cores against one";
/** So many after one another, once or twice at a time. */
const PICTURES = 8;
const WARM = 3;

/** Each process tells with a message when it is ready, and after every order, which is a count. */
export async function two(paint: Asked): Promise<Row[]> {
  if (availableParallelism() < 2) return [notRun(WHAT, "one core", THROUGHPUT_MIN)];
  const [a, b] = [started(), started()];
  await Promise.all([once(a, "message"), once(b, "message")]);
  const ratios = { paint: [] as number[], zlib: [] as number[] };
  // The second painter starts while the first one works: after this, both live and their code is compiled.
  for (let round = 0; round < WARM; round++) await Promise.all([inTurn(paint), inTurn(paint)]);
  for (let round = 0; round < ROUNDS; round++) {
    const alone = await timed(() => inTurn(paint));
    ratios.paint.push((2 * alone) / (await timed(() => Promise.all([inTurn(paint), inTurn(paint)]))));
    const floor = await timed(() => deflated(a));
    ratios.zlib.push((2 * floor) / (await timed(() => Promise.all([deflated(a), deflated(b)]))));
  }
  for (const child of [a, b]) child.disconnect();
  const beside = `zlib level 1 in two processes ${median(ratios.zlib).toFixed(2)}x`;
  return [timesAtLeast(`${WHAT} (${beside})`, median(ratios.paint), THROUGHPUT_MIN)];
}

const started = (): ChildProcess => fork(code(`test/bench/pictures/deflater${MODULE_ENDING}`));

async function deflated(child: ChildProcess): Promise<void> {
  const done = once(child, "message");
  child.send(2 * PICTURES);
  await done;
}

async function inTurn(paint: Asked): Promise<void> {
  for (let i = 0; i < PICTURES; i++) await paint();
}
