/** The event processing of RFC 9293 §3.10: one event in, the new TCB and what to do out. */
import { abort } from "./abort.ts";
import { arrivesClosed } from "./arrives/closed.ts";
import { arrivesListen } from "./arrives/listen.ts";
import { arrivesOther } from "./arrives/other.ts";
import { arrivesSynSent } from "./arrives/syn-sent.ts";
import { close, closeAndForget } from "./close.ts";
import { copyTcb } from "./copy.ts";
import type { Event, Step } from "./event.ts";
import { open } from "./open.ts";
import type { Profile } from "./profile.ts";
import { receive } from "./receive.ts";
import type { Segment } from "./segment.ts";
import { send } from "./send.ts";
import type { SeqNum } from "./seqnum.ts";
import type { Tcb } from "./tcb.ts";
import { timeout } from "./timeouts.ts";
import { output } from "./transmit.ts";
import { type Turn, why } from "./turn.ts";

/**
 * What an endpoint does when `event` happens at `now`.
 *
 * Pure: `tcb` is not changed, and the same arguments give the same result.
 *
 * @param now milliseconds of simulated time, never less than at the step before
 */
export function step(tcb: Tcb, event: Event, now: number, profile: Profile): Step {
  const turn: Turn = { tcb: copyTcb(tcb), now, profile, effects: [], because: [] };
  happen(turn, event);
  return turn;
}

function happen(t: Turn, event: Event): void {
  switch (event.type) {
    case "OPEN":
      open(t, event.active, event.iss, event.data);
      return;
    case "SEND":
      send(t, event.data);
      return;
    case "PUSH":
      output(t);
      return;
    case "RECEIVE":
      receive(t, event.max);
      return;
    case "CLOSE":
      close(t);
      return;
    case "CLOSE AND FORGET":
      closeAndForget(t);
      return;
    case "ABORT":
      abort(t);
      return;
    case "SEGMENT ARRIVES":
      arrives(t, event.seg, event.iss);
      return;
    case "TIMEOUT":
      timeout(t, event.timer);
      return;
  }
}

function arrives(t: Turn, seg: Segment, iss: SeqNum): void {
  // §3.1: a segment whose checksum is wrong is discarded without a word; nothing in it can be trusted.
  if (seg.corrupted) {
    if (t.profile.checksum) {
      why(t, "checksum-bad");
      return;
    }
    why(t, "checksum-ignored");
  }
  switch (t.tcb.state) {
    case "CLOSED": {
      const { reply, because } = arrivesClosed(seg);
      t.because.push(because);
      if (reply) t.effects.push({ type: "send", seg: reply, again: false });
      return;
    }
    case "LISTEN":
      arrivesListen(t, seg, iss);
      return;
    case "SYN-SENT":
      arrivesSynSent(t, seg);
      return;
    default:
      arrivesOther(t, seg);
      return;
  }
}
