/** `npm start` as it is installed: from the command to a page that answers, and what it holds when nobody asks. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Row } from "../../scripts/bench-row.ts";
import { CHECKOUT } from "../../src/checkout.ts";
import { noSettings } from "../no-settings.ts";

const ROUNDS = 3;
const START_MS_MAX = 3_000;
const RSS_MB_MAX = 150;
/** After this long without a request the process counts as idle. */
const IDLE_AFTER_MS = 2_000;
const GIVE_UP_AFTER_MS = 30_000;

export async function run(): Promise<Row[]> {
  const started: number[] = [];
  const held: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { startMs, rssMb } = await startOnce();
    started.push(startMs);
    if (rssMb !== null) held.push(rssMb);
  }
  const [startMs, rssMb] = [median(started), median(held)];
  return [
    {
      what: "npm start to a page that answers",
      measured: `${Math.round(startMs)} ms`,
      limit: `< ${START_MS_MAX} ms`,
      ok: startMs < START_MS_MAX,
    },
    {
      what: "idle memory (VmRSS)",
      measured: held.length === 0 ? "no /proc here" : `${Math.round(rssMb)} MB`,
      limit: `< ${RSS_MB_MAX} MB`,
      ok: held.length === 0 || rssMb < RSS_MB_MAX,
    },
  ];
}

/** One start, in a folder of its own, on a port of its own. */
async function startOnce(): Promise<{ startMs: number; rssMb: number | null }> {
  const data = mkdtempSync(path.join(tmpdir(), "ackademy-start-"));
  const began = performance.now();
  const child = spawn(process.execPath, ["--max-semi-space-size=4", "scripts/run.mjs", "src/main.ts"], {
    cwd: CHECKOUT,
    env: { ...process.env, ...noSettings, ACKADEMY_PORT: "0", ACKADEMY_DATA: data },
    stdio: ["ignore", "pipe", "pipe"],
  });
  try {
    const url = await addressOf(child);
    const page = await fetch(url);
    if (!page.ok || !(await page.text()).includes("<html")) throw new Error(`${url} answered ${page.status}`);
    const startMs = performance.now() - began;
    await wait(IDLE_AFTER_MS);
    return { startMs, rssMb: rssOf(child.pid) };
  } finally {
    await stop(child);
    rmSync(data, { recursive: true, force: true });
  }
}

/** The address that the product prints when its page is up. */
function addressOf(child: ChildProcess): Promise<string> {
  let said = "";
  return new Promise((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      const [url] = /http:\/\/\S+/.exec(said) ?? [];
      if (url && said.includes("\n", said.indexOf(url))) resolve(url);
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`npm start ended with ${code}:\n${said}`)));
    wait(GIVE_UP_AFTER_MS, undefined, { ref: false }).then(
      () => reject(new Error(`no page after ${GIVE_UP_AFTER_MS} ms:\n${said}`)),
      reject,
    );
  });
}

/** Resident megabytes; null where the system has no /proc. */
function rssOf(pid: number | undefined): number | null {
  try {
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return kilobytes === undefined ? null : Number(kilobytes) / 1_024;
  } catch {
    return null;
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const late = wait(5_000, undefined, { ref: false }).then(() => child.kill("SIGKILL"));
  await Promise.race([ended, late]);
  await ended;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
