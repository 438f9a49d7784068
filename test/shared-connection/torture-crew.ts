/** The processes of the torture: started, pressed, killed with -9, and started again. */
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { StorePlace } from "../../src/store/index.ts";
import type { Torture } from "./torture.ts";
import type { Answer, Asked } from "./torture-lines.ts";

const checkout = fileURLToPath(new URL("../..", import.meta.url));
const WORKER = fileURLToPath(new URL("./torture-worker.ts", import.meta.url));
const ANSWER_MS = 60_000;
/** Acts that a process stores before it dies by itself. */
const LIFE_MAX = 40;

interface Life {
  readonly child: ChildProcess;
  readonly waiting: Map<number, (answer: Answer | "cut off" | "none") => void>;
  readonly ended: Promise<void>;
}

export function createCrew(place: StorePlace, asked: Torture, random: (below: number) => number) {
  const lives: (Life | Promise<Life>)[] = [];
  const total = asked.connections * asked.people * asked.presses;
  const every = Math.max(1, Math.floor(total / (asked.kills + 1)));
  let [killed, answered] = [0, 0];
  let stopped = false;
  let crashed: string | undefined;

  const born = (dieAfter: number): Promise<Life> => {
    const { DATABASE_URL: _, ...env } = process.env;
    const where = place.database === undefined ? {} : { DATABASE_URL: place.database };
    const child = spawn(process.execPath, ["scripts/run.mjs", WORKER], {
      cwd: checkout,
      env: { ...env, ...where, ACKADEMY_DATA: place.data, TORTURE_DIE_AFTER: `${dieAfter}` },
      stdio: ["pipe", "pipe", "inherit"],
    });
    child.stdin?.on("error", () => {});
    const waiting: Life["waiting"] = new Map();
    const ended = new Promise<void>((resolve) =>
      child.once("exit", (code) => {
        // Nobody killed it: it threw.
        if (code !== null) crashed ??= `a process ended with ${code}`;
        for (const settle of waiting.values()) settle("cut off");
        waiting.clear();
        resolve();
      }),
    );
    return new Promise((resolve, reject) => {
      child.once("exit", () => crashed && reject(new Error(crashed)));
      createInterface({ input: child.stdout as NodeJS.ReadableStream }).on("line", (line) => {
        if (line === "ready") return resolve({ child, waiting, ended });
        const answer = JSON.parse(line) as Answer;
        waiting.get(answer.n)?.(answer);
        waiting.delete(answer.n);
      });
    });
  };
  /** About every other one dies by itself, between storing and telling. */
  const start = (at: number): Promise<Life> => {
    const dieAfter = killed < asked.kills && random(2) === 0 ? 1 + random(LIFE_MAX) : 0;
    const life = born(dieAfter);
    lives[at] = life;
    void life.then(async (one) => {
      lives[at] = one;
      await one.ended;
      if (stopped || lives[at] !== one) return;
      killed++;
      await start(at);
    });
    return life;
  };
  const killOne = async (): Promise<void> => {
    const life = await (lives[random(lives.length)] as Life | Promise<Life>);
    life.child.kill("SIGKILL");
  };
  const put = async (what: Asked, at: number): Promise<Answer | "cut off" | "none"> => {
    const life = await (lives[at] as Life | Promise<Life>);
    if (life.child.exitCode !== null || life.child.signalCode !== null) return "cut off";
    return new Promise((resolve) => {
      const late = setTimeout(() => resolve("none"), ANSWER_MS);
      life.waiting.set(what.n, (answer) => {
        clearTimeout(late);
        resolve(answer);
      });
      life.child.stdin?.write(`${JSON.stringify(what)}\n`);
    });
  };
  return {
    start: async () => {
      await Promise.all(Array.from({ length: asked.processes }, (_, at) => start(at)));
    },
    async ask(what: Asked) {
      const answer = await put(what, random(lives.length));
      if (++answered % every === 0 && killed < asked.kills) void killOne();
      return answer;
    },
    killed: () => killed,
    /** What each process has in mind of each connection. */
    async look(ids: readonly string[]) {
      const all: { readonly id: string; readonly answer: Answer | string }[] = [];
      for (const at of lives.keys())
        for (const [n, id] of ids.entries()) {
          const look = () => put({ n: -1 - n, look: id }, at);
          let answer = await look();
          // The last kill may still be on its way.
          while (answer === "cut off") answer = await look();
          all.push({ id, answer });
        }
      return all;
    },
    async stop() {
      stopped = true;
      for (const life of lives) {
        const { child, ended } = await life;
        child.kill("SIGKILL");
        await ended;
      }
      if (crashed !== undefined) throw new Error(crashed);
    },
  };
}
