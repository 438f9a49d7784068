/** What the tests and the processes that they start leave in the system's folder for such things goes when they end. */
import { chmodSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where Linux keeps files in memory. Whoever writes to a disk waits for it at each commit, and no test cuts the power. */
const IN_MEMORY = "/dev/shm";
/** More than all tests together leave there. */
const ROOM_BYTES = 4 * 2 ** 30;

export function setup(): void {
  const made = mkdtempSync(join(hasRoom(IN_MEMORY) ? IN_MEMORY : tmpdir(), "ackademy-tests-"));
  // PostgreSQL, which does not run as root, has its own folder in it.
  chmodSync(made, 0o711);
  process.env.TMPDIR = made;
}

export function teardown(): void {
  const made = tmpdir();
  // A process that is still ending may write once more.
  rmSync(made, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= ROOM_BYTES;
  } catch {
    return false;
  }
}
