// What `npm start` does before anything else: JavaScript of the sources, once for each state of them.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import * as z from "zod";
// @ts-expect-error: plain JavaScript, which runs before there is anything to run TypeScript with.
import { built } from "../scripts/build.mjs";
import { asset, CHECKOUT } from "../src/checkout.ts";
import { Entry as Term } from "../src/content/glossary.ts";
import { Entry as Myth } from "../src/content/myths.ts";
import { bundlePage } from "../src/platforms/web/bundle.ts";
import { Question } from "../src/quiz/question.ts";

const run = promisify(execFile);
let project: string;

/** A small project with our own way of building. */
beforeEach(() => {
  project = mkdtempSync(path.join(tmpdir(), "ackademy-"));
  for (const name of [
    "package.json",
    "tsconfig.json",
    "scripts/build.mjs",
    "scripts/run.mjs",
    "scripts/stack.mjs",
    "scripts/usage.mjs",
  ])
    cpSync(path.join(CHECKOUT, name), path.join(project, name));
  symlinkSync(path.join(CHECKOUT, "node_modules"), path.join(project, "node_modules"));
  mkdirSync(path.join(project, "src"));
  mkdirSync(path.join(project, "assets"));
  write("src/word.ts", 'export const word: string = "one";\n');
  write(
    "scripts/say.ts",
    'import { word } from "../src/word.ts";\nconsole.log(word, ...process.argv.slice(2));\n',
  );
});

afterEach(() => rmSync(project, { recursive: true, force: true }));

const write = (name: string, text: string): void => writeFileSync(path.join(project, name), text);
const say = (...words: string[]) =>
  run(process.execPath, ["scripts/run.mjs", "scripts/say.ts", ...words], { cwd: project });
const builds = (): string[] => readdirSync(path.join(project, "build")).sort();

describe("a file that is run as it was built", () => {
  it("gets its words, and is built again only where something has changed", async () => {
    expect((await say("and two")).stdout).toBe("one and two\n");
    const [first] = builds();
    expect((await say()).stdout).toBe("one\n");
    expect(builds()).toEqual([first]);
    write("src/word.ts", 'export const word: string = "two";\n');
    expect((await say()).stdout).toBe("two\n");
    expect(builds()).toHaveLength(2);
  });

  it("stays for as long as a process runs on it, however often the sources change meanwhile", async () => {
    write("scripts/wait.ts", 'console.log("here");\nsetInterval(() => {}, 1_000);\n');
    const waiting = spawn(process.execPath, ["scripts/run.mjs", "scripts/wait.ts"], { cwd: project });
    try {
      await once(waiting.stdout, "data");
      const [used] = builds();
      const change = async (word: string): Promise<void> => {
        write("src/word.ts", `export const word: string = "${word}";\n`);
        await say();
      };
      for (const word of ["two", "three", "four", "five"]) await change(word);
      expect(builds()).toContain(used);
      expect(builds()).toHaveLength(4);
      waiting.kill("SIGKILL");
      await once(waiting, "close");
      await change("seven");
      expect(builds()).toHaveLength(3);
      expect(builds()).not.toContain(used);
    } finally {
      waiting.kill("SIGKILL");
    }
  });

  it("is built once and whole by many that start at once", async () => {
    const said = await Promise.all(Array.from({ length: 4 }, () => say()));
    expect(said.map(({ stdout }) => stdout)).toEqual(Array(4).fill("one\n"));
    expect(builds()).toHaveLength(1);
  });

  it("tells where it went wrong by the line of the source", async () => {
    write("src/word.ts", 'interface Nothing {}\n\nthrow new Error("no word");\nexport const word = "";\n');
    const { stderr } = await say().catch((error: { stderr: string }) => error);
    expect(stderr).toContain("no word");
    expect(stderr).toMatch(/src\/word\.ts:3/u);
  });

  it("says so where what is to be started is none of those files", async () => {
    const { stderr } = await run(process.execPath, ["scripts/run.mjs", "src/word.ts"], {
      cwd: project,
    }).catch((error: { stderr: string }) => error);
    expect(stderr).toContain("src/word.ts is no file that can be started");
  });

  it("says what to do where the code has changed and nobody may write", async () => {
    write("build", "not a folder");
    const { stderr } = await say().catch((error: { stderr: string }) => error);
    expect(stderr).toContain(`The code in ${project} has changed and could not be built`);
    expect(stderr).toContain('Run "npm run -s build" there as somebody who may write to it.');
  });
});

it.each(Object.entries({ glossary: Term, myths: Myth, questions: Question }))(
  "holds every list of the %s as its schema reads the YAML",
  async (room, schema) => {
    const folder: string = await built();
    const files = readdirSync(asset(room)).filter((file) => file.endsWith(".yaml"));
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) {
      const made = readFileSync(path.join(folder, "assets", room, file.replace(/yaml$/u, "json")), "utf8");
      const given: unknown = parse(readFileSync(asset(room, file), "utf8"));
      expect(JSON.parse(made), `${room}/${file}`).toEqual(z.array(schema as z.ZodType).parse(given));
    }
  },
);

it("holds of zod only what is used, and none of its forty languages", async () => {
  const folder: string = await built();
  const made = readdirSync(folder).filter((name) => name.endsWith(".js"));
  const from = (module: string) =>
    made.filter((name) => readFileSync(path.join(folder, name), "utf8").includes(module));
  expect(from("// node_modules/zod/v4/classic/")).not.toEqual([]);
  // One `import { z }` brings them all, and every start compiles them: write `import * as z`.
  expect(from("// node_modules/zod/v4/locales/ko.js")).toEqual([]);
});

it("has maps of our own code, and none that are libraries' alone: a stack that one of them asks for must be cheap", async () => {
  const folder: string = await built();
  const maps = readdirSync(folder).filter((name) => name.endsWith(".map"));
  const sources = maps.map((name) => JSON.parse(readFileSync(path.join(folder, name), "utf8")).sources);
  expect(sources.flat()).toContain("../../src/chat/bot.ts");
  expect(sources.filter((all: string[]) => all.every((one) => one.includes("node_modules/")))).toEqual([]);
  const named = readdirSync(folder).flatMap((name) =>
    name.endsWith(".js")
      ? (/^\/\/# sourceMappingURL=(.*)$/mu.exec(readFileSync(path.join(folder, name), "utf8"))?.[1] ?? [])
      : [],
  );
  // Whoever reads a stack would look for one that is not there, and say so.
  expect(named.filter((name) => !maps.includes(name))).toEqual([]);
});

it("holds the page's script and style as they are put together from the sources", async () => {
  const made = (name: string): string => readFileSync(path.join(folder, "assets/web", name), "utf8");
  const folder: string = await built();
  expect({ script: made("page.js"), style: made("page.css") }).toEqual(await bundlePage());
});
