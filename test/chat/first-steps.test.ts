/** What a newcomer sees first is chosen, and not an accident of file names. */
import { expect, it } from "vitest";
import { firstStepsOf } from "../../src/chat/first-steps.ts";
import { loadCommands } from "../../src/chat/load.ts";

const steps = firstStepsOf(await loadCommands());

it("leads from a run to a question, to a connection together, to a word", () => {
  expect(steps.slice(0, 4).map(({ text }) => text)).toEqual([
    "/handshake run three-way",
    "/quiz practice",
    "/connection start goal=open",
    "/explain TIME-WAIT",
  ]);
});

it("gives no place twice", () => {
  const ranks = steps.map(({ rank }) => rank);
  expect(ranks).toEqual([...new Set(ranks)]);
});
