// §3.4: arithmetic modulo 2^32. A failing property prints its seed and path, which fc.assert takes to run it again.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, distance, ge, gt, inWindow, le, lt, seqNum } from "../../../src/simulator/tcp/seqnum.ts";

const HALF = 2 ** 31;
const anySeq = fc.integer({ min: 0, max: 2 ** 32 - 1 }).map(seqNum);
/** Less than half the space: as far apart as two numbers of one connection ever are. */
const near = fc.integer({ min: 1, max: HALF - 1 });

describe("sequence numbers", () => {
  it.each([
    ["0 < 1", lt(seqNum(0), seqNum(1)), true],
    ["2^32-1 < 0", lt(seqNum(2 ** 32 - 1), seqNum(0)), true],
    ["0 < 2^32-1", lt(seqNum(0), seqNum(2 ** 32 - 1)), false],
    ["1 =< 1", le(seqNum(1), seqNum(1)), true],
    ["2^32 is 0", seqNum(2 ** 32) === 0, true],
    ["-1 is 2^32-1", seqNum(-1) === 2 ** 32 - 1, true],
    ["2^32-1 + 2 = 1", add(seqNum(2 ** 32 - 1), 2) === 1, true],
    ["0 + -1 = 2^32-1", add(seqNum(0), -1) === 2 ** 32 - 1, true],
    // The order is not total: of two numbers exactly 2^31 apart, each is less than the other.
    ["0 < 2^31", lt(seqNum(0), seqNum(HALF)), true],
    ["2^31 < 0", lt(seqNum(HALF), seqNum(0)), true],
    ["0 > 2^31", gt(seqNum(0), seqNum(HALF)), false],
  ])("%s", (_, got, expected) => {
    expect(got).toBe(expected);
  });

  it("compare by how far they are apart, wherever they lie", () => {
    fc.assert(
      fc.property(anySeq, near, (a, n) => {
        const b = add(a, n);
        expect([lt(a, b), le(a, b), gt(b, a), ge(b, a)]).toEqual([true, true, true, true]);
        expect([lt(b, a), le(b, a), gt(a, b), ge(a, b)]).toEqual([false, false, false, false]);
        expect(distance(b, a)).toBe(n);
        expect(distance(a, b)).toBe(-n);
      }),
    );
  });

  it("keep their order when both move by the same amount (P9)", () => {
    fc.assert(
      fc.property(anySeq, near, fc.integer(), (a, n, offset) => {
        expect(lt(add(a, offset), add(a, n + offset))).toBe(true);
      }),
    );
  });

  it("lie in a window exactly if they are low, low+1, ... low+size-1", () => {
    fc.assert(
      fc.property(
        anySeq,
        fc.integer({ min: 0, max: 70_000 }),
        fc.integer({ min: -3, max: 70_003 }),
        (a, w, n) => {
          expect(inWindow(add(a, n), a, w)).toBe(n >= 0 && n < w);
        },
      ),
    );
  });
});
