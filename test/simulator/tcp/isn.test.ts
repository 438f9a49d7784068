// §3.4.1, RFC 6528: initial sequence numbers, strong and weak.
import { describe, expect, it } from "vitest";
import { type IsnInput, type IsnMode, isn, prf, type Secret } from "../../../src/simulator/tcp/isn.ts";

const SECRET: Secret = [0x03020100, 0x07060504, 0x0b0a0908, 0x0f0e0d0c];
const INPUT: IsnInput = {
  local: { ip: "10.0.0.1", port: 40_001 },
  remote: { ip: "10.0.0.2", port: 80 },
  now: 1_000,
  count: 0,
  secret: SECRET,
};
const choose = (mode: IsnMode, change: Partial<IsnInput> = {}): number => isn(mode, { ...INPUT, ...change });

// The published test vectors of SipHash-2-4: key 00 01 ... 0f, input 00 01 02 ... of that length.
describe("SipHash", () => {
  it.each([
    [0, 0x726fdb47dd0e0e31n],
    [1, 0x74f839c593dc67fdn],
    [7, 0xab0200f58b01d137n],
    [8, 0x93f5f5799a932462n],
    [15, 0xa129ca6149be45e5n],
    [63, 0x958a324ceb064572n],
  ])("of %i octets agrees in its low 32 bits", (octets, expected) => {
    const input = String.fromCharCode(...Array.from({ length: octets }, (_, i) => i));
    expect(prf(SECRET, input)).toBe(Number(expected & 0xffff_ffffn));
  });
});

describe("rfc6528", () => {
  it("advances one tick each 4 microseconds for the same 4-tuple (MUST-8)", () => {
    const first = choose({ mode: "rfc6528" });
    expect((choose({ mode: "rfc6528" }, { now: 1_001 }) - first) >>> 0).toBe(250);
  });

  it("differs by 4-tuple and by secret (MUST-9)", () => {
    const all = [
      choose({ mode: "rfc6528" }),
      choose({ mode: "rfc6528" }, { local: { ip: "10.0.0.1", port: 40_002 } }),
      choose({ mode: "rfc6528" }, { remote: { ip: "10.0.0.3", port: 80 } }),
      choose({ mode: "rfc6528" }, { secret: [1, 2, 3, 4] }),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  it("wraps around after about 4.77 hours", () => {
    const period = 2 ** 32 / 250;
    expect(choose({ mode: "rfc6528" }, { now: 1_000 + period })).toBe(choose({ mode: "rfc6528" }));
  });
});

describe("the weak modes", () => {
  it("clock: anybody can compute it", () => {
    expect(choose({ mode: "clock" })).toBe(250_000);
  });

  it("sequential: 64,000 more for each connection", () => {
    expect([0, 1, 2].map((count) => choose({ mode: "sequential" }, { count }))).toEqual([1, 64_001, 128_001]);
  });

  it("constant: the same for all, modulo 2^32", () => {
    expect([0, 1].map((count) => choose({ mode: "constant", value: 2 ** 32 + 5 }, { count }))).toEqual([
      5, 5,
    ]);
  });

  it("random32: differs by connection, and is the same for the same secret", () => {
    const [a, b] = [0, 1].map((count) => choose({ mode: "random32" }, { count }));
    expect(a).not.toBe(b);
    expect(choose({ mode: "random32" })).toBe(a);
  });

  it("fixed: the list, then 100,000 more each", () => {
    const mode: IsnMode = { mode: "fixed", values: [100, 200] };
    expect([0, 1, 2, 3].map((count) => choose(mode, { count }))).toEqual([100, 200, 100_200, 200_200]);
  });
});
