import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { exportTo } from "../../src/store/backup.ts";
import { importFrom } from "../../src/store/import.ts";
import { openStore, type Store, type StorePlace } from "../../src/store/index.ts";
import { MIGRATION_NAMES } from "../../src/store/migrate.ts";
import { TABLE_NAMES } from "../../src/store/schema.ts";
import { fill } from "./fill.ts";
import { type Postgres, startPostgres, whyNoPostgres } from "./postgres.ts";
import { folder, script } from "./processes.ts";

const PATIENT = { timeout: 60_000 };
const open: Store[] = [];
afterEach(async () => {
  for (const store of open.splice(0)) await store.close();
});

async function storeAt(place: StorePlace): Promise<Store> {
  const opened = await openStore(place);
  if (!opened.ok) throw new Error(opened.problem);
  open.push(opened.store);
  return opened.store;
}

/** An export of a database with rows in every table, as lines. */
async function exported(): Promise<string[]> {
  const place = { data: folder() };
  await fill(await storeAt(place));
  const file = join(folder(), "all.jsonl");
  await exportTo(place, file);
  return linesOf(file);
}

const linesOf = (file: string): string[] => readFileSync(file, "utf8").split("\n").slice(0, -1);

function fileOf(lines: readonly string[]): string {
  const file = join(folder(), "in.jsonl");
  writeFileSync(file, lines.map((line) => `${line}\n`).join(""));
  return file;
}

/** What an import of these lines says, and that it left nothing behind. */
async function refusal(lines: readonly string[]): Promise<readonly string[]> {
  const place = { data: folder() };
  const store = await storeAt(place);
  const read = await importFrom(store, fileOf(lines)).catch((error: Error) => error);
  for (const table of TABLE_NAMES)
    expect(await store.db.selectFrom(table).selectAll().execute(), table).toEqual([]);
  if (read instanceof Error) return [read.message];
  return read.ok ? [] : read.faults;
}

let lines: readonly string[];
beforeAll(async () => {
  lines = await exported();
}, 60_000);

describe("an export", () => {
  it("has every row of every table, and names its schema and its end", () => {
    expect(JSON.parse(lines[0]!)).toEqual({ ackademy: "export", schema: MIGRATION_NAMES.at(-1) });
    expect(JSON.parse(lines.at(-1)!)).toEqual({ end: true, rows: lines.length - 2 });
    const tables = lines.slice(1, -1).map((line) => JSON.parse(line).table);
    expect([...new Set(tables)]).toEqual(TABLE_NAMES);
    expect(tables.filter((table) => table === "answers")).toHaveLength(250);
  });

  it("comes back the same from another database", async () => {
    const place = { data: folder() };
    const read = await importFrom(await storeAt(place), fileOf(lines));
    expect(read).toEqual({ ok: true, rows: lines.length - 2 });
    const again = join(folder(), "again.jsonl");
    await exportTo(place, again);
    expect(linesOf(again)).toEqual(lines);
  });
});

describe("an import tells the line, and leaves nothing behind:", () => {
  it("faulty rows", async () => {
    const at = (table: string) => lines.findIndex((line) => line.startsWith(`{"table":"${table}"`));
    const broken = lines.toSpliced(at("people"), 1, '{"table":"people","row":{"id":7}}');
    broken[at("slots")] = broken[at("slots")]!.replace("2026-03-01", "2026-02-30");
    broken[at("answers")] = "{";
    broken[at("seasons")] = '{"table":"nowhere","row":{}}';
    const faults = await refusal(broken);
    expect(faults).toHaveLength(4);
    expect(faults[0]).toMatch(new RegExp(`^line ${at("people") + 1}: people: id .*string`, "u"));
    expect(faults[1]).toBe(`line ${at("answers") + 1}: is not JSON, or longer than 4000000 characters`);
    expect(faults[2]).toMatch(new RegExp(`^line ${at("slots") + 1}: slots: day `, "u"));
    expect(faults[3]).toMatch(new RegExp(`^line ${at("seasons") + 1}: table `, "u"));
  });

  it("a row that is there twice, and one without its parent", async () => {
    const at = lines.findIndex((line) => line.includes('"id":"a77"'));
    const twice = lines.toSpliced(at, 0, lines[at]!);
    expect((await refusal(twice))[0]).toMatch(new RegExp(`^line ${at + 2}: answers: `, "u"));
    const orphan = lines.filter((line) => !line.startsWith('{"table":"schedules"'));
    expect((await refusal(orphan))[0]).toMatch(/^line \d+: slots: /u);
  });

  it("an export that was cut off, or of which lines are missing or too many", async () => {
    expect(await refusal(lines.slice(0, -1))).toEqual([
      `line ${lines.length}: the end of the export is missing`,
    ]);
    expect(await refusal(lines.toSpliced(5, 1))).toEqual([
      `line ${lines.length - 1}: counts ${lines.length - 2} rows, and there are ${lines.length - 3}`,
    ]);
    expect(await refusal([...lines, lines[3]!])).toEqual([
      `line ${lines.length + 1}: stands behind the end of the export`,
    ]);
  });

  it("a newer schema, another file, an empty one, none", async () => {
    expect((await refusal(['{"ackademy":"export","schema":"0999-future"}', ...lines.slice(1)]))[0]).toContain(
      'newer Ackademy (its schema has "0999-future")',
    );
    expect((await refusal(["# notes"]))[0]).toContain("is not an export of Ackademy");
    expect((await refusal([]))[0]).toContain("is not an export of Ackademy");
    await expect(importFrom(await storeAt({ data: folder() }), join(folder(), "none"))).rejects.toThrow(
      "cannot be read (ENOENT)",
    );
  });

  it("a database that is not empty", async () => {
    const store = await storeAt({ data: folder() });
    await store.settings.changePlace("web:p", { language: "ko" }, 1);
    await expect(importFrom(store, fileOf(lines))).rejects.toThrow(
      'The database is not empty ("places" has rows): import into a new one.',
    );
  });
});

const missing = whyNoPostgres();
describe("between the engines", () => {
  let server: Postgres;
  beforeAll(async () => {
    if (missing === undefined) server = await startPostgres();
  }, 60_000);
  beforeEach(({ skip }) => skip(missing !== undefined, missing));
  afterAll(() => server?.stop());

  it("rows go from SQLite to PostgreSQL and back, by the named commands", PATIENT, async () => {
    const first = fileOf(lines);
    const database = await server.database();
    const run = async (name: string, file: string, where: object) => {
      const child = script(`scripts/${name}.ts`, [file], { data: folder(), ...where });
      expect(await child.ended, child.err()).toBe(0);
      return child.out();
    };
    expect(await run("import", first, { database })).toBe(
      `Imported ${lines.length - 2} rows from ${first}.\n`,
    );
    const second = join(folder(), "backup.jsonl");
    expect(await run("backup", second, { database })).toMatch(/^Backed up to \S+ \(\d+ bytes\)\.\n$/u);
    expect(linesOf(second)).toEqual(lines);
    expect(statSync(second).mode & 0o777).toBe(0o600);
    const back = folder();
    await run("import", second, { data: back });
    const third = join(folder(), "third.jsonl");
    await run("export", third, { data: back });
    expect(linesOf(third)).toEqual(lines);
  });
});
