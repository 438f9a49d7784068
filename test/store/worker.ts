/**
 * A process of its own on a store: `node scripts/run.mjs test/store/worker.ts WORK`, on the store that ACKADEMY_DATA and
 * DATABASE_URL name. Each line on stdout is what is done and kept; "ready" comes first.
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
  /** The same of three hundred keys, then ends. */
  async claim300(store) {
    const { seen, close } = store;
    await together(store);
    for (let n = 0; n < 300; n++) if (await seen.claim(`key ${n}`, NOW)) await tell(`${n}`);
    await close();
  },
  /** Claims and sends every slot there is. */
  async slots(store) {
    const { slots, close } = store;
    await together(store);
    for (;;) {
      const mine = await slots.claim(NOW, { leaseMs: 60_000, limit: 3 });
      if (mine.length === 0) break;
      for (const slot of mine)
        if (await slots.markSent(slot, { message: "m", revealAt: null })) await tell(slot.day);
    }
    await close();
  },
  /** Fifty moves on connection c1, each tried until it is in. */
  async moves(store) {
    const { connections, close } = store;
    await together(store);
    let version = 0;
    for (let n = 0; n < 50; ) {
      const move = { person: 0, move: { pid: process.pid, n } };
      const appended = await connections.append("c1", version, move, NOW);
      if (appended.kind === "appended") {
        await tell(`${version}`);
        n++;
        version++;
      } else version = appended.version ?? 0;
    }
    await close();
  },
  close: ({ close }) => close(),
};

/** Waits until as many processes as the second argument says are here, so that they do work at the same time. */
async function together({ seen, db }: Store): Promise<void> {
  await seen.claim(`here ${process.pid}`, NOW);
  for (let here = 0; here < Number(process.argv[3]); ) {
    here = (await db.selectFrom("seen").select("key").where("key", "like", "here %").execute()).length;
  }
}

const tell = (line: string): Promise<void> =>
  new Promise((resolve) => process.stdout.write(`${line}\n`, () => resolve()));

const { ACKADEMY_DATA = "", DATABASE_URL } = process.env;
const opened = await openStore({
  data: ACKADEMY_DATA,
  ...(DATABASE_URL !== undefined && { database: DATABASE_URL }),
});
if (opened.ok) {
  await tell("ready");
  await works[process.argv[2] ?? ""]?.(opened.store);
} else {
  process.stderr.write(`${opened.problem}\n`);
  process.exitCode = 1;
}
