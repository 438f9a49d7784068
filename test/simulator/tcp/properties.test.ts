/**
 * Whatever arrives, in whatever state: no throw, a valid TCB, bounded effects, the input untouched, and the same
 * again for the same input. A failing property prints its seed and path, which `fc.assert` takes to run it again.
 *
 * `FUZZ_SEGMENTS` sets how many random segments are tried: FUZZ_SEGMENTS=200000 npx vitest run properties
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Event } from "../../../src/simulator/tcp/event.ts";
import { newTcb } from "../../../src/simulator/tcp/open.ts";
import { type Profile, profile } from "../../../src/simulator/tcp/profile.ts";
import { RST, type Segment } from "../../../src/simulator/tcp/segment.ts";
import { add, le, type SeqNum, seqNum } from "../../../src/simulator/tcp/seqnum.ts";
import { step } from "../../../src/simulator/tcp/step.ts";
import { type State, type Tcb, TIMER_NAMES } from "../../../src/simulator/tcp/tcb.ts";
import { LOCAL, PEER } from "./notation.ts";
import { at, type Place } from "./stage.ts";

const SEGMENTS = Number(process.env.FUZZ_SEGMENTS ?? 200_000);
/** A machine that does other things as well tries one segment in a millisecond. */
const TIMEOUT_MS = 5_000 + SEGMENTS;
/** Events in one random life. */
const LIFE_EVENTS_MAX = 12;
/** One event moves at most a window of segments, each with a handful of effects. */
const EFFECTS_MAX = 200;
/** Which events are given twice, for the same answer: to compare two TCBs takes longer than all else that is looked at. */
const AGAIN_EVERY = 8;

const PLACES: readonly Place[] = [
  ...(["CLOSED", "LISTEN", "SYN-SENT", "SYN-RECEIVED", "SYN-RECEIVED, active", "ESTABLISHED"] as const),
  ...(["FIN-WAIT-1", "FIN-WAIT-2", "CLOSE-WAIT", "CLOSING", "LAST-ACK", "TIME-WAIT"] as const),
];
const STATES = new Set<State>(PLACES.filter((place): place is State => !place.includes(",")));

/** The profiles, and each what-if that changes how segments are judged. */
const RULES: readonly Profile[] = [
  ...[profile("rfc"), profile("linux"), profile("linux", { timestamps: true, windowScale: 7 })],
  profile("rfc", { twoWayHandshake: true }),
  profile("rfc", { sendsThirdAck: false }),
  profile("rfc", { checksum: false, challengeAcks: false }),
  profile("rfc", { timeWaitMs: 0, acks: "delayed" }),
  profile("rfc", { rstSenderTimeWait: true, acceptsCrossingSynAck: false, receiveBuffer: 20 }),
  profile("linux", { userTimeoutMs: 3_000, keepalive: { idleMs: 1_000, intervalMs: 500, count: 3 } }),
];

/** Numbers near the edges of the windows, and anywhere. */
const near = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -3, max: 8 }) },
  { weight: 2, arbitrary: fc.constantFrom(-70_000, -1_460, 1_460, 65_534, 65_535, 65_536, 2 ** 31) },
  { weight: 1, arbitrary: fc.integer() },
);
const anything = fc.record({
  flags: fc.oneof(
    fc.constantFrom(0x10, 0x11, 0x02, 0x12, 0x04, 0x14, 0x18),
    fc.integer({ min: 0, max: 255 }),
  ),
  seq: near,
  ack: near,
  wnd: fc.constantFrom(0, 1, 5, 1_000, 65_535),
  data: fc.constantFrom("", "", "x", "hello", "y".repeat(1_460), "z".repeat(3_000)),
  stamp: fc.option(fc.integer({ min: -5, max: 5 })),
  corrupted: fc.boolean(),
});
type Anything = typeof anything extends fc.Arbitrary<infer T> ? T : never;

/** Segments are made relative to the connection that they meet: blind ones would nearly all be the same case. */
function segmentFor(tcb: Tcb, one: Anything): Segment {
  return {
    src: PEER,
    dst: LOCAL,
    seq: add(tcb.rcv.nxt, one.seq),
    ack: add(tcb.snd.nxt, one.ack),
    flags: one.flags,
    wnd: one.wnd,
    data: one.data,
    ...(one.stamp !== null && { options: { timestamps: { value: 5 + one.stamp, echo: 1 } } }),
    ...(one.corrupted && { corrupted: true as const }),
  };
}

type Happening =
  | { readonly kind: "segment"; readonly what: Anything }
  | { readonly kind: "event"; readonly what: Event };
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 5, arbitrary: anything.map((what): Happening => ({ kind: "segment", what })) },
  {
    weight: 3,
    arbitrary: fc
      .oneof(
        fc.constantFrom<Event>(
          { type: "CLOSE" },
          { type: "CLOSE AND FORGET" },
          { type: "PUSH" },
          { type: "RECEIVE", max: 100 },
        ),
        fc.constantFrom<Event>({ type: "ABORT" }, { type: "OPEN", active: true, iss: seqNum(2 ** 32 - 2) }),
        fc.constantFrom(1, 100, 1_460, 5_000).map((n): Event => ({ type: "SEND", data: "d".repeat(n) })),
        fc.constantFrom(...TIMER_NAMES).map((timer): Event => ({ type: "TIMEOUT", timer })),
      )
      .map((what): Happening => ({ kind: "event", what })),
  },
);

function freeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) freeze(part);
  }
  return value;
}

/** Plain: an `expect` takes longer than a step, and Node's own `assert` as long; there are millions. */
function must(holds: boolean, what: string): void {
  if (!holds) assert.fail(what);
}

/** What must be true of every TCB. */
function assertValid(tcb: Tcb): void {
  must(STATES.has(tcb.state), tcb.state);
  const { una, nxt, wnd } = tcb.snd;
  must(le(una, nxt), "SND.UNA =< SND.NXT");
  must(wnd >= 0, "SND.WND >= 0");
  must(tcb.rcv.wnd >= 0, "RCV.WND >= 0");
  must(tcb.congestion.cwnd >= 1, "cwnd >= 1");
  must(Number.isFinite(tcb.rtt.rtoMs) && tcb.rtt.rtoMs > 0, "RTO > 0");
  for (const timer of TIMER_NAMES) {
    const due = tcb.timers[timer];
    must(due === null || (Number.isFinite(due) && tcb.state !== "CLOSED"), timer);
  }
  let next: SeqNum = una;
  for (const one of tcb.outstanding) {
    must(one.seq === next, "the retransmission queue has no holes");
    next = add(one.seq, one.len);
  }
}

/**
 * Of plain data, key by key, in their order: Node's own comparison also looks at what plain data has not, and took half of
 * the time. What both share is alike.
 */
function isAlike(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (!isRecord(a) || !isRecord(b)) return false;
  const [keys, others] = [Object.keys(a), Object.keys(b)];
  if (keys.length !== others.length) return false;
  for (const [i, key] of keys.entries()) if (key !== others[i] || !isAlike(a[key], b[key])) return false;
  return true;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

let judged = 0;

function judge(before: Tcb, event: Event, now: number, rules: Profile): Tcb {
  freeze(before);
  freeze(event);
  const out = step(before, event, now, rules);
  if (judged++ % AGAIN_EVERY === 0) {
    const again = step(before, event, now, rules);
    // Only a difference is worth the time that telling it takes.
    if (!isAlike(again, out)) expect(again).toEqual(out);
  }
  assertValid(out.tcb);
  must(out.effects.length <= EFFECTS_MAX, "bounded effects");
  // P4: a RST is never answered with a RST.
  if (event.type === "SEGMENT ARRIVES" && (event.seg.flags & RST) !== 0)
    must(
      out.effects.every((effect) => effect.type !== "send" || (effect.seg.flags & RST) === 0),
      "no RST for a RST",
    );
  const goesOn = before.state === out.tcb.state && before.irs === out.tcb.irs;
  // P2: RCV.NXT never moves back.
  if (goesOn) must(le(before.rcv.nxt, out.tcb.rcv.nxt), "RCV.NXT moved back");
  return out.tcb;
}

describe("any segment in any state", () => {
  it.each(PLACES)("%s survives it, and stays what it was", { timeout: TIMEOUT_MS }, (place) => {
    // The way there is the same each time, and nobody writes on what it leads to.
    const start = new Map(
      RULES.map((rules) => {
        const ordinary = { ...rules, twoWayHandshake: false, sendsThirdAck: true, timeWaitMs: 60_000 };
        return [rules, at(place, ordinary)] as const;
      }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...RULES), anything, (rules, one) => {
        const tcb = start.get(rules) as Tcb;
        judge(tcb, { type: "SEGMENT ARRIVES", seg: segmentFor(tcb, one), iss: seqNum(100) }, 10_000, rules);
      }),
      { numRuns: Math.ceil(SEGMENTS / PLACES.length) },
    );
  });
});

describe("any life", () => {
  it("keeps a valid TCB, also with sequence numbers that wrap around", { timeout: TIMEOUT_MS }, () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...RULES),
        fc.boolean(),
        fc.constantFrom(100, 2 ** 31 - 2, 2 ** 32 - 3),
        fc.array(happening, { minLength: 1, maxLength: LIFE_EVENTS_MAX }),
        (rules, active, iss, life) => {
          let tcb = newTcb(LOCAL, active ? PEER : null, rules);
          let now = 0;
          const open: Event = { type: "OPEN", active, iss: seqNum(iss) };
          tcb = judge(tcb, open, now, rules);
          for (const one of life) {
            now += 40;
            const event: Event =
              one.kind === "event"
                ? one.what
                : { type: "SEGMENT ARRIVES", seg: segmentFor(tcb, one.what), iss: seqNum(iss) };
            tcb = judge(tcb, event, now, rules);
          }
        },
      ),
      { numRuns: Math.ceil(SEGMENTS / LIFE_EVENTS_MAX) },
    );
  });
});
