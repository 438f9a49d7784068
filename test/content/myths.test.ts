// Each myth is complete in both languages, is found by what people write, and is contradicted by its run.
import { describe, expect, it } from "vitest";
import { runOptionsOf } from "../../src/card/request.ts";
import { conceptsIn, denies, plain } from "../../src/content/concepts.ts";
import { glossary } from "../../src/content/glossary.ts";
import { type Myth, mythFaults, mythIn, mythOf, myths } from "../../src/content/myths.ts";
import { scenarioOf, scenarios } from "../../src/content/scenarios.ts";
import { run } from "../../src/simulator/network/run.ts";
import type { Scenario } from "../../src/simulator/network/scenario.ts";
import type { Trace } from "../../src/simulator/network/trace.ts";
import { told } from "../simulator/network/pairs.ts";
import { PROOFS } from "./myths-proofs.ts";
import { CLAIMED } from "./myths-sentences.ts";
import { NOT_CLAIMED } from "./myths-truths.ts";

/** Claims of the usual notes; others may stand beside them. */
const WRONG = "A7 A12 B1 B7 C2 C3 C4 D1 D4 D8 F1 F2 F4 G4 G6".split(" ");
const IMPRECISE = "B3 B6 C1 E10 E11 E13 E14 F7 G5 G7 H2 H3 I2".split(" ");

/** Why a sentence may not be found: what it speaks of, beside the `needs` and `unless` of the claim. */
function readAs(said: string): string {
  const simple = plain(said);
  const spoken = [...conceptsIn(simple)].join(", ");
  return `"${said}" speaks of: ${spoken}${denies(simple) ? "; it denies something, so it is no claim" : ""}`;
}

const phrasings = ({ en, ko }: Myth): string[] =>
  [en, ko].flatMap(({ claim, paraphrases }) => [claim, ...paraphrases]);

describe("the myths", () => {
  it("are read without a fault", () => expect(mythFaults).toEqual([]));

  it("hold the fifteen wrong claims of the notes and the thirteen that mislead, and each id and slug once", () => {
    const ids = (verdict: string) => myths.filter((myth) => myth.verdict === verdict).map(({ id }) => id);
    expect(ids("wrong")).toEqual(expect.arrayContaining(WRONG));
    expect(ids("imprecise")).toEqual(expect.arrayContaining(IMPRECISE));
    for (const key of ["id", "slug"] as const) {
      const all = myths.map((myth) => myth[key]);
      expect(all.filter((one, at) => all.indexOf(one) !== at)).toEqual([]);
    }
    expect(mythOf("Z9")).toBeNull();
  });

  it.each(myths)("$id is written in both languages, each by itself", ({ en, ko }) => {
    for (const text of [en.title, en.claim, en.correct, en.whyBelieved]) expect(text).not.toMatch(/[가-힣]/u);
    for (const text of [ko.title, ko.claim, ko.correct, ko.whyBelieved]) expect(text).toMatch(/[가-힣]/u);
    expect(ko.correct).toMatch(/니다(?: ?\([^)]*\))?\.$/u);
    for (const text of [en.correct, ko.correct]) {
      const sentences = text.split(/(?<=\.)\s+/u).length;
      expect(sentences).toBeGreaterThanOrEqual(2);
      expect(sentences).toBeLessThanOrEqual(6);
    }
    const particle =
      /[A-Za-z0-9][)`"”']*(?:으로|로|이나|이란|이라|[은는이가을를와과란])(?=[\s.,!?:;)"”'`]|$)/u;
    const korean = [ko.title, ko.claim, ko.correct, ko.whyBelieved, ...ko.paraphrases];
    expect(korean.filter((text) => particle.test(text.replace(/(?<=[가-힣])\([^()]*\)/gu, "")))).toEqual([]);
  });

  it.each(myths)("$id fits one message", (myth) => {
    for (const { claim, correct, whyBelieved } of [myth.en, myth.ko])
      expect([claim, correct, whyBelieved].join("").length).toBeLessThan(1_500);
  });
});

describe("the run of", () => {
  it("every myth has a proof", () => {
    const without = myths.filter(({ id }) => PROOFS[id] === undefined).map(({ id }) => id);
    expect(without, "have no entry in test/content/myths-proofs.ts or myths-proofs-later.ts").toEqual([]);
    expect(Object.keys(PROOFS).filter((id) => mythOf(id) === null)).toEqual([]);
  });

  for (const myth of myths) {
    const proof = PROOFS[myth.id];
    if (proof === undefined) continue;
    it(`${myth.id} contradicts it: ${proof.shows}`, () => {
      const scenario = scenarioOf(myth.run.scenario);
      expect(scenario, `no scenario ${myth.run.scenario}`).not.toBeNull();
      const trace = traceOf(myth, scenario as Scenario);
      told(trace, () => expect(proof.holds(trace)).toBe(true));
    });
  }

  function traceOf({ run: { os, isn, whatIf } }: Myth, scenario: Scenario): Trace {
    return run(scenario, runOptionsOf({ scenario, os, isn, "what-if": whatIf }));
  }
});

describe("a sentence", () => {
  it.each(myths)("that is a phrasing of $id is found as that", (myth) => {
    for (const said of phrasings(myth)) expect(mythIn(said).myth?.id, readAs(said)).toBe(myth.id);
  });

  it("that makes a known claim in other words is found", () => {
    const found = CLAIMED.map(([id, said]) => ({ id, said, as: mythIn(said).myth?.id }));
    expect(found.filter(({ id, as }) => as !== undefined && as !== id)).toEqual([]);
    const missed = found.filter(({ as }) => as === undefined);
    expect(missed.length / CLAIMED.length).toBeLessThanOrEqual(0.1);
  });

  it.each(NOT_CLAIMED)("that is true, denied or about something else is none: %s", (said) => {
    expect(mythIn(said).myth).toBeNull();
  });

  it("of those that we teach is none", () => {
    const taught = [
      ...myths.flatMap(({ en, ko }) => [en.correct, ko.correct]),
      ...glossary.flatMap(({ en, ko }) => [en.text, ko.text]),
      ...scenarios.flatMap(({ about }) => [about.en, about.ko]),
    ];
    const sentences = taught.flatMap((text) => [text, ...text.split(/(?<=[.!?])\s+/u)]);
    expect(sentences.length).toBeGreaterThan(300);
    const taken = sentences.flatMap((said) => {
      const { myth } = mythIn(said);
      return myth === null ? [] : [`${myth.id}: ${readAs(said)}`];
    });
    expect(taken, "needs must be narrower, or unless wider").toEqual([]);
  });

  it("is read however it is spaced, spelled and typed", () => {
    for (const said of [
      "TIME_WAIT PREVENTS DEADLOCK!!",
      "time wait   prevents\ndeadlock",
      "타임 웨이트 상태는 데드락을 방지한다".normalize("NFD"),
    ])
      expect(mythIn(said).myth?.id).toBe("F4");
  });

  it("that is near a claim without making it is answered with the two nearest, and nonsense with none", () => {
    expect(mythIn("3-way does NOT prevent SYN floods").near.map(({ id }) => id)).toContain("G4");
    expect(mythIn("3-way does NOT prevent SYN floods").near.length).toBeLessThanOrEqual(2);
    expect(mythIn("오늘 점심 뭐 먹을까요?").near).toEqual([]);
    expect(mythIn("").near).toEqual([]);
  });
});
