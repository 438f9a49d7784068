// The house's rules, as tests. A failure lists every offence as file:line and the rule that it breaks.
import { describe, expect, it } from "vitest";
import { projectFiles, readText } from "./house/files.ts";
import * as rules from "./house/rules.ts";
import { parseSource, type Source } from "./house/source.ts";

const files = projectFiles();
const sources = files.filter((path) => /^(src|commands|test|scripts)\/.*(?<!\.d)\.ts$/.test(path)).map(read);
const product = sources.filter(({ path }) => /^(src|commands)\//.test(path));
const simulator = sources.filter(({ path }) => path.startsWith("src/simulator/"));
const pure = [...simulator, ...sources.filter(({ path }) => path === "src/diagram/layout.ts")];

// The only places that may read a clock, wait or roll dice.
const worldly =
  /^src\/(main\.ts|http-server\.ts|operating\/|platforms\/|schedule\/tick\.ts|diagram\/painters\.ts)/;

function read(path: string): Source {
  return parseSource(path, readText(path) ?? "");
}

describe("the house", () => {
  it("imports only in the directions of the import table", () => {
    expect(product.flatMap((source) => rules.forbiddenImports(source))).toEqual([]);
  });

  it("keeps files short", () => {
    expect(sources.flatMap(rules.longFiles)).toEqual([]);
  });

  it("keeps functions short", () => {
    expect(product.flatMap(rules.longFunctions)).toEqual([]);
  });

  it("reads clocks and rolls dice only at the edge", () => {
    expect(product.filter(({ path }) => !worldly.test(path)).flatMap(rules.worldlyCalls)).toEqual([]);
  });

  it("keeps simulator and layout pure", () => {
    expect(pure.flatMap(rules.impurities)).toEqual([]);
  });

  it("keeps the simulator free of Node", () => {
    expect(simulator.flatMap(rules.nodeModules)).toEqual([]);
  });

  it("gives every file a name that says something", () => {
    expect(files.flatMap(rules.emptyNamesIn)).toEqual([]);
  });

  it("knows no machine's paths", () => {
    expect(files.flatMap((path) => rules.machinePaths(path, readText(path) ?? ""))).toEqual([]);
  });
});

// A rule that finds nothing may be broken, so each is shown an offender.
describe("the rules of the house", () => {
  const offences = (rule: (source: Source) => string[], path: string, text: string) =>
    rule(parseSource(path, text)).map((offence) => offence.replace(/^.*?:/, ""));
  const imports = (source: Source) => rules.forbiddenImports(source);

  it("see every way to import", () => {
    const text = [
      'import { a } from "../network/trace.ts";',
      'export { b } from "../host/host.ts";',
      'export * from "canvas";',
      'const c = await import("node:fs");',
      'type D = import("../../chat/message.ts").Message;',
      'import { e } from "./seqnum.ts";',
    ].join("\n");
    expect(offences(imports, "src/simulator/tcp/x.ts", text)).toEqual([
      "1 src/simulator/tcp may not import src/simulator/network/trace.ts",
      "2 src/simulator/tcp may not import src/simulator/host/host.ts",
      "3 src/simulator/tcp may not import canvas",
      "4 src/simulator/tcp may not import node:fs",
      "5 src/simulator/tcp may not import src/chat/message.ts",
    ]);
  });

  it("tell types from values", () => {
    const text = [
      'import type { Trace } from "../simulator/network/trace.ts";',
      'import { type Trace as T, figure } from "../simulator/network/figure.ts";',
    ].join("\n");
    expect(offences(imports, "src/diagram/layout.ts", text)).toEqual([
      "2 src/diagram may import only types from src/simulator/network/figure.ts",
    ]);
  });

  it("keep platforms apart and want a room for every file", () => {
    expect(offences(imports, "src/platforms/slack/x.ts", 'import "../discord/render.ts";')).toEqual([
      "1 src/platforms/slack may not import src/platforms/discord/render.ts",
    ]);
    expect(offences(imports, "src/attic/x.ts", "")).toEqual([
      "1 belongs to no room of test/house/import-table.ts",
    ]);
  });

  it("see clocks and dice in code, but not in comments and strings", () => {
    const text = [
      "// Date.now()",
      'const said = "Math.random()";',
      "Date.now(); performance.now(); Math.random();",
      "new Date();",
      "new Date(1e12);",
      "setTimeout(f, 1);",
      'import { randomBytes as r } from "node:crypto";',
      "crypto.randomUUID();",
    ].join("\n");
    const belongs = "belongs to src/main.ts or a platform";
    expect(offences(rules.worldlyCalls, "src/chat/x.ts", text)).toEqual([
      `3 Date.now ${belongs}`,
      `3 performance.now ${belongs}`,
      `3 Math.random ${belongs}`,
      `4 new Date() ${belongs}`,
      `6 setTimeout ${belongs}`,
      `7 randomBytes ${belongs}`,
      `8 crypto.randomUUID ${belongs}`,
    ]);
    expect(offences(rules.impurities, "x.ts", "new Date(1);\nasync () => {}")).toHaveLength(2);
  });

  it("count lines", () => {
    const lines = (count: number) => Array(count).fill("  f();").join("\n");
    expect(offences(rules.longFunctions, "x.ts", `function f() {\n${lines(68)}\n}`)).toEqual([]);
    expect(offences(rules.longFunctions, "x.ts", `\nconst f = () => {\n${lines(69)}\n}`)).toEqual([
      "2 the function has 71 lines, the limit is 70",
    ]);
    expect(offences(rules.longFiles, "x.ts", `${lines(300)}\n`)).toEqual([]);
    expect(offences(rules.longFiles, "x.ts", lines(301))).toHaveLength(1);
  });

  it("know empty names and machine paths", () => {
    const names = ["src/utils.ts", "src/chat/textHelpers.ts", "src/base/x.ts", "src/database.ts"];
    expect(names.flatMap(rules.emptyNamesIn)).toHaveLength(3);
    const home = ["", "root", "x"].join("/");
    expect(rules.machinePaths("x.md", `ok\nsee ${home}`)).toHaveLength(1);
    expect(rules.machinePaths("x.md", `https://example.org${home} ..${home}`)).toEqual([]);
  });
});
