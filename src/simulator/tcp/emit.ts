/** Single segments of a connection: the header's numbers are filled in here and nowhere else. */
import { memoryOf } from "./memory.ts";
import { ACK, type Options, RST, type Segment, SYN } from "./segment.ts";
import { add, distance, type SeqNum, seqNum } from "./seqnum.ts";
import type { Tcb } from "./tcb.ts";
import { stopTimer, type Turn } from "./turn.ts";

/** The largest window that the header's 16 bits can say, before scaling. */
const WND_FIELD_MAX = 65_535;
/** Linux: TCP_ATO_MIN, the shortest delay of an ACK; it is also what follows when the quick ACKs are used up. */
export const DELAY_MIN_MS = 40;

interface Content {
  readonly seq: SeqNum;
  readonly flags: number;
  readonly data?: string;
  readonly options?: Options;
  readonly again?: boolean;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Puts one segment of this connection on the wire, with the acknowledgement and window of this moment. */
export function emit(t: Turn, content: Content): void {
  const { tcb } = t;
  const acks = (content.flags & ACK) !== 0;
  const seg: Writable<Segment> = {
    src: tcb.local,
    dst: tcb.remote,
    seq: content.seq,
    ack: acks ? tcb.rcv.nxt : seqNum(0),
    flags: content.flags,
    wnd: content.flags & RST && !acks ? 0 : windowField(t, content.flags),
    data: content.data ?? "",
  };
  const options = withTimestamps(t, content);
  if (options) seg.options = options;
  t.effects.push({ type: "send", seg, again: content.again ?? false });
  if (acks) ackLeft(t);
}

/** `<SEQ=SND.NXT><ACK=RCV.NXT><CTL=ACK>` */
export function emitAck(t: Turn): void {
  emit(t, { seq: seqOfAck(t), flags: ACK });
}

function seqOfAck({ tcb, profile }: Turn): SeqNum {
  const { snd, state } = tcb;
  if (!profile.acksWithinWindow || state === "SYN-SENT" || state === "SYN-RECEIVED") return snd.nxt;
  const edge = add(snd.una, snd.wnd);
  return distance(edge, snd.nxt) < 0 ? edge : snd.nxt;
}

function withTimestamps(t: Turn, { flags, options }: Content): Options | undefined {
  const { agreed, tsRecent } = t.tcb;
  if (!agreed.timestamps || flags & RST) return options;
  return { ...options, timestamps: { value: t.now, echo: flags & ACK ? (tsRecent ?? 0) : 0 } };
}

/**
 * SEG.WND. The right edge is never taken back (§3.8.6, SHLD-14: "a TCP receiver SHOULD NOT shrink the window").
 * The window of a SYN is never scaled (RFC 7323 §2.2).
 */
function windowField(t: Turn, flags: number): number {
  const { rcv, agreed } = t.tcb;
  rcv.wnd = receiveWindow(t);
  const edge = add(rcv.nxt, rcv.wnd);
  if (distance(edge, rcv.edge) > 0) rcv.edge = edge;
  rcv.told = rcv.nxt;
  return flags & SYN
    ? Math.min(rcv.wnd, WND_FIELD_MAX)
    : Math.min(rcv.wnd >>> agreed.rcvScale, WND_FIELD_MAX);
}

/** RCV.WND: the free part of the buffer, and at least what was promised before. */
export function receiveWindow(t: Turn): number {
  const { rcv, unread } = t.tcb;
  const free = rcv.memory === null ? Math.max(0, rcv.buffer - unread.length) : freeMemory(t.tcb, rcv.memory);
  return Math.max(free, distance(rcv.edge, rcv.nxt), 0);
}

/**
 * Linux counts memory. What is left of it is told in octets at the rate that the peer's segments have shown so far,
 * in whole segments of their size.
 */
function freeMemory({ rcv, acks, received }: Tcb, memory: number): number {
  if (received === 0) return rcv.buffer;
  const used = rcv.unread.reduce((sum, octets) => sum + memoryOf(octets), 0);
  const left = (memory - used) * (acks.peerMss / memoryOf(acks.peerMss));
  return Math.max(0, Math.floor(Math.min(rcv.buffer, left) / acks.peerMss) * acks.peerMss);
}

/** The SYN of an active OPEN, or the SYN,ACK of SYN-RECEIVED. */
export function emitSyn(t: Turn, again: boolean): void {
  const { tcb } = t;
  const flags = tcb.state === "SYN-SENT" ? SYN : SYN | ACK;
  const [, text] = flags & ACK ? [] : tcb.outstanding;
  emit(t, { seq: tcb.iss, flags, options: tcb.offered, again, data: text?.data ?? "" });
}

/** An ACK left, alone or with something else: none is owed any more. */
function ackLeft(t: Turn): void {
  const { acks } = t.tcb;
  if (acks.due !== "no" && acks.quick > 0) {
    acks.quick--;
    if (acks.quick === 0) acks.delayMs = DELAY_MIN_MS;
  }
  acks.due = "no";
  acks.unanswered = 0;
  acks.pushed = 0;
  stopTimer(t, "DELAYED-ACK");
}
