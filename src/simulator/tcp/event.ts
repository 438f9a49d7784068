/** What may happen to an endpoint, and what it does about it: RFC 9293 §3.10. */
import type { Because } from "./rules.ts";
import type { Segment } from "./segment.ts";
import type { SeqNum } from "./seqnum.ts";
import type { Tcb, TimerName } from "./tcb.ts";

/** User calls (§3.10.1–§3.10.6), arriving segments (§3.10.7) and timeouts (§3.10.8). */
export type Event =
  /** `data`: text that the SYN takes along (§3.5; RFC 7413 makes use of it). */
  | { readonly type: "OPEN"; readonly active: boolean; readonly iss: SeqNum; readonly data?: string }
  | { readonly type: "SEND"; readonly data: string }
  /** Nagle's rule was switched off (MUST-17): what it held back may leave. */
  | { readonly type: "PUSH" }
  /** At most `max` octets are taken from what has arrived in order. */
  | { readonly type: "RECEIVE"; readonly max: number }
  /** "I have nothing more to send" (§3.6): a program's shutdown(SHUT_WR). */
  | { readonly type: "CLOSE" }
  /** A program's close(): CLOSE, and nobody is left to receive (§3.6.1). */
  | { readonly type: "CLOSE AND FORGET" }
  | { readonly type: "ABORT" }
  /** `iss` is used only when the segment opens a connection at a LISTEN. */
  | { readonly type: "SEGMENT ARRIVES"; readonly seg: Segment; readonly iss: SeqNum }
  | { readonly type: "TIMEOUT"; readonly timer: TimerName };

/** What the user of the connection is told, in the RFC's words. */
export type Signal =
  | "connection established"
  | "connection refused"
  | "connection reset"
  | "connection closing"
  | "connection aborted due to user timeout"
  | "ok"
  | "error: connection does not exist"
  | "error: connection already exists"
  | "error: connection closing";

export type Effect =
  | { readonly type: "send"; readonly seg: Segment; readonly again: boolean }
  | { readonly type: "deliver"; readonly data: string }
  | { readonly type: "signal"; readonly signal: Signal }
  /** `ms` from now. */
  | { readonly type: "start timer"; readonly timer: TimerName; readonly ms: number }
  | { readonly type: "stop timer"; readonly timer: TimerName };

export interface Step {
  /** State CLOSED means that the TCB is deleted. */
  readonly tcb: Tcb;
  readonly effects: readonly Effect[];
  /** Which rules decided, in the order in which they did. */
  readonly because: readonly Because[];
}
