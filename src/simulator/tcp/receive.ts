/** RECEIVE: RFC 9293 §3.10.3. A RECEIVE never waits here: "queue the request" is the program asking again. */
import { readBySomebody } from "./acknowledge.ts";
import { emitAck, receiveWindow } from "./emit.ts";
import { distance } from "./seqnum.ts";
import { signal, type Turn, why } from "./turn.ts";

export function receive(t: Turn, max: number): void {
  const { tcb } = t;
  if (tcb.state === "CLOSED" && tcb.unread === "" && !tcb.eof) {
    why(t, "no-connection");
    signal(t, "error: connection does not exist");
    return;
  }
  if (tcb.unread === "") {
    why(t, tcb.eof ? "receive-end" : "receive-nothing-yet");
    signal(t, tcb.eof ? "connection closing" : "ok");
    return;
  }
  const data = tcb.unread.slice(0, max);
  tcb.unread = tcb.unread.slice(data.length);
  tcb.rcv.unread = afterReading(tcb.rcv.unread, data.length);
  why(t, "receive-delivered", { octets: data.length });
  t.effects.push({ type: "deliver", data });
  if (tcb.state === "CLOSED") return;
  if (readBySomebody(t, data.length)) {
    emitAck(t);
    return;
  }
  offerWindow(t);
}

/** A segment's memory is free once its last octet was read. */
function afterReading(unread: readonly number[], octets: number): readonly number[] {
  let left = octets;
  const first = unread.findIndex((size) => {
    left -= size;
    return left < 0;
  });
  return first < 0 ? [] : [-left, ...unread.slice(first + 1)];
}

/**
 * §3.8.6.2.2, the receiver's side of silly window avoidance: tell of the freed buffer only when it is worth it,
 * that is when the window grew by a full segment or half the buffer. Linux waits until it has doubled.
 */
function offerWindow(t: Turn): void {
  const { tcb, profile } = t;
  if (tcb.eof) return;
  const now = Math.max(0, distance(tcb.rcv.edge, tcb.rcv.nxt));
  const possible = receiveWindow(t);
  const worth =
    profile.acks === "linux"
      ? 2 * now <= tcb.rcv.buffer && possible >= 2 * Math.max(now, 1)
      : possible - now >= Math.min(profile.mss, tcb.rcv.buffer / 2) && now < profile.mss;
  if (!worth) return;
  why(t, "receive-window-update", { rcvWnd: possible });
  emitAck(t);
}
