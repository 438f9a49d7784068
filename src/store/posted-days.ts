/** When a server's channels got their questions: the days that count for a streak. */
import type { Opened } from "./opened.ts";

export interface PostedDays {
  /** Due times of what was posted since then, in milliseconds since 1970, the oldest first. */
  since(server: string, from: number): Promise<readonly number[]>;
}

export const postedDaysIn = ({ db }: Opened): PostedDays => ({
  async since(server, from) {
    const rows = await db
      .selectFrom("slots")
      .innerJoin("schedules", "schedules.id", "slots.schedule")
      .select("slots.due_at as at")
      .distinct()
      .where("schedules.server", "=", server)
      .where("slots.state", "in", ["sent", "revealed"])
      .where("slots.due_at", ">=", from)
      .orderBy("slots.due_at")
      .execute();
    return rows.map(({ at }) => at);
  },
});
