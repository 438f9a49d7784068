/** Stored connections are replayed: where they would come out otherwise, they must be of another engine. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { behaviourNow, changedIn, engineFile } from "../../scripts/engine/behaviour.ts";
import { ENGINE } from "../../src/shared-connection/engine.ts";

const now = behaviourNow();

it("has a number of its own for what it makes of every scenario and goal", () => {
  const changed = changedIn(now);
  expect(
    changed,
    `The same acts replay to something else than engine ${ENGINE} made of them, in ${changed.join(", ")}. ` +
      "If that is what you want, run `npm run -s engine` and commit what it writes: it raises the number, " +
      "and connections in play are told that they are of a former engine. If it is not, you have found a bug.",
  ).toEqual([]);
});

it("knows every scenario and goal there is", () => {
  const file = readFileSync(new URL("../../src/shared-connection/engine.ts", import.meta.url), "utf8");
  expect(file, "A scenario or goal is new or gone: run `npm run -s engine`; the number stands.").toBe(
    engineFile(now),
  );
});

it("comes out the same however often it is asked", () => {
  expect(behaviourNow()).toEqual(now);
});
