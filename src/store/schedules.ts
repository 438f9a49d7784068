/** When a channel gets its question: what its manager set, what is left of its bag, and when it is due next. */
import type { Opened } from "./opened.ts";
import type { Database } from "./schema.ts";

export interface Schedule {
  readonly id: string;
  readonly server: string;
  readonly place: string;
  /** Any JSON: time, zone, weekdays, topics and the rest. */
  readonly setting: unknown;
  /** Any JSON: the questions that are left before one may come again. */
  readonly bag: unknown;
  /** `null` while it is paused or its place is broken. */
  readonly nextDue: number | null;
  /** Changes with every change. */
  readonly version: number;
}

type Changeable = Pick<Schedule, "setting" | "bag" | "nextDue" | "place">;

export interface Schedules {
  /** False where there is one with this id: it stays as it is. */
  create(schedule: Omit<Schedule, "version">, now: number): Promise<boolean>;
  find(id: string): Promise<Schedule | undefined>;
  /** False where somebody changed it since `version`. */
  change(id: string, version: number, change: Partial<Changeable>, now: number): Promise<boolean>;
  /** The longest due first. */
  due(now: number, limit: number): Promise<readonly Schedule[]>;
  ofServer(server: string): Promise<readonly Schedule[]>;
}

type Row = Database["schedules"];

const read = ({ setting, bag, next_due, changed_at: _, ...rest }: Row): Schedule => ({
  ...rest,
  setting: JSON.parse(setting),
  bag: JSON.parse(bag),
  nextDue: next_due,
});

const written = ({ setting, bag, nextDue, place }: Partial<Changeable>): Partial<Row> => ({
  ...(setting !== undefined && { setting: JSON.stringify(setting) }),
  ...(bag !== undefined && { bag: JSON.stringify(bag) }),
  ...(nextDue !== undefined && { next_due: nextDue }),
  ...(place !== undefined && { place }),
});

export const schedulesIn = ({ db }: Opened): Schedules => ({
  async create({ id, server, place, setting, bag, nextDue }, now) {
    const json = { setting: JSON.stringify(setting), bag: JSON.stringify(bag) };
    const row = await db
      .insertInto("schedules")
      .values({ id, server, place, ...json, next_due: nextDue, version: 1, changed_at: now })
      .onConflict((conflict) => conflict.column("id").doNothing())
      .returning("id")
      .executeTakeFirst();
    return row !== undefined;
  },
  async find(id) {
    const row = await db.selectFrom("schedules").selectAll().where("id", "=", id).executeTakeFirst();
    return row && read(row);
  },
  async change(id, version, change, now) {
    const row = await db
      .updateTable("schedules")
      .set({ ...written(change), version: version + 1, changed_at: now })
      .where("id", "=", id)
      .where("version", "=", version)
      .returning("id")
      .executeTakeFirst();
    return row !== undefined;
  },
  async due(now, limit) {
    const rows = await db
      .selectFrom("schedules")
      .selectAll()
      .where("next_due", "<=", now)
      .orderBy("next_due")
      .orderBy("id")
      .limit(limit)
      .execute();
    return rows.map(read);
  },
  async ofServer(server) {
    const rows = await db
      .selectFrom("schedules")
      .selectAll()
      .where("server", "=", server)
      .orderBy("place")
      .orderBy("id")
      .execute();
    return rows.map(read);
  },
});
