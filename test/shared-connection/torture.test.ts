import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { startPostgres, whyNoPostgres } from "../store/postgres.ts";
import { torture } from "./torture.ts";

const PATIENT = { timeout: 240_000 };
/**
 * Each start of a process costs a second and a half: the named command has the full size. With these seeds the one on
 * SQLite dies by itself between storing and telling, one on PostgreSQL from outside.
 */
const SMALL = { connections: 8, people: 8, presses: 6, kills: 1 };
const SOUND = { lost: 0, double: 0, stray: 0, unanswered: 0, unequal: 0 };

const data = mkdtempSync(join(tmpdir(), "ackademy-"));
afterAll(() => rmSync(data, { recursive: true, force: true }));

describe("people pressing at random while processes are killed", () => {
  it("lose, double and wait for nothing with one process on SQLite", PATIENT, async () => {
    const outcome = await torture({ data }, { ...SMALL, processes: 1, seed: 7 });
    expect(outcome).toMatchObject(SOUND);
    expect(outcome.acknowledged).toBeGreaterThan(20);
    expect(outcome.kills).toBe(1);
  });

  it("nor with two on PostgreSQL", PATIENT, async ({ skip }) => {
    const why = whyNoPostgres();
    skip(why !== undefined, why);
    const server = await startPostgres();
    try {
      const place = { data: "", database: await server.database() };
      const outcome = await torture(place, { ...SMALL, processes: 2, seed: 8 });
      expect(outcome).toMatchObject(SOUND);
      expect(outcome.acknowledged).toBeGreaterThan(20);
      expect(outcome.kills).toBe(1);
    } finally {
      await server.stop();
    }
  });
});
