/** Seventh, process the segment text; eighth, check the FIN bit: RFC 9293 §3.10.7.4. */
import { enterQuickMode, heardText, oweAck } from "../acknowledge.ts";
import { emitAck } from "../emit.ts";
import { FIN, has, type Segment, SYN } from "../segment.ts";
import { add, distance, gt, le, lt, type SeqNum } from "../seqnum.ts";
import type { HeldText } from "../tcb.ts";
import { enter, signal, type Turn, why } from "../turn.ts";
import { isTextAfterClose, resetForText } from "./text-after-close.ts";
import { enterTimeWait } from "./time-wait.ts";

/** Where text starts: after the SYN, if there is one. */
const textStart = (seg: Segment): SeqNum => (has(seg, SYN) ? add(seg.seq, 1) : seg.seq);

/** False = the connection is over. */
export function takeText(t: Turn, seg: Segment): boolean {
  const { tcb } = t;
  const start = textStart(seg);
  const fin = has(seg, FIN);
  if (seg.data === "" && !fin) {
    // The crossing SYN,ACK of a simultaneous open: to Linux it looks like text that it has already.
    if (has(seg, SYN) && t.profile.acksCrossingSynAck) enterQuickMode(t);
    drainHeld(t);
    return true;
  }
  switch (tcb.state) {
    case "ESTABLISHED":
    case "FIN-WAIT-1":
    case "FIN-WAIT-2":
      if (isTextAfterClose(t, seg)) return resetForText(t, seg);
      place(t, seg, start, fin);
      return true;
    case "CLOSE-WAIT":
    case "CLOSING":
    case "LAST-ACK":
      // "This should not occur since a FIN has been received from the remote side. Ignore the segment text."
      return afterFin(t, seg, start, fin);
    default:
      return true;
  }
}

/** In the window or a duplicate, whole or in part: RCV.NXT decides. */
function place(t: Turn, seg: Segment, start: SeqNum, fin: boolean): void {
  const { tcb } = t;
  const { rcv } = tcb;
  const last = add(start, seg.data.length + (fin ? 1 : 0));
  if (le(last, rcv.nxt)) {
    why(t, "text-duplicate", { segSeq: seg.seq, rcvNxt: rcv.nxt });
    enterQuickMode(t);
    return;
  }
  if (rcv.wnd === 0 && (seg.data !== "" || !t.profile.looseSequenceTest)) {
    enterQuickMode(t);
    return;
  }
  if (gt(start, rcv.nxt)) {
    why(t, fin && seg.data === "" ? "fin-waits-for-gap" : "text-held", { segSeq: seg.seq, rcvNxt: rcv.nxt });
    const data = fits(t, start, seg.data);
    // A FIN whose text was cut at the window's edge comes again with the rest of it.
    hold(t, { seq: start, data, fin: fin && data.length === seg.data.length });
    oweAck(t, "now");
    return;
  }
  const known = distance(rcv.nxt, start);
  const text = fits(t, rcv.nxt, seg.data.slice(known));
  if (text !== "") {
    deliver(t, text);
    why(t, "text-in-order", { octets: text.length, rcvNxt: rcv.nxt });
    heardText(t, seg);
  }
  if (fin && text.length === seg.data.length - known) takeFin(t, seg);
  drainHeld(t);
}

/** "Trimming off any portions that lie outside the window." */
function fits(t: Turn, from: SeqNum, data: string): string {
  const { rcv, unread } = t.tcb;
  const room = distance(add(rcv.nxt, rcv.wnd), from);
  // Linux takes a whole segment into an empty buffer, even one that ends beyond the edge.
  if (data.length <= room || (t.profile.looseSequenceTest && unread === "")) return data;
  return data.slice(0, Math.max(0, room));
}

function deliver(t: Turn, text: string): void {
  const { tcb } = t;
  tcb.unread += text;
  tcb.received += text.length;
  if (tcb.rcv.memory !== null) tcb.rcv.unread = [...tcb.rcv.unread, text.length];
  tcb.rcv.nxt = add(tcb.rcv.nxt, text.length);
}

/** Keeps the out-of-order queue sorted; of two with the same start it keeps the one that reaches further. */
function hold(t: Turn, one: HeldText): void {
  const { held } = t.tcb;
  const known = held.find(({ seq }) => seq === one.seq);
  if (known && reach(known) >= reach(one)) return;
  const kept = [...held.filter((other) => other !== known), one];
  t.tcb.held = kept.sort((a, b) => distance(a.seq, b.seq));
}

const reach = ({ data, fin }: HeldText): number => data.length + (fin ? 1 : 0);

/** Takes what has become in order from the out-of-order queue. */
export function drainHeld(t: Turn): void {
  const { tcb } = t;
  while (tcb.held[0] && le(tcb.held[0].seq, tcb.rcv.nxt)) {
    const [one, ...rest] = tcb.held as [HeldText, ...HeldText[]];
    tcb.held = rest;
    const text = one.data.slice(Math.max(0, distance(tcb.rcv.nxt, one.seq)));
    if (text !== "") {
      deliver(t, text);
      why(t, "text-fills-gap", { octets: text.length, rcvNxt: tcb.rcv.nxt });
    }
    oweAck(t, "now");
    // Its own ACK covers the text, too: a second one would find the peer gone, and bring a RST into TIME-WAIT.
    const finSeq = add(one.seq, one.data.length);
    if (one.fin && finSeq === tcb.rcv.nxt) takeFin(t, null);
  }
}

/** A FIN in sequence: RCV.NXT over it, acknowledge it, tell the user "connection closing". */
function takeFin(t: Turn, seg: Segment | null): void {
  const { tcb } = t;
  const { rcv } = tcb;
  rcv.nxt = add(rcv.nxt, 1);
  tcb.eof = true;
  tcb.held = [];
  signal(t, "connection closing");
  switch (tcb.state) {
    case "ESTABLISHED":
      why(t, "fin-close-wait", { segSeq: seg?.seq ?? add(rcv.nxt, -1), rcvNxt: rcv.nxt });
      enter(t, "CLOSE-WAIT");
      // The program's own FIN will probably follow soon and can take the ACK along.
      tcb.acks.interactive = true;
      oweAck(t, t.profile.acks === "linux" ? "later" : "now");
      return;
    case "FIN-WAIT-1":
      why(t, "fin-closing", { rcvNxt: rcv.nxt, sndUna: tcb.snd.una, sndNxt: tcb.snd.nxt });
      emitAck(t);
      enter(t, "CLOSING");
      return;
    case "FIN-WAIT-2":
      emitAck(t);
      enterTimeWait(t);
      return;
    default:
      return;
  }
}

function afterFin(t: Turn, seg: Segment, start: SeqNum, fin: boolean): boolean {
  const { tcb } = t;
  if (!lt(start, tcb.rcv.nxt)) {
    why(t, "text-ignored", { state: tcb.state });
    return true;
  }
  if (t.profile.looseSequenceTest && isTextAfterClose(t, seg)) return resetForText(t, seg);
  if (fin) why(t, "fin-duplicate", { state: tcb.state });
  else why(t, "text-ignored", { state: tcb.state });
  enterQuickMode(t);
  return true;
}
