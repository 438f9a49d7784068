/** What the tests and the processes that they start leave in the system's folder for such things goes when they end. */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export function setup(): void {
  const made = mkdtempSync(join(tmpdir(), "ackademy-tests-"));
  // PostgreSQL, which does not run as root, has its own folder in it.
  chmodSync(made, 0o711);
  process.env.TMPDIR = made;
}

export function teardown(): void {
  const made = tmpdir();
  // A process that is still ending may write once more.
  rmSync(made, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}
