/**
 * Processes that post to a local Discord or Slack are killed with -9, at random and at every named point, while replies
 * are lost: what was doubled, and what is missing.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { questions } from "../../src/content/questions.ts";
import { nextDue } from "../../src/schedule/due.ts";
import { openStore, type StorePlace } from "../../src/store/index.ts";
import { readSnapshot } from "../../src/store/snapshot.ts";
import { SEOUL } from "./given.ts";
import { openStand, type PlatformName, type Stand, type Stood } from "./torture-stand.ts";

/** Behind each step of a slot, and in the middle of a request: whoever dies there leaves exactly that gap. */
export const POINTS = [
  ...(["reserved", "claimed", "posting", "posted", "marked"] as const),
  ...(["thread claimed", "thread opened", "thread marked"] as const),
];
export type Point = (typeof POINTS)[number];

export interface Torture {
  readonly platform: PlatformName;
  readonly slots: number;
  /** More than one only on PostgreSQL. */
  readonly processes: number;
  /** At random moments, beside those at each named point. */
  readonly kills: number;
  /** How often each named point is hit. */
  readonly rounds: number;
  /** Which; without it, all. */
  readonly points?: readonly Point[];
  /** Replies lost after the platform took the post. */
  readonly lost: number;
  readonly seed: number;
}

export interface Counted {
  readonly double: number;
  readonly missing: number;
}

export interface Outcome extends Counted {
  /** The first lines of their threads. */
  readonly threads: Counted;
  readonly kills: number;
  readonly points: Readonly<Record<string, number>>;
  /** Claims of all slots together, of posts and of threads: two each where nothing goes wrong. */
  readonly claims: number;
}

const checkout = fileURLToPath(new URL("../..", import.meta.url));
const CHANNELS = 40;
const POLL_MS = 500;
/** Longer than a request of ours on a busy machine, so that a platform is never later than the lease. */
const LEASE_MS = 6_000;
/** Lives that did not reach the point that they were to die at, in all. */
const TRIES = 8;
const GIVE_UP_MS = 15 * 60_000;

export const torture = (place: StorePlace, asked: Torture): Promise<Outcome> =>
  withWorker((env) => torturedBy(env, place, asked));

async function torturedBy(worker: Env, place: StorePlace, asked: Torture): Promise<Outcome> {
  const stand = await openStand(asked.platform, Math.min(CHANNELS, asked.slots));
  const crew = createCrew({ ...worker, ...stand.env, ...whereOf(place) }, asked, stand.loseReply);
  try {
    await fill(place, asked.slots, stand);
    await crew.killAll();
    const claims = await crew.finish(() => allMarked(place, asked.slots));
    const stood = stand.seen();
    const posts = countOf(stood, "post", asked.slots);
    return { ...posts, threads: countOf(stood, "thread line", asked.slots), ...crew.done(), claims };
  } finally {
    await crew.stop();
    await stand.stop();
  }
}

/** Native code, and what packages do without where it is not installed. */
const LEFT_OUT = ["better-sqlite3", "pg-native", "bufferutil", "utf-8-validate", "zlib-sync"];

/**
 * In one file, the packages that it needs with it: most lives end soon after they have read their code, and reading
 * Discord's library file by file took half of each.
 */
async function buildWorker() {
  const folder = mkdtempSync(join(checkout, "node_modules", ".torture-"));
  const entry = fileURLToPath(new URL("./torture-worker.ts", import.meta.url));
  await build({
    entryPoints: [entry],
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    external: LEFT_OUT,
    platform: "node",
    format: "esm",
    // For packages that are CommonJS.
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
  });
  const bank = join(folder, "bank.json");
  writeFileSync(bank, JSON.stringify(questions));
  return {
    env: {
      TORTURE_WORKER: join(folder, "torture-worker.mjs"),
      TORTURE_BANK: bank,
      TORTURE_LOCALES: join(checkout, "assets", "locales"),
      TORTURE_LEASE_MS: `${LEASE_MS}`,
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Tortures at the same time share one worker; the last one removes it. */
const shared: { users: number; worker?: ReturnType<typeof buildWorker> | undefined } = { users: 0 };

async function withWorker<T>(work: (env: Env) => Promise<T>): Promise<T> {
  shared.users++;
  shared.worker ??= buildWorker();
  const { worker } = shared;
  try {
    return await work((await worker).env);
  } finally {
    if (--shared.users === 0) {
      shared.worker = undefined;
      (await worker).remove();
    }
  }
}

const whereOf = ({ data, database }: StorePlace) => ({
  ACKADEMY_DATA: data,
  ...(database !== undefined && { DATABASE_URL: database }),
});

type Env = Readonly<Record<string, string>>;

function countOf(stood: readonly Stood[], kind: Stood["kind"], wanted: number): Counted {
  const names = stood.filter((one) => one.kind === kind).map(({ name }) => name);
  const whole = new Set(names).size;
  return { double: names.length - whole, missing: wanted - whole };
}

interface Life {
  readonly child: ChildProcess;
  readonly ready: Promise<void>;
  readonly ended: Promise<void>;
}

function createCrew(env: Env, asked: Torture, loseReply: () => void) {
  const random = numbers(asked.seed);
  const points: Point[] = Array.from({ length: asked.rounds }, () => asked.points ?? POINTS).flat();
  const reached: Record<string, number> = {};
  let [kills, lost, tries] = [0, 0, 0];
  const lives = new Set<Life>();
  const all = points.length + asked.kills;
  const quota = Math.max(2, Math.ceil(asked.slots / (all + asked.processes)));

  const start = (dieAt: Point | undefined, limit: Env): Life => {
    const life = born({ ...env, ...limit, ...(dieAt && { TORTURE_DIE_AT: dieAt }) });
    lives.add(life);
    return life;
  };
  const kill = async (life: Life): Promise<void> => {
    life.child.kill("SIGKILL");
    await life.ended;
    lives.delete(life);
  };
  /** One process after another; each is killed, or kills itself. */
  const berth = async (): Promise<void> => {
    while (points.length > 0 || kills < asked.kills) {
      // Named points and random moments by turns, as long as there are both.
      const named = points.length > 0 && (kills >= asked.kills || random(all) < points.length);
      const dieAt = named ? points.shift() : undefined;
      if (dieAt === undefined) kills++;
      if (lost < asked.lost && random(all) < asked.lost) {
        lost++;
        loseReply();
      }
      const life = start(dieAt, { TORTURE_QUOTA: `${quota}` });
      await Promise.race([life.ready, life.ended]);
      const patience = dieAt === undefined ? random(600) : 10_000;
      await Promise.race([life.ended, new Promise((resolve) => setTimeout(resolve, patience))]);
      if (dieAt !== undefined) {
        if (life.child.signalCode === "SIGKILL") reached[dieAt] = (reached[dieAt] ?? 0) + 1;
        // It found no work to die at: somebody else had taken it.
        else if (tries++ < TRIES) points.push(dieAt);
      }
      await kill(life);
    }
  };
  return {
    killAll: () => Promise.all(Array.from({ length: asked.processes }, berth)),
    /** Undisturbed but for the replies that are still to be lost, until `done` says how many claims it took. */
    async finish(done: () => Promise<number | undefined>): Promise<number> {
      for (; lost < asked.lost; lost++) loseReply();
      for (let n = 0; n < asked.processes; n++) start(undefined, {});
      for (const until = Date.now() + GIVE_UP_MS; Date.now() < until; ) {
        await new Promise((resolve) => setTimeout(resolve, POLL_MS));
        const claims = await done();
        if (claims === undefined) continue;
        // An attempt that lost its slot to another may begin for half a lease.
        await new Promise((resolve) => setTimeout(resolve, LEASE_MS / 2));
        return claims;
      }
      throw new Error("slots are left that nobody marks");
    },
    done: () => ({ kills, points: reached }),
    stop: async () => void (await Promise.all([...lives].map(kill))),
  };
}

function born(own: Env): Life {
  const { DATABASE_URL: _, ...env } = process.env;
  const child = spawn(process.execPath, [own.TORTURE_WORKER ?? ""], {
    env: { ...env, ...own },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const ready = new Promise<void>((resolve) => child.stdout?.once("data", () => resolve()));
  return { child, ready, ended };
}

async function fill(place: StorePlace, slots: number, { server, channels }: Stand): Promise<void> {
  const opened = await openStore(place);
  if (!opened.ok) throw new Error(opened.problem);
  const due = Date.now() - 60_000;
  const time = new Date(due).toISOString().slice(11, 16);
  const long = 24 * 3_600_000;
  const setting = { ...SEOUL, time, zone: "UTC", catchUpMs: long, revealAfterMs: long, thread: true };
  for (let at = 0; at < slots; at++) {
    const channel = channels[at % channels.length] ?? "";
    const nextOne = nextDue(setting, due - 120_000).at;
    await opened.store.schedules.create(
      { id: `t${at}`, server, place: channel, setting, bag: {}, nextDue: nextOne },
      due,
    );
  }
  await opened.store.close();
}

/** Once every slot is marked as sent and has its thread: how many claims that took. */
function allMarked(place: StorePlace, slots: number): Promise<number | undefined> {
  return readSnapshot(place, async (db) => {
    const rows = await db.selectFrom("slots").select(["state", "thread", "attempts"]).execute();
    const done = rows.filter(({ state, thread }) => state === "sent" && thread === "open");
    return done.length < slots ? undefined : done.reduce((sum, { attempts }) => sum + attempts, 0);
  });
}

/** The same numbers for the same seed: mulberry32. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
