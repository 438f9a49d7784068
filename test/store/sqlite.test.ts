import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SQLite } from "../../src/store/better-sqlite3.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { storeContract } from "./contract.ts";
import { NOW } from "./given.ts";
import { command, folder, worker } from "./processes.ts";

const PATIENT = { timeout: 60_000 };
const open: Store[] = [];
afterEach(async () => {
  for (const store of open.splice(0)) await store.close();
});

async function openIn(data: string): Promise<Store> {
  const opened = await openStore({ data });
  if (!opened.ok) throw new Error(opened.problem);
  open.push(opened.store);
  return opened.store;
}

async function problemIn(data: string): Promise<string> {
  const opened = await openStore({ data });
  if (opened.ok) await opened.store.close();
  return opened.ok ? "none" : opened.problem;
}

/** A database as it is after the bot has run. */
async function madeIn(data: string): Promise<string> {
  const store = await openIn(data);
  await store.installations.save("T1", { kept: true }, NOW);
  await open.pop()?.close();
  return join(data, "ackademy.db");
}

storeContract("SQLite", () => openIn(folder()));

describe("the SQLite file", () => {
  it("is durable, and its owner's alone", async () => {
    const data = join(folder(), "new", "folder");
    const { db, engine } = await openIn(data);
    expect(engine).toBe("sqlite");
    const pragma = async (name: string) => {
      const { rows } = await db.executeQuery<Record<string, unknown>>({
        ...db.selectFrom("seen").selectAll().compile(),
        ...{ sql: `pragma ${name}`, parameters: [] },
      });
      return Object.values(rows[0] ?? {})[0];
    };
    expect(await pragma("journal_mode")).toBe("wal");
    expect(await pragma("synchronous")).toBe(2);
    expect(await pragma("foreign_keys")).toBe(1);
    if (process.platform !== "win32")
      for (const file of ["ackademy.db", "ackademy.db-wal"])
        expect(statSync(join(data, file)).mode & 0o777).toBe(0o600);
  });

  it("keeps what it has, open after open", async () => {
    const data = folder();
    await madeIn(data);
    expect(await (await openIn(data)).installations.find("T1")).toEqual({ kept: true });
  });

  it("loses no acknowledged write to kill -9, and is free at once", PATIENT, async () => {
    const data = folder();
    const told: string[] = [];
    for (let round = 0; round < 4; round++) {
      const child = worker("claim", { data });
      await expect.poll(() => child.lines().length, { timeout: 20_000 }).toBeGreaterThan(50 + round * 37);
      await child.kill();
      told.push(...child.lines().filter((line) => line !== "ready"));
    }
    const { db } = await openIn(data);
    const kept = new Set((await db.selectFrom("seen").select("key").execute()).map(({ key }) => key));
    expect(told.filter((n) => !kept.has(`key ${n}`))).toEqual([]);
    // What was kept and not told was killed between the two: once a round at most.
    expect(kept.size - told.length).toBeLessThanOrEqual(4);
    expect(new Set(told).size).toBe(told.length);
  });

  it("is one bot's: a second process is told so, and the first does not notice", PATIENT, async () => {
    const data = folder();
    const first = worker("hold", { data });
    await expect.poll(first.out, { timeout: 20_000 }).toBe("ready\n");
    const problem = `The data folder ${data} is in use by another Ackademy: stop that one, or set ACKADEMY_DATA to another folder.`;
    expect(await problemIn(data)).toBe(problem);
    const second = worker("hold", { data });
    expect(await second.ended).toBe(1);
    expect(second.err()).toBe(`${problem}\n`);
    await first.kill();
    expect(await problemIn(data)).toBe("none");
  });

  it("of one folder is one store's within a process too", async () => {
    const data = folder();
    await openIn(data);
    expect(await problemIn(data)).toContain("in use by another Ackademy");
  });

  it("that another program has locked is told", async () => {
    const data = folder();
    const file = await madeIn(data);
    const other = new SQLite(file);
    other.exec("begin immediate");
    expect(await problemIn(data)).toBe(
      `${file} is locked by another program: close that program, then start again.`,
    );
    other.close();
    expect(await problemIn(data)).toBe("none");
  });

  it("lets a transaction write what it decided on what it read", async () => {
    const data = folder();
    const file = await madeIn(data);
    const { db } = await openIn(data);
    const other = new SQLite(file, { timeout: 0 });
    await db.transaction().execute(async (transaction) => {
      await transaction.selectFrom("seen").selectAll().execute();
      expect(() => other.exec("insert into seen values ('between', 1)")).toThrow("database is locked");
      await transaction.insertInto("seen").values({ key: "decided", until: 1 }).execute();
    });
    other.close();
    expect(await db.selectFrom("seen").select("key").execute()).toEqual([{ key: "decided" }]);
  });

  it("of a newer Ackademy stays as it is, to the byte", async () => {
    const data = folder();
    const file = await madeIn(data);
    const other = new SQLite(file);
    other.exec("insert into kysely_migration values ('0999-future', '2030-01-01T00:00:00.000Z')");
    other.pragma("journal_mode = delete");
    other.close();
    const before = readFileSync(file);
    expect(await problemIn(data)).toContain('newer Ackademy (its schema has "0999-future")');
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it("that is none stays as it is", async () => {
    const data = folder();
    const file = join(data, "ackademy.db");
    writeFileSync(file, "what somebody wrote\n".repeat(100));
    expect(await problemIn(data)).toBe(`${file} is not a sound SQLite database: put a backup in its place.`);
    expect(readFileSync(file, "utf8")).toBe("what somebody wrote\n".repeat(100));
  });

  it("gets all of a migration or nothing", async () => {
    const data = folder();
    const file = join(data, "ackademy.db");
    const other = new SQLite(file);
    other.exec("create table seasons (mine text)");
    await expect(openStore({ data })).rejects.toThrow("seasons");
    const names = other.prepare("select name from sqlite_master where type = 'table'").pluck().all();
    expect(names).not.toContain("seen");
    other.exec("drop table seasons");
    other.close();
    expect(await problemIn(data)).toBe("none");
  });
});

const asRoot = process.getuid?.() === 0;
const MOUNT = "needs Linux and root, to mount a small file system";

describe("a disk", () => {
  beforeEach(({ skip }) => skip(!isMountable, MOUNT));
  const small = (options: string, then: string) =>
    command("unshare", ["-m", "sh", "-c", `mount -t tmpfs -o ${options} none "$ACKADEMY_DATA" && ${then}`], {
      data: folder(),
    });
  const node = `"${process.execPath}" scripts/run.mjs test/store/worker.ts`;
  const isMountable = process.platform === "linux" && asRoot;

  it("that is full is told, and the data untouched", PATIENT, async () => {
    const child = small(
      "size=1m",
      `${node} close && cp "$ACKADEMY_DATA/ackademy.db" "$ACKADEMY_DATA/copy" &&
       { cat /dev/zero > "$ACKADEMY_DATA/fill"; ${node} close; status=$?; } 2>&1 &&
       cmp "$ACKADEMY_DATA/ackademy.db" "$ACKADEMY_DATA/copy" && rm "$ACKADEMY_DATA/fill" && ${node} close && exit $status`,
    );
    expect(await child.ended).toBe(1);
    expect(child.out()).toMatch(
      /The disk that holds \S+ackademy\.db is full: make room\. A running bot goes on by itself/u,
    );
    expect(child.lines().filter((line) => line === "ready")).toHaveLength(2);
  });

  it("that is read-only is told", PATIENT, async () => {
    const child = small(
      "size=1m",
      `${node} close && mount -o remount,ro "$ACKADEMY_DATA" && exec ${node} close`,
    );
    expect(await child.ended).toBe(1);
    expect(child.err()).toMatch(/^\S+ackademy\.db cannot be written: give this user the right/u);
    expect(child.err().trim().split("\n")).toHaveLength(1);
  });
});
