/**
 * SEGMENT ARRIVES in SYN-RECEIVED and all later states: RFC 9293 §3.10.7.4, in its order.
 *
 * Each check may end the processing of the segment; it then returns false.
 */
import { settleAck } from "../acknowledge.ts";
import { ACK, flagNames, has, RST, type Segment, SYN } from "../segment.ts";
import { output } from "../transmit.ts";
import { type Turn, why } from "../turn.ts";
import { checkAck } from "./ack.ts";
import { arrivesAtRequest } from "./request.ts";
import { checkRst, checkSyn } from "./rst-and-syn.ts";
import { checkSequence } from "./sequence.ts";
import { takeText } from "./text.ts";
import { arrivesTimeWait } from "./time-wait.ts";

export function arrivesOther(t: Turn, seg: Segment): void {
  const { tcb, profile } = t;
  if (tcb.state === "TIME-WAIT" || isOrphanInFinWait2(t)) {
    arrivesTimeWait(t, seg);
    return;
  }
  if (tcb.state === "SYN-RECEIVED" && tcb.opened === "passive" && profile.requestSocket) {
    if (!arrivesAtRequest(t, seg)) return;
    // From here on it is a connection, with a limit on challenge ACKs of its own.
    tcb.challengedAt = null;
  } else {
    if (profile.dropsNoAckFirst && !has(seg, ACK | RST | SYN)) {
      why(t, "no-ack-dropped", { flags: flagNames(seg.flags) });
      return;
    }
    if (!checkSequence(t, seg)) {
      settleAck(t);
      return;
    }
    if (!checkRst(t, seg)) return;
    if (!checkSyn(t, seg)) return;
  }
  // (Third, security: not modelled.)
  if (!checkAck(t, seg)) {
    settleAck(t);
    return;
  }
  // (Sixth, the URG bit: the urgent mechanism is not modelled; RFC 6093 discourages it.)
  if (!takeText(t, seg)) return;
  output(t);
  settleAck(t);
}

/** Linux swaps an orphan in FIN-WAIT-2 for a small record that only waits for the FIN, as in TIME-WAIT. */
const isOrphanInFinWait2 = (t: Turn): boolean =>
  t.profile.timeWait === "linux" && t.tcb.state === "FIN-WAIT-2" && t.tcb.orphan;
