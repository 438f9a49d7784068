/** Real processes beside the test. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach } from "vitest";
import { CHECKOUT } from "../../src/checkout.ts";

export interface Running {
  readonly out: () => string;
  readonly err: () => string;
  /** Whole lines so far. */
  readonly lines: () => readonly string[];
  kill(): Promise<void>;
  readonly ended: Promise<number | null>;
}

export interface Where {
  readonly data?: string;
  readonly database?: string;
}

const started: ChildProcess[] = [];
const folders: string[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "ackademy-"));
  folders.push(made);
  return made;
}

/** @param count how many of them there are, where they wait for one another. */
export const worker = (work: string, where: Where, count = 1): Running =>
  script(fileURLToPath(new URL("./worker.ts", import.meta.url)), [work, String(count)], where);

export function script(file: string, args: readonly string[], where: Where): Running {
  return command(process.execPath, ["scripts/run.mjs", file, ...args], where);
}

export function command(program: string, args: readonly string[], { data = "", database }: Where): Running {
  const env = { ...process.env, ACKADEMY_DATA: data };
  delete (env as NodeJS.ProcessEnv).DATABASE_URL;
  const child = spawn(program, args, {
    cwd: CHECKOUT,
    env: { ...env, ...(database !== undefined && { DATABASE_URL: database }) },
  });
  started.push(child);
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    err += chunk.toString();
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  return {
    out: () => out,
    err: () => err,
    lines: () => out.split("\n").slice(0, -1),
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
    ended,
  };
}
