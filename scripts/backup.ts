// Copies the database while the bot runs: `npm run -s backup -- FILE`. SQLite: FILE is a database, to be put in the
// data folder as ackademy.db while the bot is stopped, and ackademy.db-wal and -shm, where there are any, to be deleted.
// PostgreSQL: FILE is an export, for `npm run -s import -- FILE`.
import { backup } from "../src/store/backup.ts";
import { keyBeside, withFile } from "./with-file.ts";

await withFile("backup", async (place, file) => {
  const { bytes } = await backup(place, file);
  return `Backed up to ${file} (${bytes} bytes).${keyBeside(place)}`;
});
