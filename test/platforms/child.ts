/** The real `main.ts` in a process of its own, as somebody runs it, against local platforms. */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { CHECKOUT } from "../../src/checkout.ts";
import { noSettings } from "../no-settings.ts";

const PATIENCE_MS = 30_000;

export interface Child {
  /** Of its endpoints, with a slash at the end. */
  readonly url: string;
  readonly process: ChildProcess;
  /** What it has logged so far, a line each. */
  log(): readonly Readonly<Record<string, unknown>>[];
  /** Resident megabytes; undefined where the system has no /proc. */
  residentMb(): number | undefined;
  /** SIGTERM, and what it ended with. */
  stop(): Promise<number | null>;
}

/** Resolves when it names its address; rejects with all that it said where it ends instead. */
export async function startMain(env: Readonly<Record<string, string>>): Promise<Child> {
  const child = spawn(process.execPath, ["--max-semi-space-size=4", "scripts/run.mjs", "src/main.ts"], {
    cwd: CHECKOUT,
    env: { ...process.env, ...noSettings, ACKADEMY_PORT: "0", ...env },
  });
  const said = { out: "", err: "" };
  child.stdout.on("data", (chunk: Buffer) => {
    said.out += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    said.err += chunk.toString();
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const stop = async (): Promise<number | null> => {
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
    const code = await ended;
    clearTimeout(late);
    return code;
  };
  const url = await Promise.race([
    addressIn(() => said.out, PATIENCE_MS),
    ended.then((code) => Promise.reject(new Error(`main.ts ended with ${code}:\n${said.out}${said.err}`))),
  ]).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { url, process: child, stop, log: () => linesOf(said.err), residentMb: () => residentMb(child.pid) };
}

async function addressIn(said: () => string, withinMs: number): Promise<string> {
  for (const end = Date.now() + withinMs; Date.now() < end; ) {
    const [, url] = /(http:\/\/127\.0\.0\.1:\d+\/)\S*\n/u.exec(said()) ?? [];
    if (url !== undefined) return url;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`no address within ${withinMs} ms:\n${said()}`);
}

const linesOf = (text: string): Readonly<Record<string, unknown>>[] =>
  text.split("\n").flatMap((line) => (line.startsWith("{") ? [JSON.parse(line)] : []));

function residentMb(pid: number | undefined): number | undefined {
  try {
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1_024;
  } catch {
    return undefined;
  }
}
