/** What many pictures leave behind: counted in a process of its own and its painters, from the first picture on. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { code, MODULE_ENDING } from "../../../src/checkout.ts";
import type { Row } from "../../../scripts/bench-row.ts";
import { notRun, timesAtMost } from "./rows.ts";

const MANY = 1_000;
const MEMORY_TIMES_MAX = 1.5;
/** As `npm start` has it. */
const AS_STARTED = ["--max-semi-space-size=4"];
const MB = 1_024 * 1_024;
const WHAT = `memory after ${MANY} pictures against after the first`;

export async function memory(): Promise<Row> {
  if (!existsSync("/proc/self/status")) return notRun(WHAT, "no /proc here", MEMORY_TIMES_MAX);
  const child = fork(code(`test/bench/pictures/memory-child${MODULE_ENDING}`), [`${MANY}`], {
    execArgv: [...process.execArgv, ...AS_STARTED],
  });
  const [[first, last]] = (await once(child, "message")) as [[number, number]];
  const [was, is] = [first, last].map((bytes) => Math.round(bytes / MB));
  return timesAtMost(`${WHAT} (${is} MB to ${was} MB)`, last / first, MEMORY_TIMES_MAX);
}
