/** What many pictures leave behind: counted in a process of its own, from its first picture on. */
import { fork } from "node:child_process";
import { once } from "node:events";
import type { Row } from "../../../scripts/bench-row.ts";
import { timesAtMost } from "./rows.ts";

const MANY = 1_000;
const MEMORY_TIMES_MAX = 1.5;
const MB = 1_024 * 1_024;

export async function memory(): Promise<Row> {
  const child = fork(new URL("./memory-child.ts", import.meta.url), [`${MANY}`]);
  const [[first, last]] = (await once(child, "message")) as [[number, number]];
  const [was, is] = [first, last].map((bytes) => Math.round(bytes / MB));
  return timesAtMost(
    `memory after ${MANY} pictures against after the first (${is} MB to ${was} MB)`,
    last / first,
    MEMORY_TIMES_MAX,
  );
}
