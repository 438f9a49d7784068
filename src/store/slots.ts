/**
 * The daily posts, one row for each schedule and local date: `reserved` before anything is sent, then `sent` and
 * `revealed`, or `skipped` or `failed`. Whoever claims a slot holds it until the lease ends; the number of the attempt
 * tells a late process that another one has taken over.
 */
import type { Opened } from "./opened.ts";
import type { Database } from "./schema.ts";

export interface SlotId {
  readonly schedule: string;
  /** The schedule's local date, `2026-03-08`. */
  readonly day: string;
}

type Row = Database["slots"];

export interface Slot extends SlotId {
  readonly state: Row["state"];
  /** Any JSON: what is posted, chosen when the slot was reserved. */
  readonly post: unknown;
  readonly dueAt: number;
  /** Counted from 1; at each claim one more. */
  readonly attempts: number;
  readonly message: string | null;
  readonly thread: Row["thread"];
  readonly revealAt: number | null;
  readonly reason: string | null;
}

export interface Sent {
  /** Its id on the platform. */
  readonly message: string;
  readonly revealAt: number | null;
  /** Whether a thread is to be opened under it. */
  readonly thread?: boolean;
}

export interface Lease {
  readonly leaseMs: number;
  readonly limit: number;
}

export interface Slots {
  find(id: SlotId): Promise<Slot | undefined>;
  /** False where the day has its slot already. */
  reserve(slot: SlotId & { readonly post: unknown; readonly dueAt: number }): Promise<boolean>;
  /** A day that is passed over, recorded so that it can be shown. False where it has its slot already. */
  skip(slot: SlotId & { readonly dueAt: number; readonly reason: string }): Promise<boolean>;
  /** Slots to send, the oldest first, each for one caller in however many processes. */
  claim(now: number, lease: Lease): Promise<readonly Slot[]>;
  /** Posts that want a thread, likewise. */
  claimThreads(now: number, lease: Lease): Promise<readonly Slot[]>;
  /** Posts whose reveal is due, likewise. */
  claimReveals(now: number, lease: Lease): Promise<readonly Slot[]>;
  /** These four are false where another attempt has taken the slot over, or it is past that state. */
  markSent(slot: Slot, sent: Sent): Promise<boolean>;
  markThread(slot: Slot, thread: "open" | "refused"): Promise<boolean>;
  markRevealed(slot: Slot): Promise<boolean>;
  markFailed(slot: Slot, reason: string): Promise<boolean>;
  /** Newest first. */
  last(schedule: string, limit: number): Promise<readonly Slot[]>;
}

const read = ({ post, due_at, reveal_at, lease_until: _, ...rest }: Row): Slot => ({
  ...rest,
  post: JSON.parse(post),
  dueAt: due_at,
  revealAt: reveal_at,
});

const fresh = { lease_until: 0, attempts: 0, message: null, thread: null, reveal_at: null };

export const slotsIn = (opened: Opened): Slots => ({
  async find({ schedule, day }) {
    const row = await opened.db
      .selectFrom("slots")
      .selectAll()
      .where("schedule", "=", schedule)
      .where("day", "=", day)
      .executeTakeFirst();
    return row && read(row);
  },
  reserve: ({ schedule, day, post, dueAt }) =>
    insert(opened, {
      ...{ ...fresh, schedule, day, due_at: dueAt },
      ...{ state: "reserved", post: JSON.stringify(post), reason: null },
    }),
  skip: ({ schedule, day, dueAt, reason }) =>
    insert(opened, {
      ...{ ...fresh, schedule, day, due_at: dueAt },
      ...{ state: "skipped", post: "null", reason },
    }),
  claim: (now, lease) => claim(opened, "posts", now, lease),
  claimThreads: (now, lease) => claim(opened, "threads", now, lease),
  claimReveals: (now, lease) => claim(opened, "reveals", now, lease),
  markSent: (slot, { message, revealAt, thread = false }) =>
    mark(opened, slot, {
      ...{ state: "sent", message, reveal_at: revealAt, lease_until: 0 },
      ...(thread && { thread: "wanted" }),
    }),
  markThread: (slot, thread) => mark(opened, slot, { thread, lease_until: 0 }),
  markRevealed: (slot) => mark(opened, slot, { state: "revealed", lease_until: 0 }),
  markFailed: (slot, reason) => mark(opened, slot, { state: "failed", reason, lease_until: 0 }),
  async last(schedule, limit) {
    const rows = await opened.db
      .selectFrom("slots")
      .selectAll()
      .where("schedule", "=", schedule)
      .orderBy("day", "desc")
      .limit(limit)
      .execute();
    return rows.map(read);
  },
});

async function insert({ db }: Opened, row: Row): Promise<boolean> {
  const inserted = await db
    .insertInto("slots")
    .values(row)
    .onConflict((conflict) => conflict.columns(["schedule", "day"]).doNothing())
    .returning("day")
    .executeTakeFirst();
  return inserted !== undefined;
}

/** SQLite runs one statement at a time; on PostgreSQL a row that another process is claiming is passed over. */
async function claim(
  { db, engine }: Opened,
  what: "posts" | "threads" | "reveals",
  now: number,
  { leaseMs, limit }: Lease,
): Promise<readonly Slot[]> {
  const rows = await db
    .with("picked", (some) =>
      some
        .selectFrom("slots")
        .select(["schedule", "day"])
        .where("state", "=", what === "posts" ? "reserved" : "sent")
        .where("lease_until", "<=", now)
        .$if(what === "threads", (due) => due.where("thread", "=", "wanted"))
        .$if(what !== "threads", (due) => due.where(what === "posts" ? "due_at" : "reveal_at", "<=", now))
        .orderBy("due_at")
        .limit(limit)
        .$if(engine === "postgresql", (picked) => picked.forUpdate().skipLocked()),
    )
    .updateTable("slots")
    .set(({ eb }) => ({ lease_until: now + leaseMs, attempts: eb("attempts", "+", 1) }))
    .where(({ eb, refTuple, selectFrom }) =>
      eb(
        refTuple("schedule", "day"),
        "in",
        selectFrom("picked").select(["schedule", "day"]).$asTuple("schedule", "day"),
      ),
    )
    .returningAll()
    .execute();
  return rows.map(read).sort((a, b) => a.dueAt - b.dueAt);
}

async function mark({ db }: Opened, slot: Slot, change: Partial<Row>): Promise<boolean> {
  const marked = await db
    .updateTable("slots")
    .set(change)
    .where("schedule", "=", slot.schedule)
    .where("day", "=", slot.day)
    .where("state", "=", slot.state)
    .where("attempts", "=", slot.attempts)
    .returning("day")
    .executeTakeFirst();
  return marked !== undefined;
}
