// Daily posts under kill -9 and lost replies, against a local Discord and a local Slack: `npm run -s torture:daily`.
// Three processes on a real PostgreSQL (TEST_PG_URL, or the machine's own), then one on SQLite; a line of JSON each.
// `-- SLOTS KILLS` for another size than 400 and 60; each named point is hit twice beside that.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { answerHelp } from "../../scripts/usage.mjs";
import { type Torture, torture } from "../schedule/torture.ts";
import { startPostgres } from "../store/postgres.ts";

answerHelp("test/torture/daily.ts", process.argv.slice(2));

const [slots = 400, kills = 60] = process.argv.slice(2).map(Number);
const asked = { slots, kills, rounds: 2, lost: Math.round(slots * 0.06), seed: 1 };
const server = await startPostgres();
const data = mkdtempSync(join(tmpdir(), "ackademy-"));
try {
  for (const platform of ["discord", "slack"] as const) {
    const database = await server.database();
    await run("PostgreSQL", { data: "", database }, { ...asked, platform, processes: 3 });
    await run("SQLite", { data: join(data, platform) }, { ...asked, platform, processes: 1 });
  }
} finally {
  await server.stop();
  rmSync(data, { recursive: true, force: true });
}

async function run(store: string, place: Parameters<typeof torture>[0], how: Torture): Promise<void> {
  const from = performance.now();
  const outcome = await torture(place, how);
  const seconds = Math.round((performance.now() - from) / 1_000);
  process.stdout.write(`${JSON.stringify({ store, ...how, ...outcome, seconds })}\n`);
  const { double, missing, threads } = outcome;
  if (double + missing + threads.double + threads.missing > 0) process.exitCode = 1;
}
