/** Real processes beside the test. */
import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { CHECKOUT } from "../../src/checkout.ts";
import { noSettings } from "../no-settings.ts";

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
  /** Told how to end it; without it a process ends with its test, outside of which there has to be one. */
  readonly whenDone?: (end: () => void) => void;
}

/** It goes with all that the run of the tests leaves (test/temporary.ts). */
export const folder = (): string => mkdtempSync(join(tmpdir(), "ackademy-"));

/** @param count how many of them there are, where they wait for one another. */
export const worker = (work: string, where: Where, count = 1): Running =>
  script(fileURLToPath(new URL("./worker.ts", import.meta.url)), [work, String(count)], where);

export function script(file: string, args: readonly string[], where: Where): Running {
  return command(process.execPath, ["scripts/run.mjs", file, ...args], where);
}

export function command(program: string, args: readonly string[], where: Where): Running {
  const { data = "", database = "", whenDone = onTestFinished } = where;
  const child = spawn(program, args, {
    cwd: CHECKOUT,
    env: { ...process.env, ...noSettings, ACKADEMY_DATA: data, DATABASE_URL: database },
  });
  whenDone(() => child.kill("SIGKILL"));
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
