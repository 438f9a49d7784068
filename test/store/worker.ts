/**
 * A process of its own on a store: `node scripts/run.mjs test/store/worker.ts WORK`, on the store that ACKADEMY_DATA and
 * DATABASE_URL name; an empty one is none. Each line on stdout is what is done and kept; "ready" comes first.
 */
import { openStore, type Store } from "../../src/store/index.ts";
import { NOW } from "./given.ts";

const works: Readonly<Record<string, (store: Store) => Promise<void>>> = {
  /** Holds the store until it is killed. */
  hold: () => new Promise(() => setInterval(() => {}, 60_000)),
  /** Claims keys in their order until it is killed, and says each that it has. */
  async claim({ seen }) {
    for (let n = 0; ; n++) if (await seen.claim(`key ${n}`, NOW)) await tell(`${n}`);
  },
  /** Waits for the others, then does what several processes do to one database, work by work, and says each deed. */
  async together(store) {
    await allHere(store);
    for (let n = 0; n < 300; n++) if (await store.seen.claim(`key ${n}`, NOW)) await tell(`claim ${n}`);
    await sendSlots(store);
    await play(store);
    await store.close();
  },
  close: ({ close }) => close(),
};

/** Claims and sends every slot there is. */
async function sendSlots({ slots }: Store): Promise<void> {
  for (;;) {
    const mine = await slots.claim(NOW, { leaseMs: 60_000, limit: 3 });
    if (mine.length === 0) return;
    for (const slot of mine)
      if (await slots.markSent(slot, { message: "m", revealAt: null })) await tell(`slots ${slot.day}`);
  }
}

/** Fifty moves on connection c1, each tried until it is in. */
async function play({ connections }: Store): Promise<void> {
  let version = 0;
  for (let n = 0; n < 50; ) {
    const move = { person: 0, move: { pid: process.pid, n } };
    const appended = await connections.append("c1", version, move, NOW);
    if (appended.kind === "appended") {
      await tell(`moves ${version}`);
      n++;
      version++;
    } else version = appended.version ?? 0;
  }
}

/** Until as many processes as the second argument says are here, so that they do work at the same time. */
async function allHere({ seen, db }: Store): Promise<void> {
  await seen.claim(`here ${process.pid}`, NOW);
  for (let here = 0; here < Number(process.argv[3]); ) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    here = (await db.selectFrom("seen").select("key").where("key", "like", "here %").execute()).length;
  }
}

const tell = (line: string): Promise<void> =>
  new Promise((resolve) => process.stdout.write(`${line}\n`, () => resolve()));

const { ACKADEMY_DATA = "", DATABASE_URL } = process.env;
const opened = await openStore({
  data: ACKADEMY_DATA,
  ...(DATABASE_URL && { database: DATABASE_URL }),
});
if (opened.ok) {
  await tell("ready");
  await works[process.argv[2] ?? ""]?.(opened.store);
} else {
  process.stderr.write(`${opened.problem}\n`);
  process.exitCode = 1;
}
