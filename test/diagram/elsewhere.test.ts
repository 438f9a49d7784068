/** The process that answers people neither lays out a run nor paints: it could not, for it does not load what does. */
import { posix } from "node:path";
import { expect, it } from "vitest";
import { projectFiles, readText } from "../house/files.ts";
import { importsOf, parseSource } from "../house/source.ts";

const DIAGRAM = "src/diagram";
const ELSEWHERE = ["picture", "drawing", "layout", "frames", "paint", "animate", "gif", "painter"];

/** Every file that comes with these, types left out. */
function loadedWith(roots: readonly string[]): ReadonlySet<string> {
  const loaded = new Set<string>();
  const waiting = [...roots];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (loaded.has(path)) continue;
    loaded.add(path);
    for (const { target, typeOnly } of importsOf(parseSource(path, readText(path) ?? ""))) {
      if (!typeOnly && target.endsWith(".ts")) waiting.push(target);
    }
  }
  return loaded;
}

it("is loaded by no part of the bot", () => {
  // Commands, scenarios and kinds of questions are found by listing their folders.
  const listed = /^(commands|src\/simulator\/scenarios|src\/quiz\/kinds)\/[^/]+\.ts$/u;
  const loaded = loadedWith(["src/main.ts", ...projectFiles().filter((path) => listed.test(path))]);
  expect([...loaded]).toEqual(expect.arrayContaining([`${DIAGRAM}/plan.ts`, `${DIAGRAM}/painters.ts`]));
  expect(ELSEWHERE.filter((name) => loaded.has(posix.join(DIAGRAM, `${name}.ts`)))).toEqual([]);
});

it("is loaded by the process that paints", () => {
  const loaded = loadedWith([`${DIAGRAM}/painter.ts`]);
  expect(ELSEWHERE.filter((name) => !loaded.has(posix.join(DIAGRAM, `${name}.ts`)))).toEqual(["layout"]);
});
