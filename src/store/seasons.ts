/** Boards of seasons that are over: frozen as they stood, and never deleted. */
import type { Opened } from "./opened.ts";

export interface Season {
  /** `2026-03`. */
  readonly season: string;
  /** Any JSON. */
  readonly standings: unknown;
  readonly frozenAt: number;
}

export interface Seasons {
  /** False where it is frozen already: it stays as it is. */
  freeze(server: string, season: string, standings: unknown, now: number): Promise<boolean>;
  /** Newest first. */
  of(server: string): Promise<readonly Season[]>;
}

export const seasonsIn = ({ db }: Opened): Seasons => ({
  async freeze(server, season, standings, now) {
    const row = await db
      .insertInto("seasons")
      .values({ server, season, standings: JSON.stringify(standings), frozen_at: now })
      .onConflict((conflict) => conflict.columns(["server", "season"]).doNothing())
      .returning("season")
      .executeTakeFirst();
    return row !== undefined;
  },
  async of(server) {
    const rows = await db
      .selectFrom("seasons")
      .select(["season", "standings", "frozen_at as frozenAt"])
      .where("server", "=", server)
      .orderBy("season", "desc")
      .execute();
    return rows.map(({ standings, ...rest }) => ({ ...rest, standings: JSON.parse(standings) }));
  },
});
