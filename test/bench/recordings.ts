/** Every recording of the kernel that is there, replayed in this process: simulated minutes in real milliseconds. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Row } from "../../scripts/bench-row.ts";
import { CHECKOUT } from "../../src/checkout.ts";
import { readRecording } from "../../src/replay/recording.ts";
import { replay } from "../../src/replay/replay.ts";

const WHOLE_SET = path.join(CHECKOUT, "../shared/tcp/kernel/recordings");
const KEPT_HERE = path.join(CHECKOUT, "test/kernel/recordings");
const LIMIT_MS = 5_000;

export async function run(): Promise<Row[]> {
  const folder = existsSync(WHOLE_SET) ? WHOLE_SET : KEPT_HERE;
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  const begun = performance.now();
  let events = 0;
  for (const file of files) {
    const read = readRecording(readFileSync(path.join(folder, file), "utf8"));
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
