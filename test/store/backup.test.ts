import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { backup } from "../../src/store/backup.ts";
import { SQLite } from "../../src/store/better-sqlite3.ts";
import { openStore } from "../../src/store/index.ts";
import { folder, script, worker } from "./processes.ts";

const PATIENT = { timeout: 60_000 };

async function run(name: string, file: string, data: string) {
  const child = script(`scripts/${name}.ts`, file === "" ? [] : [file], { data });
  return { status: await child.ended, out: child.out(), err: child.err() };
}

/** A database as it is after the bot has run. */
async function made(data: string): Promise<void> {
  const opened = await openStore({ data });
  if (!opened.ok) throw new Error(opened.problem);
  await opened.store.close();
}

const keysIn = (file: string): string[] => {
  const copy = new SQLite(file, { readonly: true });
  try {
    return copy.prepare("select key from seen").pluck().all() as string[];
  } finally {
    copy.close();
  }
};

describe("npm run backup", () => {
  it("copies a running bot's database without holding the bot up", PATIENT, async () => {
    const data = folder();
    const busy = worker("claim", { data });
    await expect.poll(() => busy.lines().length, { timeout: 20_000 }).toBeGreaterThan(200);
    const told = busy.lines().slice(1);
    const file = join(folder(), "copy.db");
    const { status, out, err } = await run("backup", file, data);
    expect([status, err]).toEqual([0, ""]);
    expect(out).toBe(`Backed up to ${file} (${statSync(file).size} bytes).\n`);
    const before = busy.lines().length;
    await expect.poll(() => busy.lines().length).toBeGreaterThan(before + 100);

    const kept = new Set(keysIn(file));
    expect(told.filter((n) => !kept.has(`key ${n}`))).toEqual([]);
    // As of one moment: the keys were claimed in their order, so none is missing in between.
    expect(kept.has(`key ${kept.size - 1}`)).toBe(true);
    expect(statSync(file).mode & 0o777).toBe(0o600);

    // What the process is told after the copy is in the database and not in the copy.
    await busy.kill();
    expect(keysIn(join(data, "ackademy.db")).length).toBeGreaterThan(kept.size);

    const restored = folder();
    renameSync(file, join(restored, "ackademy.db"));
    const opened = await openStore({ data: restored });
    expect(opened.ok && (await opened.store.seen.claim("key 0", 1_772_323_200_000))).toBe(false);
    if (opened.ok) await opened.store.close();
  });

  it.each(["backup", "export"])("%s names the key that is not in it", PATIENT, async (name) => {
    const data = folder();
    await made(data);
    writeFileSync(join(data, "secret.key"), "00".repeat(32));
    const { status, out } = await run(name, join(folder(), "copy"), data);
    expect(status).toBe(0);
    expect(out).toContain(`Keep ${join(data, "secret.key")} too`);
  });

  it("takes the place of an older copy, and leaves nothing else", PATIENT, async () => {
    const [data, target] = [folder(), folder()];
    await made(data);
    const file = join(target, "copy.db");
    writeFileSync(file, "an older copy");
    expect((await run("backup", file, data)).status).toBe(0);
    expect(keysIn(file)).toEqual([]);
    expect(readdirSync(target)).toEqual(["copy.db"]);
  });

  it("says in one sentence why it cannot, and keeps the older copy", PATIENT, async () => {
    const [data, target] = [folder(), folder()];
    const refused = (file: string, why: RegExp, from = data) =>
      expect(backup({ data: from }, file)).rejects.toThrow(
        expect.objectContaining({ name: "StoreFault", message: expect.stringMatching(why) }),
      );
    const NONE = /^There is no \S+ackademy\.db yet/u;
    await refused(join(target, "copy.db"), NONE);
    // As the command says it: one line, whatever it is.
    const told = await run("backup", join(target, "copy.db"), data);
    expect([told.status, told.out, told.err.trim().split("\n").length]).toEqual([1, "", 1]);
    expect(told.err).toMatch(NONE);
    expect(existsSync(join(data, "ackademy.db"))).toBe(false);
    await made(data);
    await refused(join(data, "ackademy.db"), /is the database itself: name another file\./u);
    await refused(join(target, "none", "copy.db"), /^The folder of \S+ does not exist\./u);
    mkdirSync(join(target, "folder"));
    await refused(join(target, "folder"), /is a folder: name a file\./u);
    const broken = folder();
    writeFileSync(join(broken, "ackademy.db"), "what somebody wrote\n".repeat(99));
    const older = join(target, "older.db");
    writeFileSync(older, "an older copy");
    await refused(older, /is not a sound SQLite database/u, broken);
    expect(readFileSync(older, "utf8")).toBe("an older copy");
    const { status, err } = await run("backup", "", data);
    expect([status, err]).toEqual([2, "npm run -s backup -- FILE\n"]);
  });
});

describe("npm run import", () => {
  it("does not work beside a running bot", PATIENT, async () => {
    const data = folder();
    const busy = worker("hold", { data });
    await expect.poll(busy.out, { timeout: 20_000 }).toBe("ready\n");
    const { status, err } = await run("import", "all.jsonl", data);
    expect([status, err]).toEqual([1, expect.stringContaining("is in use by another Ackademy")]);
  });

  it("names the lines at fault and ends with 1", PATIENT, async () => {
    const file = join(folder(), "in.jsonl");
    writeFileSync(file, '{"ackademy":"export","schema":"0001-first"}\n{"table":"seen","row":{"key":1}}\n');
    const { status, out, err } = await run("import", file, folder());
    expect([status, out]).toEqual([1, ""]);
    expect(err).toMatch(/^Nothing was imported\.\nline 2: seen: /u);
  });
});
