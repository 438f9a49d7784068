// Daily posts under kill -9 and lost replies, against a local Discord: `npm run -s torture:daily`. Several processes on
// a real PostgreSQL (TEST_PG_URL, or the machine's own); `-- SLOTS KILLS` for another size than 400 and 60.

import { torture } from "../test/schedule/torture.ts";
import { startPostgres } from "../test/store/postgres.ts";

const [slots = 400, kills = 60] = process.argv.slice(2).map(Number);
const server = await startPostgres();
try {
  const place = { data: "", database: await server.database() };
  const asked = { slots, processes: 3, kills, lost: Math.round(slots * 0.06), seed: 1 };
  const outcome = await torture(place, asked);
  process.stdout.write(`${JSON.stringify({ ...asked, ...outcome })}\n`);
  if (outcome.double + outcome.missing > 0) process.exitCode = 1;
} finally {
  await server.stop();
}
