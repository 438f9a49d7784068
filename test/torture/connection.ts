// Connections under kill -9 with people who press at random: `npm run -s torture:connection`. One process on SQLite, then
// three on a real PostgreSQL (TEST_PG_URL, or the machine's own); `-- CONNECTIONS PRESSES KILLS` for another size than
// 100 connections of 8 people with 25 presses each, and 40 kills.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { answerHelp } from "../../scripts/usage.mjs";
import type { StorePlace } from "../../src/store/index.ts";
import { type Outcome, torture } from "../shared-connection/torture.ts";
import { startPostgres } from "../store/postgres.ts";

answerHelp("test/torture/connection.ts", process.argv.slice(2));

const [connections = 100, presses = 25, kills = 40] = process.argv.slice(2).map(Number);
const asked = { connections, people: 8, presses, kills };

const data = mkdtempSync(join(tmpdir(), "ackademy-torture-"));
try {
  await round("SQLite", { data }, 1, 1);
} finally {
  rmSync(data, { recursive: true, force: true });
}
const server = await startPostgres();
try {
  await round("PostgreSQL", { data: "", database: await server.database() }, 3, 2);
} finally {
  await server.stop();
}

async function round(engine: string, place: StorePlace, processes: number, seed: number): Promise<void> {
  const begun = Date.now();
  const outcome = await torture(place, { ...asked, processes, seed });
  const seconds = Math.round((Date.now() - begun) / 1_000);
  process.stdout.write(`${JSON.stringify({ engine, ...asked, processes, seed, seconds, ...outcome })}\n`);
  if (!isSound(outcome)) process.exitCode = 1;
}

function isSound({ lost, double, stray, unanswered, unequal }: Outcome): boolean {
  return lost + double + stray + unanswered + unequal === 0;
}
