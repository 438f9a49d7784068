/** Second, check the RST bit; fourth, check the SYN bit: RFC 9293 §3.10.7.4 with RFC 5961 §3.2 and §4.2. */
import { has, RST, type Segment, SYN } from "../segment.ts";
import { deleteTcb, signal, type Turn, why } from "../turn.ts";
import { challenge } from "./challenge.ts";
import { resetFor } from "./closed.ts";
import { isBeforeFin, isCrossingSynAck } from "./sequence.ts";

/** False = the segment was a RST and is dealt with. */
export function checkRst(t: Turn, seg: Segment): boolean {
  if (!has(seg, RST)) return true;
  const { tcb, profile } = t;
  const exact = seg.seq === tcb.rcv.nxt;
  const values = { segSeq: seg.seq, rcvNxt: tcb.rcv.nxt };
  if (!exact && profile.challengeAcks && !isBeforeFin(t, seg)) {
    why(t, "rst-challenge", { ...values, rcvWnd: tcb.rcv.wnd });
    challenge(t);
    return false;
  }
  if (!exact && !profile.challengeAcks) why(t, "rst-in-window", { ...values, rcvWnd: tcb.rcv.wnd });
  believeRst(t, values);
  return false;
}

function believeRst(t: Turn, values: { segSeq: number; rcvNxt: number }): void {
  const { tcb } = t;
  if (tcb.state === "SYN-RECEIVED" && tcb.opened === "passive") {
    // "If this connection was initiated with a passive OPEN, then return this connection to LISTEN state."
    why(t, "rst-exact-listen", values);
    deleteTcb(t, "LISTEN");
    return;
  }
  if (tcb.state === "SYN-RECEIVED") {
    why(t, "rst-refused", values);
    signal(t, "connection refused");
    deleteTcb(t);
    return;
  }
  // "CLOSING STATE, LAST-ACK STATE, TIME-WAIT STATE: If the RST bit is set, then enter the CLOSED state".
  const quiet = tcb.state === "CLOSING" || tcb.state === "LAST-ACK";
  why(t, "rst-exact", values);
  if (!quiet || t.profile.tellsResetAfterBothFins) signal(t, "connection reset");
  deleteTcb(t);
}

/** False = a SYN in the window is dealt with. */
export function checkSyn(t: Turn, seg: Segment): boolean {
  const { tcb, profile } = t;
  if (!has(seg, SYN) || isCrossingSynAck(t, seg)) return true;
  if (tcb.state === "SYN-RECEIVED" && tcb.opened === "passive") {
    why(t, "syn-back-to-listen", { segSeq: seg.seq });
    deleteTcb(t, "LISTEN");
    return false;
  }
  if (profile.challengeAcks) {
    why(t, "syn-challenge", { segSeq: seg.seq, rcvNxt: tcb.rcv.nxt });
    challenge(t);
    return false;
  }
  // RFC 793, page 71: "If the SYN is in the window it is an error, send a reset".
  why(t, "syn-in-window-reset", { segSeq: seg.seq, rcvNxt: tcb.rcv.nxt });
  t.effects.push({ type: "send", seg: resetFor(seg), again: false });
  signal(t, "connection reset");
  deleteTcb(t);
  return false;
}
