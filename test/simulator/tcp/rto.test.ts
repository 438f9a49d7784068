// RFC 6298, and Linux's way of keeping the retransmission timeout.
import { describe, expect, it } from "vitest";
import { profile } from "../../../src/simulator/tcp/profile.ts";
import { timeOfRetries } from "../../../src/simulator/tcp/rto.ts";
import { step } from "../../../src/simulator/tcp/step.ts";
import type { Tcb } from "../../../src/simulator/tcp/tcb.ts";
import { at, eventOf, happens, RFC } from "./stage.ts";

const LINUX = profile("linux");

/** Text of one octet that is acknowledged `rtt` ms later; the times of the samples follow each other. */
function roundTrips(tcb: Tcb, rtts: readonly number[], rules = RFC): Tcb {
  let now = 1_000;
  let one = tcb;
  for (const rtt of rtts) {
    one = step(one, eventOf("SEND x"), now, rules).tcb;
    now += rtt;
    one = step(one, eventOf(`<SEQ=301><ACK=${one.snd.nxt}><CTL=ACK>`), now, rules).tcb;
    now += 1;
  }
  return one;
}

describe("RFC 6298", () => {
  it("starts with one second (§2.1)", () => {
    expect(at("SYN-SENT").rtt.rtoMs).toBe(1_000);
  });

  it("takes SRTT = R, RTTVAR = R/2 from the first sample (§2.2)", () => {
    // The SYN,ACK was acknowledged 10 ms after it left.
    expect(at("ESTABLISHED").rtt).toMatchObject({ srtt: 10, rttvar: 5, rtoMs: 1_000 });
  });

  it("updates RTTVAR before SRTT (§2.3)", () => {
    const { rtt } = roundTrips(at("ESTABLISHED"), [1_000]);
    // RTTVAR = 3/4 * 5 + 1/4 * |10 - 1000|, SRTT = 7/8 * 10 + 1/8 * 1000, RTO = SRTT + 4 * RTTVAR
    expect(rtt).toMatchObject({ srtt: 133.75, rttvar: 251.25, rtoMs: 1_138.75 });
  });

  it("is never less than a second (§2.4) and never more than its maximum (§2.5)", () => {
    expect(roundTrips(at("ESTABLISHED"), [1, 1, 1, 1]).rtt.rtoMs).toBe(1_000);
    expect(roundTrips(at("ESTABLISHED"), [50_000, 50_000, 50_000]).rtt.rtoMs).toBe(60_000);
  });

  it("learns nothing from a segment that was sent twice (§3, Karn)", () => {
    let tcb = step(at("ESTABLISHED"), eventOf("SEND x"), 1_000, RFC).tcb;
    tcb = step(tcb, eventOf("EXPIRE RETRANSMISSION"), 2_000, RFC).tcb;
    const before = tcb.rtt;
    const out = step(tcb, eventOf("<SEQ=301><ACK=102><CTL=ACK>"), 2_500, RFC);
    expect(out.because.map(({ rule }) => rule)).toContain("rtt-ambiguous");
    expect(out.tcb.rtt.srtt).toBe(before.srtt);
    // The backed-off value stays until a sample says otherwise.
    expect(out.tcb.rtt.rtoMs).toBe(2_000);
  });

  it("backs off by doubling (§5.5), resends the oldest (§5.4), restarts the timer (§5.6)", () => {
    let tcb = step(at("ESTABLISHED"), eventOf("SEND x"), 1_000, RFC).tcb;
    const due: number[] = [];
    while (tcb.timers.RETRANSMISSION !== null) {
      const now = tcb.timers.RETRANSMISSION;
      due.push(now - 1_000);
      const out = happens(tcb, "EXPIRE RETRANSMISSION", RFC, now);
      if (out.next !== "CLOSED") expect(out.sends).toEqual(["<SEQ=101><ACK=301><CTL=ACK><DATA=x>"]);
      else expect(out.signals).toEqual(["connection aborted due to user timeout"]);
      tcb = out.tcb;
    }
    // R2 is at least 100 s (§3.8.3): six repetitions, and the seventh timeout gives up.
    expect(due).toEqual([1_000, 3_000, 7_000, 15_000, 31_000, 63_000, 123_000]);
  });

  it("starts data with three seconds after the SYN had to be repeated (§5.7)", () => {
    let tcb = at("SYN-SENT");
    tcb = step(tcb, eventOf("EXPIRE RETRANSMISSION"), 1_000, RFC).tcb;
    tcb = step(tcb, eventOf("<SEQ=300><ACK=101><CTL=SYN,ACK>"), 1_100, RFC).tcb;
    expect(tcb.rtt).toMatchObject({ srtt: null, rtoMs: 3_000 });
  });

  it("restarts the timer for what is left when an ACK advances (§5.3), and stops it when nothing is (§5.2)", () => {
    let tcb = step(at("ESTABLISHED"), eventOf("SEND x"), 1_000, { ...RFC, nagle: "none" }).tcb;
    tcb = step(tcb, eventOf("SEND y"), 1_100, { ...RFC, nagle: "none" }).tcb;
    tcb = step(tcb, eventOf("<SEQ=301><ACK=102><CTL=ACK>"), 1_400, RFC).tcb;
    expect(tcb.timers.RETRANSMISSION).toBe(2_400);
    tcb = step(tcb, eventOf("<SEQ=301><ACK=103><CTL=ACK>"), 1_500, RFC).tcb;
    expect(tcb.timers.RETRANSMISSION).toBeNull();
  });
});

describe("SYN schedules", () => {
  const schedule = (rules: typeof RFC): number[] => {
    let tcb = at("SYN-SENT", rules);
    const due: number[] = [];
    while (tcb.timers.RETRANSMISSION !== null) {
      due.push(tcb.timers.RETRANSMISSION / 1_000);
      tcb = happens(tcb, "EXPIRE RETRANSMISSION", rules, tcb.timers.RETRANSMISSION).tcb;
    }
    return due;
  };

  it("RFC: at least three minutes (MUST-23)", () => {
    expect(schedule(RFC)).toEqual([1, 3, 7, 15, 31, 63, 123, 183]);
  });

  it("Linux since 6.5: four linear timeouts first, ETIMEDOUT after 131 s", () => {
    expect(schedule(LINUX)).toEqual([1, 2, 3, 4, 5, 7, 11, 19, 35, 67, 131]);
  });

  it("Linux before 6.5: ETIMEDOUT after 127 s", () => {
    expect(schedule(profile("linux", { synLinearTimeouts: 0 }))).toEqual([1, 3, 7, 15, 31, 63, 127]);
  });
});

describe("Linux", () => {
  it("adds its 200 ms to SRTT, and counts in ticks of 4 ms", () => {
    expect(at("ESTABLISHED", LINUX).rtt).toMatchObject({ srtt: 10, rtoMs: 212 });
  });

  it.each([
    [15, 924_600],
    [8, 102_200],
  ])("turns tcp_retries2 = %i into %i ms", (retries, ms) => {
    expect(timeOfRetries(retries, 200, 120_000)).toBe(ms);
  });
});
