/** The retransmission timeout: RFC 6298, and Linux's way of keeping it. All times in milliseconds. */
import type { Profile } from "./profile.ts";
import { gt, type SeqNum, seqNum } from "./seqnum.ts";
import type { Rtt } from "./tcb.ts";
import { type Turn, why } from "./turn.ts";

/** Clock granularity G. */
const GRANULARITY_MS = 1;

export const newRtt = (profile: Profile): Rtt => ({
  srtt: null,
  rttvar: 0,
  rtoMs: profile.initialRtoMs,
  mdev: 0,
  mdevMax: 0,
  round: seqNum(0),
});

/** A round trip of `r` ms was measured on a segment that was sent only once (§3: Karn's algorithm). */
export function sample(t: Turn, r: number): void {
  const { rtt } = t.tcb;
  if (t.profile.minRtoIs === "added") estimateLikeLinux(rtt, r, t.profile.minRtoMs, t.tcb.snd);
  else estimate(rtt, r);
  rtt.rtoMs = rtoOf(rtt, t.profile);
  why(t, "rtt-sample", { rtt: r, srtt: round(rtt.srtt ?? 0), rto: round(rtt.rtoMs) });
}

/** §2.2 and §2.3. RTTVAR comes first, because it needs the old SRTT. */
function estimate(rtt: Rtt, r: number): void {
  if (rtt.srtt === null) {
    rtt.srtt = r;
    rtt.rttvar = r / 2;
    return;
  }
  rtt.rttvar = (3 / 4) * rtt.rttvar + (1 / 4) * Math.abs(rtt.srtt - r);
  rtt.srtt = (7 / 8) * rtt.srtt + (1 / 8) * r;
}

/**
 * Linux keeps 4*RTTVAR (here `rttvar * 4`) at least at the minimum RTO, lets a sudden *fall* of the round trip
 * raise it only slowly, and lowers it once per round.
 */
function estimateLikeLinux(rtt: Rtt, r: number, minRtoMs: number, snd: { una: SeqNum; nxt: SeqNum }): void {
  if (rtt.srtt === null) {
    rtt.srtt = r;
    rtt.mdev = r / 2;
    rtt.rttvar = Math.max(rtt.mdev, minRtoMs / 4);
    rtt.mdevMax = rtt.rttvar;
    rtt.round = snd.nxt;
    return;
  }
  const error = r - rtt.srtt;
  rtt.srtt += error / 8;
  let change = Math.abs(error) - rtt.mdev;
  if (error < 0 && change > 0) change /= 8;
  rtt.mdev += change / 4;
  rtt.mdevMax = Math.max(rtt.mdevMax, rtt.mdev);
  rtt.rttvar = Math.max(rtt.rttvar, rtt.mdevMax);
  if (!gt(snd.una, rtt.round)) return;
  if (rtt.mdevMax < rtt.rttvar) rtt.rttvar -= (rtt.rttvar - rtt.mdevMax) / 4;
  rtt.round = snd.nxt;
  rtt.mdevMax = minRtoMs / 4;
}

/** §2.3 and §2.4: SRTT + max(G, 4*RTTVAR), within the profile's limits. */
function rtoOf(rtt: Rtt, profile: Profile): number {
  if (rtt.srtt === null) return profile.initialRtoMs;
  const rto = rtt.srtt + Math.max(GRANULARITY_MS, 4 * rtt.rttvar);
  const floor = profile.minRtoIs === "floor" ? profile.minRtoMs : 0;
  return Math.min(inTicks(Math.max(rto, floor), profile.timerTickMs), profile.maxRtoMs);
}

const inTicks = (ms: number, tickMs: number): number => (tickMs === 0 ? ms : Math.ceil(ms / tickMs) * tickMs);

/** §5.5: back off the timer. */
export function backOff(t: Turn): void {
  t.tcb.rtt.rtoMs = Math.min(t.tcb.rtt.rtoMs * 2, t.profile.maxRtoMs);
}

/** How far off the next zero-window probe is: the RTO, doubled as often as probes were sent (§3.8.6.1, SHLD-30). */
export function persistInterval({ tcb, profile }: Turn): number {
  const base = Math.max(tcb.rtt.rtoMs, profile.minRtoMs);
  return Math.min(base * 2 ** tcb.probeBackoff, profile.maxRtoMs);
}

/**
 * How long `retries` retransmissions take when the first timeout is `firstMs` and each doubles up to `maxMs`:
 * Linux counts its give-up in this time, not in retransmissions.
 */
export function timeOfRetries(retries: number, firstMs: number, maxMs: number): number {
  const doublings = Math.floor(Math.log2(maxMs / firstMs));
  if (retries <= doublings) return (2 ** (retries + 1) - 1) * firstMs;
  return (2 ** (doublings + 1) - 1) * firstMs + (retries - doublings) * maxMs;
}

const round = (ms: number): number => Math.round(ms * 1000) / 1000;
