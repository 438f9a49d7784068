import { existsSync } from "node:fs";
import { secretFileIn } from "../src/chat/load.ts";
import { readConfig, readEnvironment } from "../src/config.ts";
import { StoreFault } from "../src/store/fault.ts";
import type { StorePlace } from "../src/store/index.ts";

/**
 * Runs a script that works on the configured database and one FILE. Its sentence goes to stdout; a fault goes to stderr
 * and ends it with 1, a wrong command line with 2.
 */
export async function withFile(
  name: string,
  work: (place: StorePlace, file: string) => Promise<string>,
): Promise<void> {
  const [file, ...more] = process.argv.slice(2);
  if (file === undefined || more.length > 0 || file.startsWith("-"))
    return fail(`npm run -s ${name} -- FILE`, 2);
  const read = readConfig(readEnvironment());
  if (!read.ok) return fail(read.problems.join("\n"), 1);
  const { data, database } = read.config;
  try {
    const said = await work({ data, ...(database !== undefined && { database }) }, file);
    process.stdout.write(`${said}\n`);
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error;
    fail(error.message, 1);
  }
}

/** What somebody who restores the database will miss where they kept nothing else. */
export function keyBeside({ data }: StorePlace): string {
  const key = secretFileIn(data);
  return existsSync(key)
    ? ` Keep ${key} too: it is not in there, and without it the buttons below earlier posts are refused.`
    : "";
}

function fail(text: string, status: number): void {
  process.stderr.write(`${text}\n`);
  process.exitCode = status;
}
