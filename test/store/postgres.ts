/**
 * A real PostgreSQL for tests: the server at TEST_PG_URL, else one of the machine's own binaries in a temporary folder.
 * A test asks for a database of its own, cloned from one that has the schema.
 */
import { execFileSync, type SpawnOptions, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { openStore } from "../../src/store/index.ts";

export interface Postgres {
  /** Address of a new database: with the schema, or empty. */
  database(kind?: "migrated" | "empty"): Promise<string>;
  /** One statement in the server's own database. */
  query(text: string): Promise<void>;
  /** Stops the server, and starts it again at the same address with what it holds; undefined where it is not ours. */
  readonly halt?: () => Promise<void>;
  readonly resume?: () => Promise<void>;
  stop(): Promise<void>;
}

const BINARIES = "/usr/lib/postgresql";
const DEBIAN = "needs a PostgreSQL: set TEST_PG_URL, or install one (Debian: apt-get install postgresql)";

/** Why there is none; where CI asks for one (REQUIRE_PG=1), a missing one is a failure and not a reason to skip. */
export function whyNoPostgres(): string | undefined {
  if (process.env.TEST_PG_URL || (binaries() && owner())) return undefined;
  if (process.env.REQUIRE_PG === "1") throw new Error(`REQUIRE_PG is 1: ${DEBIAN}`);
  return DEBIAN;
}

export async function startPostgres(): Promise<Postgres> {
  const given = process.env.TEST_PG_URL;
  const server = given
    ? { address: given, template: undefined, stop: async () => {} }
    : { ...(await startOwn(await madeData())), template: TEMPLATE };
  const restart = "halt" in server ? { halt: server.halt, resume: server.resume } : {};
  const made: string[] = [];
  const query = async (text: string) => {
    const client = new pg.Client({ connectionString: server.address });
    await client.connect();
    try {
      await client.query(text);
    } finally {
      await client.end();
    }
  };
  const create = async (template?: string) => {
    const name = `ackademy_test_${process.pid}_${made.length}`;
    made.push(name);
    await query(`create database ${name} ${template === undefined ? "" : `template ${template}`}`);
    return name;
  };
  const addressOf = (name: string) => Object.assign(new URL(server.address), { pathname: `/${name}` }).href;
  const template = server.template ?? (await create());
  if (server.template === undefined) await migrated(addressOf(template));
  return {
    query,
    ...restart,
    database: async (kind = "migrated") => addressOf(await create(kind === "empty" ? undefined : template)),
    async stop() {
      if (given) for (const name of made) await query(`drop database if exists ${name} with (force)`);
      await server.stop();
    },
  };
}

function binaries(): string | undefined {
  const versions = existsSync(BINARIES) ? readdirSync(BINARIES) : [];
  return versions
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(BINARIES, version, "bin"))
    .find((folder) => existsSync(join(folder, "initdb")) && existsSync(join(folder, "postgres")));
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root. */
function owner(): Owner | undefined {
  const [uid, gid] = [process.getuid?.(), process.getgid?.()];
  if (uid === undefined || gid === undefined) return undefined;
  if (uid !== 0) return { uid, gid };
  try {
    const number = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { stdio: "pipe" }));
    return { uid: number("-u"), gid: number("-g") };
  } catch {
    return undefined;
  }
}

/** The database that has the schema, in a cluster of ours. */
const TEMPLATE = "migrated";

async function migrated(database: string): Promise<void> {
  const opened = await openStore({ data: "", database });
  if (!opened.ok) throw new Error(opened.problem);
  await opened.store.close();
}

/**
 * A new cluster with the schema. Making one takes a second of a processor, and every file of tests wants one: it is made
 * once for each version of PostgreSQL and state of the schema, and copied.
 */
async function madeData(): Promise<string> {
  const [bin, as] = [binaries(), owner()];
  if (bin === undefined || as === undefined) throw new Error(DEBIAN);
  const made = join(tmpdir(), `${MADE}${digestOf(bin)}-${as.uid}`);
  if (!existsSync(made)) await makeData(made, bin, as);
  const data = mkdtempSync(join(tmpdir(), "ackademy-pg-"));
  chownSync(data, as.uid, as.gid);
  // By its owner, whose files they must be.
  execFileSync("cp", ["-R", `${made}/.`, data], { ...as, stdio: "pipe" });
  return data;
}

/** Clusters that are copied, each some 40 MB; those of older states go after a while. */
const MADE = "ackademy-pg-made-";
const MADE_MS = 7 * 86_400_000;

function forgetOlder(): void {
  const all = readdirSync(tmpdir()).filter((name) => name.startsWith(MADE));
  for (const folder of all.map((name) => join(tmpdir(), name)))
    if ((statSync(folder, { throwIfNoEntry: false })?.ctimeMs ?? Date.now()) < Date.now() - MADE_MS)
      rmSync(folder, { recursive: true, force: true });
}

/** Of the server's programs and of what makes the schema. */
function digestOf(bin: string): string {
  const hash = createHash("sha256").update(bin);
  const folder = new URL("../../src/store/migrations/", import.meta.url);
  for (const file of readdirSync(folder).sort())
    hash.update(file).update(readFileSync(new URL(file, folder)));
  return hash.digest("hex").slice(0, 12);
}

/** Bears its name once it is whole: whoever else makes one at the same time is not disturbed. */
async function makeData(made: string, bin: string, as: Owner): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), "ackademy-pg-"));
  chownSync(data, as.uid, as.gid);
  const init = ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"];
  execFileSync(join(bin, "initdb"), init, { ...howIn(data, as), stdio: "pipe" });
  const server = await startOwn(data);
  const client = new pg.Client({ connectionString: server.address });
  await client.connect();
  await client.query(`create database ${TEMPLATE}`);
  await client.end();
  await migrated(Object.assign(new URL(server.address), { pathname: `/${TEMPLATE}` }).href);
  // Not as the guard does it: everything must be in the files that are copied.
  execFileSync(join(bin, "pg_ctl"), ["stop", "-D", data, "-m", "fast"], {
    ...howIn(data, as),
    stdio: "pipe",
  });
  await server.halt();
  forgetOlder();
  try {
    renameSync(data, made);
  } catch (error) {
    rmSync(data, { recursive: true, force: true });
    if (!existsSync(made)) throw error;
  }
}

const howIn = (data: string, as: Owner) => ({ ...as, cwd: data, env: { PATH: process.env.PATH ?? "" } });

async function startOwn(data: string) {
  const [folder, as] = [binaries(), owner()];
  if (folder === undefined || as === undefined) throw new Error(DEBIAN);
  const port = await freePort();
  const settings = ["listen_addresses=127.0.0.1", `port=${port}`, "unix_socket_directories=", "fsync=off"];
  const server = ["-D", data, ...settings.flatMap((setting) => ["-c", setting])];
  const launch = () => launched(join(folder, "postgres"), server, howIn(data, as));
  let running = await launch();
  return {
    address: `postgres://postgres@127.0.0.1:${port}/postgres`,
    halt: () => running.end(),
    async resume() {
      running = await launch();
    },
    async stop() {
      await running.end();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

async function launched(program: string, settings: readonly string[], how: SpawnOptions) {
  // The shell ends the server when this process is gone, however it went: then its standard input is closed.
  const guard = '"$@" </dev/null & server=$!; (cat >/dev/null; kill -QUIT $server) <&3 & wait $server';
  const child = spawn("sh", ["-c", `exec 3<&0; ${guard}`, "sh", program, ...settings], {
    ...how,
    stdio: ["pipe", "ignore", "pipe"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  let said = "";
  await new Promise<void>((resolve, reject) => {
    child.stderr?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes("ready to accept connections")) resolve();
    });
    child.once("exit", () => reject(new Error(said)));
  });
  return {
    async end() {
      child.stdin?.end();
      await ended;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
