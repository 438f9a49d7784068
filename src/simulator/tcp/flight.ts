/** What is on its way: the retransmission queue, counted in segments (RFC 5681 §2, "FlightSize"). */
import type { Profile } from "./profile.ts";
import { add, ge, gt, type SeqNum } from "./seqnum.ts";
import type { Outstanding, Tcb } from "./tcb.ts";

/** Segments in the network, as far as this end can tell: neither lost nor reported by a duplicate ACK. */
export function inFlight(tcb: Tcb): number {
  let count = -tcb.congestion.duplicates;
  for (const one of tcb.outstanding) if (!one.lost || one.again) count++;
  return Math.max(0, count);
}

/** What is outstanding is the octet that asks about a closed window; the persist timer repeats it, and no other. */
export const isProbing = ({ outstanding, timers }: Tcb): boolean =>
  outstanding.length > 0 && timers.RETRANSMISSION === null;

export function countLost(tcb: Tcb): number {
  let lost = 0;
  for (const one of tcb.outstanding) if (one.lost) lost++;
  return lost;
}

/** The oldest segment counts as lost; false = it did already. */
export function markOldestLost(tcb: Tcb): boolean {
  const [first] = tcb.outstanding;
  if (!first || first.lost) return false;
  tcb.outstanding = tcb.outstanding.with(0, { ...first, lost: true });
  return true;
}

/** How much of the congestion window was used. `blocked`: it kept something from leaving. */
export function noteUse(tcb: Tcb, blocked: boolean): void {
  const { congestion, snd } = tcb;
  const limited = blocked || inFlight(tcb) >= congestion.cwnd;
  const sent = tcb.outstanding.length;
  const past = congestion.mostUntil === null || ge(snd.una, congestion.mostUntil);
  if (!(past || limited || (!congestion.limited && sent > congestion.most))) return;
  congestion.limited = limited;
  congestion.most = sent;
  congestion.mostUntil = snd.nxt;
}

/** Below this, half of the peer's window is no limit (Linux's tcp_bound_to_half_wnd). */
const SMALL_WINDOW = 536;

/** The largest segment text that may leave now: in Linux at most half the largest window ever offered. */
export function sendMss(tcb: Tcb, profile: Profile): number {
  const { max } = tcb.snd;
  if (!profile.halfWindowSegments || max === 0) return tcb.mss;
  return Math.min(tcb.mss, Math.max(max > SMALL_WINDOW ? max >> 1 : max, profile.minSendMss));
}

/** Did this ACK cover the segment entirely? */
export const covers = (ack: SeqNum, one: Outstanding): boolean => !gt(add(one.seq, one.len), ack);
