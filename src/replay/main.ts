/** `npm run -s replay -- FILE…`: recordings of a real kernel against the simulator, in the notation of TAP. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { readRecording } from "./recording.ts";
import { replay } from "./replay.ts";

/** A recording is a few kilobytes. */
const FILE_OCTETS_MAX = 4_000_000;

function judge(file: string): boolean {
  const name = basename(file, ".json");
  const fail = (lines: readonly string[]): false => {
    console.log(`not ok ${name}`);
    for (const line of lines) console.log(`  ${line}`);
    return false;
  };
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    return fail([`${file}: cannot be read (${(error as NodeJS.ErrnoException).code})`]);
  }
  if (text.length > FILE_OCTETS_MAX) return fail([`${file}: larger than ${FILE_OCTETS_MAX} octets`]);
  const read = readRecording(text);
  if (!read.ok) return fail(read.faults.map((fault) => `${file}: ${fault}`));
  const verdict = replay(read.recording);
  if (!verdict.ok) return fail([...verdict.story, `first difference: ${verdict.difference}`]);
  console.log(`ok ${name}`);
  return true;
}

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error("usage: npm run -s replay -- FILE…");
  process.exitCode = 2;
} else {
  const passed = files.filter(judge).length;
  console.log(`${passed} passed, ${files.length - passed} failed`);
  process.exitCode = passed === files.length ? 0 : 1;
}
