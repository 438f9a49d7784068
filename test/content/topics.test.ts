// Every row of the table of topics, A1 to I6, is proved by something that runs.
import { describe, expect, it } from "vitest";
import { entryOf } from "../../src/content/glossary.ts";
import { mythOf } from "../../src/content/myths.ts";
import { scenarioOf } from "../../src/content/scenarios.ts";
import { run } from "../../src/simulator/network/run.ts";
import type { Scenario } from "../../src/simulator/network/scenario.ts";
import { told } from "../simulator/network/pairs.ts";
import { COUNTS, type Proof, TOPICS } from "./topics.ts";

const ids = Object.entries(COUNTS).flatMap(([letter, count]) =>
  Array.from({ length: count }, (_, at) => `${letter}${at + 1}`),
);

describe("the table of topics", () => {
  it("has its 90 rows, none of them empty", () => {
    expect(ids).toHaveLength(90);
    expect(Object.keys(TOPICS)).toEqual(ids);
    expect(ids.filter((id) => (TOPICS[id] ?? []).length === 0)).toEqual([]);
  });
});

describe("the topic", () => {
  for (const [id, proofs] of Object.entries(TOPICS)) {
    for (const proof of proofs) {
      it(`${id} ${nameOf(proof)}`, () => {
        if ("myth" in proof) expect(mythOf(proof.myth)?.id).toBe(proof.myth);
        else if ("explain" in proof) expect(entryOf(proof.explain)?.id).toBe(proof.explain);
        else {
          const scenario = scenarioOf(proof.scenario);
          const trace = run(scenario as Scenario, proof.settings);
          told(trace, () => expect(proof.holds(trace)).toBe(true));
        }
      });
    }
  }

  function nameOf(proof: Proof): string {
    if ("myth" in proof) return `is the myth ${proof.myth}`;
    if ("explain" in proof) return `is explained by ${proof.explain}`;
    return `in ${proof.scenario}: ${proof.shows}`;
  }
});
