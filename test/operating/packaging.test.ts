/** Dockerfile, compose.yaml and the systemd unit, as far as they can be tried without Docker and systemd. */
import { execFile } from "node:child_process";
import { cpSync, existsSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { readConfig } from "../../src/config.ts";
import { STOP_MS } from "../../src/operating/limits.ts";
import { SECRETS } from "../../src/secret-files.ts";
import { endAll, newFolder, PATIENT, startMain } from "./process.ts";

afterEach(endAll);

const ROOT = resolve(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");
const instructions = read("Dockerfile")
  .replaceAll(/^#.*\n/gmu, "")
  .replaceAll(/\\\n/gu, " ")
  .split("\n")
  .filter((line) => line.trim() !== "");
const last = (name: string): string =>
  instructions.findLast((line) => line.startsWith(`${name} `))?.slice(name.length + 1) ?? "";
/** Of the second stage: what goes into the image from the checkout. */
const copied = instructions
  .slice(instructions.findLastIndex((line) => line.startsWith("FROM ")))
  .filter((line) => line.startsWith("COPY ") && !line.includes("--from="))
  .flatMap((line) => line.split(/\s+/u).slice(1, -1));
const start: string = JSON.parse(read("package.json")).scripts.start;

describe("the image", () => {
  it("is started as npm start is, but not by npm, and not by root", () => {
    expect(JSON.parse(last("CMD")).join(" ")).toBe(start);
    expect(last("USER")).toBe("node");
    expect(last("VOLUME")).toBe("/data");
  });

  it("wants no image but its bases: BuildKit would fetch another for a syntax line", () => {
    expect(read("Dockerfile")).not.toMatch(/^#\s*syntax\s*=/mu);
  });

  it("is built of what .dockerignore lets through", () => {
    const through = read(".dockerignore").match(/^!.+$/gmu) ?? [];
    const wanted = instructions.filter((line) => line.startsWith("COPY ") && !line.includes("--from="));
    const names = wanted.flatMap((line) => line.split(/\s+/u).slice(1, -1));
    expect(through.map((line) => line.slice(1)).sort()).toEqual([...new Set(names)].sort());
    for (const name of names) expect(existsSync(join(ROOT, name)), name).toBe(true);
  });

  it("rebuilds the packages whose install scripts are allowed, and no other", () => {
    const rebuilt = /npm rebuild ([\w\- ]+?) --/u.exec(instructions.join("\n"))?.[1]?.split(" ");
    expect(rebuilt?.sort()).toEqual(Object.keys(JSON.parse(read("package.json")).allowScripts).sort());
  });

  it("holds all that the bot needs: it runs, and its own health check says so", PATIENT, async () => {
    const app = newFolder();
    for (const name of copied) cpSync(join(ROOT, name), join(app, name), { recursive: true });
    symlinkSync(join(ROOT, "node_modules"), join(app, "node_modules"));
    const { url, child, ended } = startMain({ NODE_ENV: "production" }, { cwd: app });
    const { port } = new URL(await url());
    const [, ...check] = JSON.parse(last("HEALTHCHECK").replace(/^.*?CMD /u, "")) as string[];
    const health = (at: string) =>
      promisify(execFile)(process.execPath, check, { env: { ACKADEMY_PORT: at } }).then(
        () => 0,
        (error: { code: number }) => error.code,
      );
    expect(await health(port)).toBe(0);
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
    expect(await health(port)).toBe(1);
  });
});

interface Compose {
  readonly services: Readonly<
    Record<
      string,
      {
        readonly environment: Record<string, string>;
        readonly secrets?: readonly string[];
        readonly volumes?: readonly string[];
        readonly ports?: readonly string[];
        readonly stop_grace_period?: string;
        readonly depends_on?: Record<string, unknown>;
      }
    >
  >;
  readonly secrets: object;
  readonly volumes: object;
}

describe("compose.yaml", () => {
  const { services, secrets, volumes }: Compose = parse(read("compose.yaml"));

  it("names only secrets, volumes and services that it has", () => {
    for (const { secrets: own = [], volumes: mounted = [], depends_on: needed = {} } of Object.values(
      services,
    )) {
      expect(Object.keys(secrets)).toEqual(expect.arrayContaining([...own]));
      expect(Object.keys(volumes)).toEqual(expect.arrayContaining(mounted.map((one) => one.split(":")[0])));
      expect(Object.keys(services)).toEqual(expect.arrayContaining(Object.keys(needed)));
    }
  });

  it("gives the bot settings that it knows, from files that are there", () => {
    const { environment, secrets: own = [] } = services.bot!;
    for (const [name, file] of Object.entries(environment)) {
      expect(SECRETS.map((secret) => `${secret}_FILE`)).toContain(name);
      expect(own.map((secret) => `/run/secrets/${secret}`)).toContain(file);
    }
    expect(readConfig(environment)).toMatchObject({
      ok: false,
      problems: Object.entries(environment).map(([name, file]) =>
        expect.stringContaining(`${name} wants a file that can be read, and ${file}`),
      ),
    });
  });

  it("waits for a stop longer than a stop may take, and shows nothing to other machines", () => {
    expect(Number.parseInt(services.bot?.stop_grace_period ?? "", 10) * 1_000).toBeGreaterThan(STOP_MS);
    for (const { ports = [] } of Object.values(services))
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/u);
  });
});

/** All that an operator puts into a checkout as it is told here: `git add .` would hand it to everybody. */
describe("what is secret in a checkout", () => {
  const ignored = read(".gitignore").split("\n");

  it("is kept out of git: what compose.yaml reads", () => {
    const { secrets } = parse(read("compose.yaml"));
    for (const { file } of Object.values<{ file: string }>(secrets))
      expect(ignored).toContain(`${dirname(file).replace("./", "")}/`);
  });

  it.each(["docs/self-hosting.md", "docs/self-hosting.ko.md"])(
    "is kept out of git: what %s brings out of the containers",
    (page) => {
      const brought = [...read(page).matchAll(/docker compose cp bot:\/data\/(\S+) \./gu)];
      expect(brought).not.toEqual([]);
      for (const [, file] of brought) expect(ignored).toContain(file);
    },
  );
});

describe.each(["docs/self-hosting.md", "docs/self-hosting.ko.md"])("%s", (page) => {
  // Through a container's port, this machine is another one.
  it("tells how the numbers are asked for from elsewhere", () => {
    expect(read(page)).toContain("`Authorization: Bearer");
  });

  it("gives no container a token that nobody has seen", () => {
    expect(read(page)).not.toMatch(/-e \w+=\$\(/u);
  });
});

/** Where Fontconfig finds no folder for its cache, it complains at each start of a painter and reads every font anew. */
describe("a cache of the fonts", () => {
  it("has a folder in the image, where compose.yaml lets it write", () => {
    const cache = /XDG_CACHE_HOME=(\S+)/u.exec(last("ENV"))?.[1] ?? "";
    const { read_only: fixed, tmpfs = [] } = parse(read("compose.yaml")).services.bot;
    expect(fixed).toBe(true);
    expect(tmpfs.some((folder: string) => cache.startsWith(`${folder}/`))).toBe(true);
  });

  it("has a folder under systemd", () => {
    const unit = read("docs/systemd/ackademy.service");
    const folder = /^CacheDirectory=(.+)$/mu.exec(unit)?.[1];
    expect(unit).toContain(`\nEnvironment=XDG_CACHE_HOME=%C/${folder}\n`);
  });
});

describe("the systemd unit", () => {
  const unit = read("docs/systemd/ackademy.service");

  it("starts what npm start starts, and waits for a stop longer than one may take", () => {
    expect(/^ExecStart=(.*)$/mu.exec(unit)?.[1]).toBe(start.replace(/^node/u, "/usr/bin/node"));
    expect(Number(/^TimeoutStopSec=(\d+)$/mu.exec(unit)?.[1]) * 1_000).toBeGreaterThan(STOP_MS);
  });
});
