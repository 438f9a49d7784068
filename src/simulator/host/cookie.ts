/**
 * SYN cookies: RFC 4987 §3.6, in the layout that Linux uses.
 *
 *     ISS = F1(4-tuple) + SEG.SEQ + (minute << 24) + (F2(4-tuple, minute) + MSS index) mod 2^24
 *
 * Nothing is stored: the third segment's ACK number gives the cookie back, its SEQ the client's number.
 */
import { copyTcb } from "../tcp/copy.ts";
import { prf } from "../tcp/isn.ts";
import { agree, DEFAULT_MSS, learnIrs } from "../tcp/open.ts";
import type { Segment } from "../tcp/segment.ts";
import { add, type SeqNum, seqNum } from "../tcp/seqnum.ts";
import type { Tcb } from "../tcp/tcb.ts";
import type { Turn } from "../tcp/turn.ts";
import type { Host } from "./host.ts";

const LOW_BITS = 24;
const LOW_MASK = 0xff_ff_ff;
const MINUTE_MS = 60_000;
/** A cookie of an earlier minute is believed this long. */
const MINUTES_BELIEVED = 2;
/** The only sizes a cookie can remember (Linux's msstab for IPv4). */
const SIZES = [DEFAULT_MSS, 1_300, 1_440, 1_460] as const;

const tuple = (seg: Segment): string => `${seg.src.ip}:${seg.src.port}>${seg.dst.ip}:${seg.dst.port}`;

export function cookieIsn(host: Host, seg: Segment, now: number): SeqNum {
  const minute = Math.floor(now / MINUTE_MS);
  const offered = seg.options?.mss ?? DEFAULT_MSS;
  const index = Math.max(
    0,
    SIZES.findLastIndex((size) => size <= offered),
  );
  const low = (prf(host.secret, `2 ${tuple(seg)} ${minute}`) + index) & LOW_MASK;
  return seqNum(prf(host.secret, `1 ${tuple(seg)}`) + seg.seq + ((minute & 0xff) << LOW_BITS) + low);
}

/** The TCB that the third segment proves; null = it bears no cookie of ours, or an old one. */
export function fromCookie(host: Host, listening: Tcb, seg: Segment, now: number): Tcb | null {
  const iss = add(seg.ack, -1);
  const irs = add(seg.seq, -1);
  const index = open(host, seg, iss, irs, Math.floor(now / MINUTE_MS));
  const mss = SIZES[index];
  if (mss === undefined) return null;
  return build(host, listening, seg, { iss, irs, mss });
}

interface Proved {
  readonly iss: SeqNum;
  readonly irs: SeqNum;
  readonly mss: number;
}

/** The MSS index, or -1. */
function open(host: Host, seg: Segment, iss: SeqNum, irs: SeqNum, minute: number): number {
  const rest = (iss - prf(host.secret, `1 ${tuple(seg)}`) - irs) >>> 0;
  const age = (minute - (rest >>> LOW_BITS)) & 0xff;
  if (age >= MINUTES_BELIEVED) return -1;
  const index = (rest - prf(host.secret, `2 ${tuple(seg)} ${minute - age}`)) & LOW_MASK;
  return index < SIZES.length ? index : -1;
}

/** What the cookie does not say comes from the listener, as for any other connection. */
function build(host: Host, listening: Tcb, seg: Segment, { iss, irs, mss }: Proved): Tcb {
  const tcb = { ...copyTcb(listening), local: seg.dst, remote: seg.src };
  const turn: Turn = { tcb, now: 0, profile: host.profile, effects: [], because: [] };
  learnIrs(turn, irs);
  agree(turn, { mss });
  tcb.offered = { mss: host.profile.mss };
  tcb.iss = iss;
  tcb.snd = { una: iss, nxt: add(iss, 1), wnd: seg.wnd, wl1: irs, wl2: iss, max: seg.wnd };
  tcb.rcv.edge = add(tcb.rcv.nxt, tcb.rcv.wnd);
  return tcb;
}
