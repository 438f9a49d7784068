/**
 * Pictures are laid out and painted in processes of their own, so that nobody else waits for them and two are painted at once.
 * No threads: canvas keeps state that all threads of a process share, and a crash of native code ends them all.
 */
import { type ChildProcess, fork } from "node:child_process";
import { availableParallelism } from "node:os";
import path from "node:path";
import { CHECKOUT, code, MODULE_ENDING } from "../checkout.ts";
import type { Refused } from "./plan.ts";
import type { ThemeName } from "./theme.ts";

export interface Limits {
  /** Processes at once; each holds some 100 MB while it lives. */
  readonly painters: number;
  /** Orders that wait for one; who comes then is refused. */
  readonly waiting: number;
  /** A picture takes 15 ms, a moving one a second; what takes longer than this (ms) will never be done. */
  readonly orderMs: number;
  /** A process that had nothing to do for so long (ms) is ended. */
  readonly idleMs: number;
}

export const LIMITS: Limits = {
  painters: Math.min(2, availableParallelism()),
  waiting: 200,
  orderMs: 20_000,
  idleMs: 60_000,
};

export interface Order {
  readonly moving: boolean;
  readonly theme: ThemeName;
  /** A `Drawing` as JSON; of a moving picture a list of plans. */
  readonly drawing: string;
}

export interface Painted {
  readonly ok: true;
  /** A PNG; of a moving picture a GIF. */
  readonly picture: Uint8Array;
  /** In its pixels. */
  readonly width: number;
  readonly height: number;
  /** Graphemes that no shipped font has and that became boxes. */
  readonly missing: number;
}

/** What becomes of an order; what is refused shows only once it was laid out. */
export type Made = Painted | Refused;

/** What a painting process says. */
export type Answer = "ready" | { readonly made: Made } | { readonly fault: string };

/** Too many orders wait: nothing is wrong but the moment. */
export class BusyError extends Error {
  override readonly name = "BusyError";
}

interface Wanted {
  readonly order: Order;
  resolve(made: Made): void;
  reject(error: Error): void;
}

interface Painter {
  readonly process: ChildProcess;
  readonly ended: Promise<void>;
  ready: boolean;
  /** What it paints now; null = nothing. */
  at: Wanted | null;
  /** Until it has taken too long, or was idle long enough. */
  timer?: NodeJS.Timeout;
}

/** Built code is beside us; from the sources it is built first. */
const [ENTRY, ...ARGUMENTS] =
  MODULE_ENDING === ".ts"
    ? [path.join(CHECKOUT, "scripts/run.mjs"), "src/diagram/painter.ts"]
    : [code("src/diagram/painter.js")];
/** Its garbage is large buffers, not many small things. */
const FLAGS = ["--max-semi-space-size=2"];
/** What a process complains of goes where our own complaints go. */
const STDIO = ["ignore", "ignore", "inherit", "ipc"] as const;

/** Starts a process only where there is something to paint; one that has nothing to do keeps nobody alive. */
export class Painters {
  private readonly limits: Limits;
  private readonly waiting: Wanted[] = [];
  private readonly painters = new Set<Painter>();

  constructor(limits: Limits = LIMITS) {
    this.limits = limits;
  }

  /** Rejects where the drawing cannot be painted, where the process breaks or takes too long, or with `BusyError`. */
  paint(order: Order): Promise<Made> {
    const { waiting, limits } = this;
    if (waiting.length >= limits.waiting) {
      return Promise.reject(new BusyError(`${waiting.length} pictures are waiting to be painted`));
    }
    return new Promise((resolve, reject) => {
      waiting.push({ order, resolve, reject });
      this.serve();
    });
  }

  /** Ids of the processes that live. */
  pids(): number[] {
    return [...this.painters].flatMap(({ process: { pid } }) => pid ?? []);
  }

  /** Ends them all; what is not done yet is given up. The next order starts anew. */
  async stop(): Promise<void> {
    for (const { reject } of this.waiting.splice(0)) reject(new Error("the painters were stopped"));
    const all = [...this.painters];
    for (const painter of all) {
      hold(painter);
      this.end(painter);
    }
    await Promise.all(all.map(({ ended }) => ended));
  }

  private serve(): void {
    for (const painter of this.painters) {
      if (!painter.ready || painter.at !== null) continue;
      const next = this.waiting.shift();
      if (next) this.give(painter, next);
      else this.rest(painter);
    }
    const starting = [...this.painters].filter(({ ready }) => !ready).length;
    const more = Math.min(this.waiting.length - starting, this.limits.painters - this.painters.size);
    for (let i = 0; i < more; i++) this.start();
  }

  private start(): void {
    const child = fork(ENTRY, ARGUMENTS, { execArgv: FLAGS, serialization: "advanced", stdio: [...STDIO] });
    const ended = new Promise<void>((resolve) => {
      const lost = (why: string) => {
        this.lost(painter, why);
        resolve();
      };
      child.once("error", ({ message }) => lost(message));
      child.once("exit", (code, signal) => lost(`it ended with ${signal ?? code}`));
    });
    const painter: Painter = { process: child, ended, ready: false, at: null };
    child.on("message", (answer: Answer) => this.hear(painter, answer));
    this.allow(painter);
    this.painters.add(painter);
  }

  private hear(painter: Painter, answer: Answer): void {
    const done = painter.at;
    painter.at = null;
    if (answer === "ready") painter.ready = true;
    else if ("made" in answer) done?.resolve(answer.made);
    else done?.reject(new Error(`a picture could not be painted: ${answer.fault}`));
    this.serve();
  }

  private give(painter: Painter, next: Wanted): void {
    painter.at = next;
    hold(painter);
    this.allow(painter);
    // What cannot be sent was for a process that has ended, and its end is heard too.
    painter.process.send(next.order, () => {});
  }

  private allow(painter: Painter): void {
    clearTimeout(painter.timer);
    painter.timer = setTimeout(() => painter.process.kill("SIGKILL"), this.limits.orderMs);
  }

  private rest(painter: Painter): void {
    clearTimeout(painter.timer);
    painter.timer = setTimeout(() => this.end(painter), this.limits.idleMs).unref();
    painter.process.unref();
    painter.process.channel?.unref();
  }

  /** From now on nobody gives it anything. */
  private end(painter: Painter): void {
    clearTimeout(painter.timer);
    this.painters.delete(painter);
    if (painter.process.connected) painter.process.disconnect();
  }

  /** It broke: that costs one picture, the one that it was at or was started for. */
  private lost(painter: Painter, why: string): void {
    clearTimeout(painter.timer);
    const wasNeeded = this.painters.delete(painter);
    const last = painter.at ?? (wasNeeded && !painter.ready ? this.waiting.shift() : undefined);
    painter.at = null;
    last?.reject(new Error(`a painting process broke: ${why}`));
    this.serve();
  }
}

/** Whoever waits for it is not done. */
function hold({ process }: Painter): void {
  process.ref();
  process.channel?.ref();
}
