import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Postgres, startPostgres, whyNoPostgres } from "../store/postgres.ts";
import { POINTS, type Point, torture } from "./torture.ts";

const LONG = { timeout: 280_000 };
const none = { double: 0, missing: 0 };
const whole = (points: readonly Point[]) => ({
  ...{ ...none, threads: none, kills: 1 },
  points: Object.fromEntries(points.map((point) => [point, 1])),
});
/** Where a request is under way or its answer is not stored: there Slack is another than Discord. */
const between = ["posting", "posted", "thread opened"] as const;
const small = { slots: 10, kills: 1, rounds: 1, lost: 2 };

/** The whole of it, with every point on both, 400 slots and 60 kills beside the named points: `npm run -s torture:daily`. */
describe("killed with -9 at each point and at random, with replies lost, nothing is doubled or lost", () => {
  const data = mkdtempSync(join(tmpdir(), "ackademy-"));
  const missing = whyNoPostgres();
  let server: Postgres | undefined;
  beforeAll(async () => {
    if (missing === undefined) server = await startPostgres();
  }, 60_000);
  afterAll(async () => {
    await server?.stop();
    rmSync(data, { recursive: true, force: true });
  });

  it.concurrent("on Discord, by one process on SQLite", LONG, async () => {
    const asked = { ...small, platform: "discord", processes: 1, seed: 7 } as const;
    expect(await torture({ data }, asked)).toMatchObject(whole(POINTS));
  });

  it.concurrent("on Slack, by two processes on PostgreSQL", LONG, async ({ skip }) => {
    if (server === undefined) return skip(missing);
    const asked = { ...small, points: between, platform: "slack", processes: 2, seed: 7 } as const;
    expect(await torture({ data: "", database: await server.database() }, asked)).toMatchObject(
      whole(between),
    );
  });
});
