/** Every recording of the kernel that is there, replayed in this process: simulated minutes in real milliseconds. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { Row } from "../../scripts/bench-row.ts";
import { readRecording } from "../../src/replay/recording.ts";
import { replay } from "../../src/replay/replay.ts";

export const name = "recordings";

const WHOLE_SET = new URL("../../../shared/tcp/kernel/recordings/", import.meta.url);
const KEPT_HERE = new URL("../kernel/recordings/", import.meta.url);
const LIMIT_MS = 5_000;

export async function run(): Promise<Row[]> {
  const folder = existsSync(WHOLE_SET) ? WHOLE_SET : KEPT_HERE;
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  const begun = performance.now();
  let events = 0;
  for (const file of files) {
    const read = readRecording(readFileSync(new URL(file, folder), "utf8"));
    if (!read.ok) throw new Error(`${file}: ${read.faults.join("; ")}`);
    replay(read.recording);
    events += read.recording.events.length;
  }
  const ms = performance.now() - begun;
  return [
    {
      what: `${files.length} recordings (${events} events) replayed`,
      measured: `${Math.round(ms)} ms`,
      limit: `< ${LIMIT_MS} ms`,
      ok: ms < LIMIT_MS,
    },
  ];
}
