/** What happened in a run, step by step: plain JSON. Everything a learner sees is made from this. */
import type { Errno, SocketCall, SocketResult } from "../host/socket.ts";
import type { Effect } from "../tcp/event.ts";
import type { Because } from "../tcp/rules.ts";
import type { Segment } from "../tcp/segment.ts";
import type { State, Tcb, TimerName } from "../tcp/tcb.ts";
import type { Localised } from "./scenario.ts";
import type { WhatIf } from "./what-if.ts";

export type HostId = string;

/** How sequence numbers are shown: counted from the ISNs, as Wireshark does it, or as they stand in the header. */
export type Numbers = "relative" | "absolute";

/** A segment between two hosts. */
export interface Flight {
  readonly id: number;
  readonly seg: Segment;
  readonly from: HostId;
  readonly to: HostId;
  /** Milliseconds of simulated time. */
  readonly sentAt: number;
  readonly arrivesAt: number;
  /** SEG.SEQ and SEG.ACK counted from the ISNs of the two directions, as tcpdump and Wireshark show them. */
  readonly relative: { readonly seq: number; readonly ack: number };
  /** Sent before with the same sequence number by the same endpoint. */
  readonly again: boolean;
  /** The network made this copy of another flight. */
  readonly copyOf?: number;
  /** Who really sent it, where the source address lies; `old duplicate` = left over from an earlier connection. */
  readonly forgedBy?: HostId | "old duplicate";
  /** The network keeps it until somebody releases it. */
  readonly held?: true;
}

/** What somebody may do next: the network to a segment, a program to its host, an attacker to everybody. */
export type Move =
  | { readonly type: "deliver" | "lose" | "duplicate" | "corrupt" | "hold" | "release"; readonly id: number }
  | { readonly type: "delay"; readonly id: number; readonly ms: number }
  | { readonly type: "expire"; readonly host: HostId; readonly connection: string; readonly timer: TimerName }
  | { readonly type: "call"; readonly host: HostId; readonly socket: string; readonly call: SocketCall }
  /** `by` null: nobody forged it, it is an old duplicate that the network still had. */
  | { readonly type: "forge"; readonly by: HostId | null; readonly to: HostId; readonly seg: Segment }
  | { readonly type: "reboot"; readonly host: HostId };

export type MoveOf<T extends Move["type"]> = Extract<Move, { type: T }>;

/** A connection (or a listener) of the entry's host changed its state. CLOSED = no TCB. */
export interface StateChange {
  /** `connectionKey` of the 4-tuple; a listener's is `*:port`. */
  readonly connection: string;
  readonly before: State;
  readonly after: State;
}

export interface Entry {
  /** Position in the trace, from 0. */
  readonly n: number;
  /** Milliseconds of simulated time. */
  readonly at: number;
  readonly move: Move;
  /** Where it happened; null when it happened in the network (lose, duplicate, hold ...). */
  readonly host: HostId | null;
  /** The connection concerned, by its `connectionKey`; null when none is. */
  readonly connection: string | null;
  /** The segment that the move is about. */
  readonly flight: Flight | null;
  /** Segments that this step put into the network, in order. */
  readonly sent: readonly Flight[];
  /** Those that left for an address where nobody is (their `to` is that address): nothing more becomes of them. Absent = none. */
  readonly unreachable?: readonly Flight[];
  readonly states: readonly StateChange[];
  /** What the endpoint did besides sending. */
  readonly effects: readonly Effect[];
  /** Why, rule by rule, with the numbers compared. */
  readonly because: readonly Because[];
  /** What the call gave back, as the program sees it. */
  readonly result: SocketResult | null;
  /** What the connection's socket now has for its program (SO_ERROR). Absent = nothing new. */
  readonly error?: Errno;
  /** The connection's TCB before and after; null = none. */
  readonly before: Tcb | null;
  readonly after: Tcb | null;
}

/** Winsock has names of its own. */
export type ErrorNames = "winsock";

export interface TraceHost {
  readonly id: HostId;
  readonly ip: string;
  readonly title: Localised;
  /** Operating system profile, e.g. `linux`. */
  readonly profile: string;
  /** How its sockets name errors; absent = as POSIX does. */
  readonly errors?: ErrorNames;
  /** The state in which the trace finds it: CLOSED, unless the scenario has a prologue. */
  readonly opening: State;
}

export interface Trace {
  readonly scenario: string;
  readonly title: Localised;
  readonly hosts: readonly TraceHost[];
  readonly entries: readonly Entry[];
  /** Segments still between hosts when the run ended. */
  readonly inFlight: readonly Flight[];
  readonly seed: number;
  /** One-way delay of the wire in ms. */
  readonly delayMs: number;
  /** Departures from the RFC under which this happened: a reader must be told. */
  readonly whatIf: readonly WhatIf[];
  /** Why it ended: nothing left to happen, the scenario's own end, or a limit. */
  readonly ended: "quiet" | "until" | "limit";
}
