/** Seasons that are over, frozen as they stood at their end: whoever led a server once stays its leader of that month. */
import * as z from "zod";
import { type Placed, seasonAfter, seasonOf, seasonSpan } from "./board.ts";
import type { Remembered } from "./services.ts";

const standings = z.array(
  z.object({ place: z.int(), person: z.string(), points: z.number(), answers: z.int() }),
);

export interface FrozenSeason {
  /** `2026-03`. */
  readonly season: string;
  readonly standings: readonly Placed[];
}

type Stored = Pick<Remembered, "answers" | "seasons">;

/**
 * Freezes every month that has ended and is not frozen yet. Nobody needs to be there at midnight: counted answers are
 * never moved or deleted but with their author, and what was frozen stays even then, without the name.
 */
export async function freezeSeasons(
  server: string,
  { answers, seasons }: Stored,
  now: number,
): Promise<void> {
  const [newest] = await seasons.of(server);
  const beginning = newest ? undefined : await answers.beginningOf(server);
  if (newest === undefined && beginning === undefined) return;
  const current = seasonOf(now);
  const first = newest ? seasonAfter(newest.season) : seasonOf(beginning as number);
  for (let season = first; season < current; season = seasonAfter(season)) {
    const all = { limit: Number.MAX_SAFE_INTEGER, person: "" };
    const { top } = await answers.board(server, seasonSpan(season), all);
    await seasons.freeze(server, season, top, now);
  }
}

/** Newest first; months in which nobody answered are left out. */
export async function formerSeasons(
  server: string,
  stored: Stored,
  now: number,
): Promise<readonly FrozenSeason[]> {
  await freezeSeasons(server, stored, now);
  return (await stored.seasons.of(server))
    .map(({ season, standings: kept }) => ({ season, standings: standings.parse(kept) }))
    .filter((one) => one.standings.length > 0);
}
