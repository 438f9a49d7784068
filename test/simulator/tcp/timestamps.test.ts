// RFC 7323 §4.3 and §5.3: what TS.Recent follows, and what is older than it.
import { expect, it } from "vitest";
import { profile } from "../../../src/simulator/tcp/profile.ts";
import { at, happens } from "./stage.ts";

/** TS.Recent after these, one after the other, on a connection whose third segment said 1010. */
function recentAfter(name: "rfc" | "linux", ...arrives: string[]): number | null {
  const rules = profile(name, { timestamps: true });
  const opening = ["<SEQ=300><CTL=SYN><TS=1000>", "<SEQ=301><ACK=101><CTL=ACK><TS=1010>"];
  const tcb = at("LISTEN", rules, opening);
  expect(tcb).toMatchObject({ state: "ESTABLISHED", tsRecent: 1_010 });
  return arrives.reduce((before, seg) => happens(before, seg, rules).tcb, tcb).tsRecent;
}

it.each(["rfc", "linux"] as const)("TS.Recent follows the left edge of what was acknowledged: %s", (name) => {
  expect(recentAfter(name, "<SEQ=301><ACK=101><CTL=ACK><DATA=hello><TS=1020>")).toBe(1_020);
  expect(recentAfter(name, "<SEQ=306><ACK=101><CTL=ACK><DATA=world><TS=1020>")).toBe(1_010);
});

it.each(["rfc", "linux"] as const)("TS.Recent follows a clock that passes 2^32: %s", (name) => {
  const stamps = [2 ** 31 - 1, 2 ** 32 - 8, 7];
  const segments = stamps.map((stamp) => `<SEQ=301><ACK=101><CTL=ACK><TS=${stamp}>`);
  expect(recentAfter(name, ...segments)).toBe(7);
});

it("TS.Recent never goes back, not even for an ACK that Linux takes though it was overtaken", () => {
  expect(recentAfter("linux", "<SEQ=301><ACK=101><CTL=ACK><TS=1005>")).toBe(1_010);
});
