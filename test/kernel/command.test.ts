// `npm run -s replay -- FILE…`: one line per recording, the story of a failure, a closing line, the exit status.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const GOOD = "test/kernel/recordings/active-open.json";
const TIMEOUT_MS = 30_000;
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "replay-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function replay(...files: string[]): { status: number | null; lines: string[]; errors: string } {
  const out = spawnSync(process.execPath, ["scripts/run.mjs", "src/replay/main.ts", ...files], {
    cwd: ROOT,
    encoding: "utf8",
  });
  return { status: out.status, lines: out.stdout.trimEnd().split("\n"), errors: out.stderr };
}

/** A copy of the good recording with one thing changed. */
function broken(name: string, change: (text: string) => string): string {
  const file = join(folder, `${name}.json`);
  writeFileSync(file, change(readFileSync(join(ROOT, GOOD), "utf8")));
  return file;
}

it("says ok, and ends with status 0", { timeout: TIMEOUT_MS }, () => {
  const { status, lines } = replay(GOOD, "test/kernel/recordings/passive-open.json");
  expect(lines).toEqual(["ok active-open", "ok passive-open", "2 passed, 0 failed"]);
  expect(status).toBe(0);
});

it("tells the story up to the first difference, goes on, and ends with status 1", {
  timeout: TIMEOUT_MS,
}, () => {
  const wrong = broken("wrong", (text) => text.replace('"seq": 1, "ack": 1', '"seq": 1, "ack": 2'));
  const { status, lines } = replay(wrong, GOOD);
  expect(lines[0]).toBe("not ok wrong");
  expect(lines.join("\n")).toContain("c1 --> <SEQ=0><ACK=1><CTL=SYN,ACK>");
  expect(lines.find((line) => line.includes("first difference"))).toContain(
    "expected <SEQ=1><ACK=2><CTL=ACK> len 0, the simulator sent <SEQ=1><ACK=1><CTL=ACK> len 0",
  );
  expect(lines.slice(-2)).toEqual(["ok active-open", "1 passed, 1 failed"]);
  expect(status).toBe(1);
});

it("counts a missing and a malformed file as failed, and names them", { timeout: TIMEOUT_MS }, () => {
  const malformed = broken("malformed", (text) => text.replace('"SYN_SENT"', '"SYN SENT"'));
  const { status, lines } = replay("nowhere.json", malformed);
  expect(lines[0]).toBe("not ok nowhere");
  expect(lines[1]).toContain("nowhere.json: cannot be read (ENOENT)");
  expect(lines[2]).toBe("not ok malformed");
  expect(lines[3]).toContain(`${malformed}: events[2].state: `);
  expect(lines.at(-1)).toBe("0 passed, 2 failed");
  expect(status).toBe(1);
});

it("wants at least one file", { timeout: TIMEOUT_MS }, () => {
  const { status, errors } = replay();
  expect(errors).toContain("usage: npm run -s replay -- FILE");
  expect(status).toBe(2);
});
