/** The real `main.ts` in a process of its own, as systemd and Docker run it. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { vi } from "vitest";
import { CHECKOUT } from "../../src/checkout.ts";
import { noSettings } from "../no-settings.ts";

export const PATIENT = { timeout: 120_000 };
const START_MS = 60_000;

export interface Started {
  readonly child: ChildProcess;
  readonly data: string;
  readonly heard: { out: string; err: string };
  readonly ended: Promise<number | null>;
  /** Where it listens, once it does. */
  url(): Promise<string>;
  /** What it has logged so far. */
  lines(): readonly LogLine[];
  /** The body of one of its addresses, and its status. */
  ask(path: string, headers?: Record<string, string>): Promise<{ status: number; body: string }>;
}

export interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly [field: string]: unknown;
}

export interface How {
  /** Before `src/main.ts`: another program that runs it, or Node's own flags. */
  readonly through?: readonly string[];
  readonly flags?: readonly string[];
  /** Where `src/main.ts` is; this checkout. */
  readonly cwd?: string;
}

const running: ChildProcess[] = [];
const folders: string[] = [];

/** For `afterEach` or `afterAll`: ends what has not ended by itself. */
export function endAll(): void {
  for (const child of running.splice(0)) child.kill("SIGKILL");
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "ackademy-"));
  folders.push(folder);
  return folder;
}

/** Nothing of this machine's own settings comes along, those in the checkout's `.env` included. */
export function startMain(
  env: Record<string, string> = {},
  { through = [], flags = [], cwd = CHECKOUT }: How = {},
): Started {
  const data = env.ACKADEMY_DATA ?? newFolder();
  const [program = process.execPath, ...before] = [...through, process.execPath];
  const child = spawn(program, [...before, ...flags, "scripts/run.mjs", "src/main.ts"], {
    cwd,
    env: {
      ...{ ...noSettings, PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: tmpdir() },
      ...{ ACKADEMY_LOG: "info", ACKADEMY_PORT: "0", ACKADEMY_DATA: data },
      ...env,
    },
  });
  running.push(child);
  const heard = { out: "", err: "" };
  child.stdout.on("data", (chunk: Buffer) => {
    heard.out += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    heard.err += chunk.toString();
  });
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  const url = async (): Promise<string> => {
    await vi.waitUntil(() => /http:\/\/\S+/u.test(heard.out) || exitOf(child), { timeout: START_MS });
    const found = /(http:\/\/[^/\s]+\/)/u.exec(heard.out)?.[1];
    if (found === undefined) throw new Error(`it did not start: ${heard.err}`);
    return found;
  };
  return {
    ...{ child, data, heard, ended, url },
    lines: () =>
      heard.err
        .split("\n")
        .filter((line) => line.startsWith("{") && line.endsWith("}"))
        .map((line) => JSON.parse(line) as LogLine),
    async ask(path, headers = {}) {
      const response = await fetch(`${await url()}${path}`, { headers });
      return { status: response.status, body: await response.text() };
    },
  };
}

const exitOf = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;
