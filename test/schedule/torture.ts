/** Processes that post to a local Discord are killed at random while replies are lost: what was doubled, what is missing. */
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { nextDue } from "../../src/schedule/due.ts";
import { questionsIn } from "../../src/schedule/posted.ts";
import { openStore, type StorePlace } from "../../src/store/index.ts";
import { openDiscord } from "../local-discord/discord.ts";
import { SEOUL } from "./given.ts";

export interface Torture {
  readonly slots: number;
  /** More than one only on PostgreSQL. */
  readonly processes: number;
  readonly kills: number;
  /** Replies lost after Discord took the post. */
  readonly lost: number;
  readonly seed: number;
}

export interface Outcome {
  readonly double: number;
  readonly missing: number;
  readonly kills: number;
  readonly attempts: number;
}

const checkout = fileURLToPath(new URL("../..", import.meta.url));
const WORKER = fileURLToPath(new URL("./torture-worker.ts", import.meta.url));
const CHANNELS = 8;
const POLL_MS = 100;
const GIVE_UP_MS = 240_000;

export async function torture(place: StorePlace, asked: Torture): Promise<Outcome> {
  const channels = Array.from({ length: CHANNELS }, (_, at) => `c${at}`);
  const discord = await openDiscord({ guilds: [{ name: "Lab", channels }] });
  const random = numbers(asked.seed);
  const children: ChildProcess[] = [];
  const start = () => {
    const { DATABASE_URL: _, ...env } = process.env;
    const where = place.database === undefined ? {} : { DATABASE_URL: place.database };
    const reach = { TORTURE_API: discord.api, TORTURE_TOKEN: discord.token, ACKADEMY_DATA: place.data };
    const child = spawn(process.execPath, ["--import", "tsx", WORKER], {
      cwd: checkout,
      env: { ...env, ...reach, ...where },
      stdio: ["ignore", "pipe", "inherit"],
    });
    children.push(child);
    return new Promise<ChildProcess>((resolve) => child.stdout?.once("data", () => resolve(child)));
  };
  try {
    await fill(place, asked.slots, (at) => discord.channel(`c${at % CHANNELS}`));
    for (let n = 0; n < asked.lost; n++)
      discord.breakNext({ method: "POST", route: /messages$/u, how: "lost", count: 1 });
    let kills = 0;
    const running = await Promise.all(Array.from({ length: asked.processes }, start));
    for (const until = Date.now() + GIVE_UP_MS; Date.now() < until; ) {
      const seen = channels.flatMap((name) => discord.seenBy("mod", discord.channel(name)));
      if (kills >= asked.kills && namesIn(seen).size >= asked.slots) break;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS + random(4 * POLL_MS)));
      if (kills >= asked.kills) continue;
      const at = random(running.length);
      await killed(running[at] as ChildProcess);
      kills++;
      running[at] = await start();
    }
    // Whoever took over a slot that was posted already has posted it again by then, or never will.
    await new Promise((resolve) => setTimeout(resolve, 8_000));
    const names = channels.flatMap((name) => discord.seenBy("mod", discord.channel(name))).flatMap(nameOf);
    for (const child of children) await killed(child);
    const attempts = await marks(place);
    const whole = new Set(names).size;
    return { double: names.length - whole, missing: asked.slots - whole, kills, attempts };
  } finally {
    for (const child of children) child.kill("SIGKILL");
    await discord.stop();
  }
}

interface SeenPost {
  readonly buttons: readonly { readonly customId: string }[];
}

const nameOf = ({ buttons }: SeenPost): string[] =>
  buttons.slice(0, 1).flatMap(({ customId }) => customId.split("|").slice(3, 4));
const namesIn = (seen: readonly SeenPost[]): Set<string> => new Set(seen.flatMap(nameOf));

async function fill(place: StorePlace, slots: number, channel: (at: number) => string): Promise<void> {
  const opened = await openStore(place);
  if (!opened.ok) throw new Error(opened.problem);
  const due = Date.now() - 60_000;
  const time = new Date(due).toISOString().slice(11, 16);
  const setting = { ...SEOUL, time, zone: "UTC", catchUpMs: 24 * 3_600_000, revealAfterMs: 24 * 3_600_000 };
  for (let at = 0; at < slots; at++) {
    const place = `discord:${channel(at)}`;
    const nextOne = nextDue(setting, due - 120_000).at;
    await opened.store.schedules.create(
      { id: `t${at}`, server: "discord:s", place, setting, bag: {}, nextDue: nextOne },
      due,
    );
  }
  await opened.store.close();
}

/** How many attempts the slots took; every one of them must be marked as sent, with its question. */
async function marks(place: StorePlace): Promise<number> {
  const opened = await openStore(place);
  if (!opened.ok) throw new Error(opened.problem);
  const all = await opened.store.schedules.ofServer("discord:s");
  const slots = await Promise.all(all.map(({ id }) => opened.store.slots.last(id, 1)));
  await opened.store.close();
  const unsent = slots.flat().filter((slot) => slot.state !== "sent" || questionsIn(slot).length !== 1);
  if (unsent.length > 0) throw new Error(`${unsent.length} slots are posted and not marked`);
  return slots.flat().reduce((sum, { attempts }) => sum + attempts, 0);
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await gone;
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
