// What a run can prove of a key is proven: the simulator runs the question's command and is compared with it.
import { describe, expect, it } from "vitest";
import { questions } from "../../src/content/questions.ts";
import { contradictions, isProven } from "./bank-runs.ts";

const PROVEN_MIN = 60;
const proven = questions.filter(isProven);

describe("the key of", () => {
  it.each(proven)("$id is what its run shows", (question) => {
    expect(contradictions(question)).toEqual([]);
  });

  it(`at least ${PROVEN_MIN} questions is proven by a run`, () => {
    expect(proven.length).toBeGreaterThanOrEqual(PROVEN_MIN);
  });
});

describe("a wrong key", () => {
  const right = (id: string) => {
    const found = questions.find((one) => one.id === id);
    if (!found) throw new Error(`no question ${id}`);
    return structuredClone(found);
  };

  it("of a choice is contradicted, once for each option that was moved", () => {
    const question = right("client-state-in-step-two");
    if (!("options" in question)) throw new Error("is no choice");
    const moved = question.options.map(({ right: was, ...option }) =>
      was ? option : { ...option, right: true as const },
    );
    expect(contradictions({ ...question, options: moved })).toHaveLength(question.options.length);
  });

  it("of a number, an order and a fact is contradicted", () => {
    const number = right("ack-after-eighteen");
    if (number.kind !== "number") throw new Error("is no number");
    expect(contradictions({ ...number, answer: 18 })).toEqual(["the run gives 19, the key 18"]);
    const order = right("three-way-in-order");
    if (order.kind !== "order") throw new Error("is no order");
    expect(contradictions({ ...order, items: order.items.toReversed() })).toHaveLength(1);
    const fact = right("why-three-way");
    const expected = [{ count: {}, is: 99 }];
    expect(contradictions({ ...fact, proof: { expect: expected } })).toEqual([
      'expected {"count":{},"is":99}, found 5',
    ]);
  });
});
