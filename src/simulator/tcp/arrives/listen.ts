/** SEGMENT ARRIVES, state LISTEN: RFC 9293 §3.10.7.2. */
import { agree, learnIrs, mirror, sendFirstSyn } from "../open.ts";
import { ACK, FIN, flagNames, has, RST, type Segment, SYN } from "../segment.ts";
import { add, type SeqNum } from "../seqnum.ts";
import { enter, signal, type Turn, why } from "../turn.ts";
import { resetFor } from "./closed.ts";

export function arrivesListen(t: Turn, seg: Segment, iss: SeqNum): void {
  // First, check for a RST: "could not be valid", because nothing was sent by this incarnation.
  if (has(seg, RST)) {
    why(t, "listen-rst-ignored");
    return;
  }
  // Second, check for an ACK: "Any acknowledgment is bad if it arrives on a connection still in the LISTEN state."
  if (has(seg, ACK)) {
    why(t, "listen-ack-reset", { segAck: seg.ack });
    t.effects.push({ type: "send", seg: resetFor(seg), again: false });
    return;
  }
  // Third, check for a SYN.
  if (!has(seg, SYN)) {
    why(t, "listen-dropped", { flags: flagNames(seg.flags) });
    return;
  }
  if (has(seg, FIN) && t.profile.listenDropsSynFin) {
    why(t, "listen-syn-fin-dropped");
    return;
  }
  takeSyn(t, seg, iss);
}

function takeSyn(t: Turn, seg: Segment, iss: SeqNum): void {
  const { tcb } = t;
  tcb.remote = seg.src;
  tcb.opened = "passive";
  learnIrs(t, seg.seq);
  agree(t, seg.options);
  tcb.offered = mirror(tcb.offered, seg.options);
  tcb.snd.wnd = seg.wnd;
  tcb.snd.max = seg.wnd;
  tcb.snd.wl1 = seg.seq;
  tcb.heardAt = t.now;
  why(t, "listen-syn", { segSeq: seg.seq, rcvNxt: tcb.rcv.nxt, iss });
  queueText(t, seg);
  enter(t, "SYN-RECEIVED");
  sendFirstSyn(t, iss);
  if (!t.profile.twoWayHandshake) return;
  why(t, "two-way-established");
  enter(t, "ESTABLISHED");
  signal(t, "connection established");
}

/** "Any other incoming control or data … will be processed in the SYN-RECEIVED state": the text waits until then. */
function queueText(t: Turn, seg: Segment): void {
  const fin = has(seg, FIN);
  if (seg.data === "" && !fin) return;
  if (!t.profile.listenQueuesText) {
    why(t, "listen-text-dropped", { octets: seg.data.length });
    return;
  }
  why(t, "listen-text-queued", { octets: seg.data.length });
  t.tcb.held = [{ seq: add(seg.seq, 1), data: seg.data, fin }];
}
