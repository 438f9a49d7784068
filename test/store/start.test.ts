/** `npm start` on a database that it cannot use: one sentence for whoever runs it, exit 1, and nothing changed. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { SQLite } from "../../src/store/better-sqlite3.ts";
import { openStore } from "../../src/store/index.ts";
import { command, folder } from "./processes.ts";

async function madeIn(data: string): Promise<string> {
  const opened = await openStore({ data });
  if (!opened.ok) throw new Error(opened.problem);
  await opened.store.close();
  return join(data, "ackademy.db");
}

interface Spoilt {
  readonly data: string;
  /** What must stay as it is. */
  readonly file?: string;
  readonly told: RegExp;
  free?(): void;
}

const spoilt: readonly (() => Promise<Spoilt>)[] = [
  async () => {
    const data = folder();
    const file = await madeIn(data);
    const other = new SQLite(file);
    other.exec("insert into kysely_migration values ('0999-future', '2030-01-01T00:00:00.000Z')");
    other.pragma("journal_mode = delete");
    other.close();
    return { data, file, told: /was written by a newer Ackademy/u };
  },
  async () => {
    const data = folder();
    const file = await madeIn(data);
    const other = new SQLite(file);
    other.exec("begin immediate");
    return { data, told: /is locked by another program/u, free: () => other.close() };
  },
  async () => {
    const data = folder();
    const file = join(data, "ackademy.db");
    writeFileSync(file, "what somebody wrote\n".repeat(100));
    return { data, file, told: /is not a sound SQLite database/u };
  },
  async () => {
    const data = folder();
    // Root may write anywhere; nobody can write a file where a folder is.
    mkdirSync(join(data, "ackademy.db"));
    return { data, told: /cannot be written/u };
  },
];

it("says in one sentence why, ends with 1, and leaves the data alone", { timeout: 120_000 }, async () => {
  await Promise.all(
    spoilt.map(async (make) => {
      const { data, file, told, free } = await make();
      const before = file && readFileSync(file);
      const child = command(process.execPath, ["scripts/run.mjs", "src/main.ts"], { data });
      expect(await child.ended).toBe(1);
      expect(child.err()).toMatch(told);
      expect(child.err().trim().split("\n")).toHaveLength(1);
      expect(child.out()).toBe("");
      if (file !== undefined && before) expect(readFileSync(file).equals(before)).toBe(true);
      free?.();
    }),
  );
});
