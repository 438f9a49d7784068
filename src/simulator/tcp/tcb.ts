/** The Transmission Control Block: RFC 9293 §3.3.1, and the states of §3.3.2. */
import type { Address, Options } from "./segment.ts";
import type { SeqNum } from "./seqnum.ts";

export type State =
  | "CLOSED"
  | "LISTEN"
  | "SYN-SENT"
  | "SYN-RECEIVED"
  | "ESTABLISHED"
  | "FIN-WAIT-1"
  | "FIN-WAIT-2"
  | "CLOSE-WAIT"
  | "CLOSING"
  | "LAST-ACK"
  | "TIME-WAIT";

export type TimerName =
  /** Retransmission: RFC 6298 §5. */
  | "RETRANSMISSION"
  /** Zero-window probe: RFC 9293 §3.8.6.1. */
  | "PERSIST"
  /** Delayed acknowledgement: RFC 9293 §3.8.6.3. */
  | "DELAYED-ACK"
  /** 2 MSL: RFC 9293 §3.10.8. */
  | "TIME-WAIT"
  /** Orphan in FIN-WAIT-2; not in the RFC, in every real system. */
  | "FIN-WAIT-2"
  | "KEEPALIVE"
  /** USER TIMEOUT: RFC 9293 §3.10.8. */
  | "USER";

/** Deadlines in milliseconds of simulated time; null = not running. */
export type Timers = Record<TimerName, number | null>;

/** None of them is running. */
export const noTimers = (): Timers => ({
  RETRANSMISSION: null,
  PERSIST: null,
  "DELAYED-ACK": null,
  "TIME-WAIT": null,
  "FIN-WAIT-2": null,
  KEEPALIVE: null,
  USER: null,
});
export const TIMER_NAMES = Object.keys(noTimers()) as TimerName[];

/** When the next of these timers expires, in ms; Infinity = none is running. Asked at every step, so by name. */
export const firstDeadline = (timers: Readonly<Timers>): number =>
  Math.min(
    timers.RETRANSMISSION ?? Number.POSITIVE_INFINITY,
    timers.PERSIST ?? Number.POSITIVE_INFINITY,
    timers["DELAYED-ACK"] ?? Number.POSITIVE_INFINITY,
    timers["TIME-WAIT"] ?? Number.POSITIVE_INFINITY,
    timers["FIN-WAIT-2"] ?? Number.POSITIVE_INFINITY,
    timers.KEEPALIVE ?? Number.POSITIVE_INFINITY,
    timers.USER ?? Number.POSITIVE_INFINITY,
  );

/** A segment that occupies sequence space and is not acknowledged yet. */
export interface Outstanding {
  readonly seq: SeqNum;
  /** SYN and FIN count one each. */
  readonly len: number;
  readonly syn: boolean;
  readonly fin: boolean;
  readonly data: string;
  /** Nothing was queued behind its text: it bears PSH, however often it is sent (§3.9.1 SEND). */
  readonly push: boolean;
  /** Milliseconds of simulated time. */
  readonly sentAt: number;
  readonly retransmissions: number;
  /** Given up as lost after a timeout: to be sent again as the congestion window allows. */
  readonly lost: boolean;
  /** It was lost, and what was sent in its place is on its way. */
  readonly again: boolean;
}

/** Text that arrived beyond a gap (SHLD-31). */
export interface HeldText {
  readonly seq: SeqNum;
  readonly data: string;
  readonly fin: boolean;
}

/** The TCB of §3.3.1. `step` copies it, and works on the copy alone: a TCB that was handed out never changes. */
export interface Tcb {
  state: State;
  readonly local: Address;
  remote: Address;
  /** How the connection was opened decides where a RST in SYN-RECEIVED leads (MUST-11). */
  opened: "active" | "passive";
  iss: SeqNum;
  irs: SeqNum;
  /** Table 2. `max` is MAX.SND.WND (RFC 5961 §5.2). */
  snd: { una: SeqNum; nxt: SeqNum; wnd: number; wl1: SeqNum; wl2: SeqNum; max: number };
  /** Table 3. `told` is RCV.NXT as it stood in the last segment sent, `edge` the right edge
   *  promised so far, `buffer` the octets that may wait to be read, `memory` what they and
   *  their segments may cost (null = only octets count), `unread` the octets of each segment not read to its end. */
  rcv: {
    nxt: SeqNum;
    wnd: number;
    told: SeqNum;
    edge: SeqNum;
    buffer: number;
    memory: number | null;
    unread: readonly number[];
  };
  /** Largest segment text that may be sent: the peer's MSS option, else 536 (§3.7.1). */
  mss: number;
  /** What both ends offered on their SYNs. */
  agreed: { timestamps: boolean; sndScale: number; rcvScale: number };
  /** TS.Recent (RFC 7323 §4.3); null = the peer has sent no timestamp. */
  tsRecent: number | null;
  /** Options offered on the first SYN, repeated on each retransmission. */
  offered: Options;
  /** Octets given by SEND that no segment has carried yet. */
  queue: string;
  /** CLOSE was called: a FIN follows the last octet of the queue. */
  closing: boolean;
  finSent: boolean;
  /** The retransmission queue, oldest first. */
  outstanding: readonly Outstanding[];
  /** The out-of-order queue, sorted by sequence number. */
  held: readonly HeldText[];
  /** Octets in order that no RECEIVE has taken yet. */
  unread: string;
  /** Octets that arrived in order, in all. */
  received: number;
  /** The peer's FIN was processed: after `unread` comes the end. */
  eof: boolean;
  /** The program has closed its socket: nobody will read (§3.6.1). */
  orphan: boolean;
  noDelay: boolean;
  rtt: Rtt;
  congestion: Congestion;
  acks: Acks;
  timers: Timers;
  /** Since when the oldest segment is being repeated. */
  retransmittingSince: number | null;
  /** Timeouts in a row without an acknowledgement that advances SND.UNA. */
  timeouts: number;
  /** Probes (zero window, keep-alive) since the peer was last heard, and how often their timer was doubled. */
  probes: number;
  probeBackoff: number;
  /** When the first unanswered zero-window probe was due; null = none is. */
  probingSince: number | null;
  /** For the limit on challenge ACKs; null = none was sent yet. */
  challengedAt: number | null;
  /** When the peer was heard last, in ms: keep-alive counts from there (§3.8.4). */
  heardAt: number;
  keepalive: { idleMs: number; intervalMs: number; count: number } | null;
  userTimeoutMs: number | null;
  /** How long an orphan stays in FIN-WAIT-2; null = for ever. */
  finWait2Ms: number | null;
  synRetries: number;
}

/** RFC 6298. `srtt` null = no sample yet. The last three serve the `added` way of Linux. */
export interface Rtt {
  srtt: number | null;
  rttvar: number;
  rtoMs: number;
  mdev: number;
  mdevMax: number;
  /** A new round begins when SND.UNA passes this. */
  round: SeqNum;
}

/** RFC 5681, in segments. */
export interface Congestion {
  cwnd: number;
  ssthresh: number;
  /** Segments that have left the network, as duplicate ACKs say. */
  duplicates: number;
  /** So many of those start a fast retransmit; more than 3 once the network was seen to reorder. */
  threshold: number;
  /** SND.NXT when recovery began (RFC 6582), and which kind; null = none is under way. */
  recover: SeqNum | null;
  recovery: "none" | "fast" | "timeout" | "forward";
  /** What the windows were before the recovery, in case that it proves to be a mistake (RFC 5682). */
  prior: { readonly cwnd: number; readonly ssthresh: number } | null;
  /** Delivered and sent since the recovery began (RFC 6937). */
  delivered: number;
  repeated: number;
  /** Acknowledged segments counted towards the next step of congestion avoidance. */
  credit: number;
  /** SND.NXT after the last segment smaller than the MSS (Minshall). */
  smallest: SeqNum | null;
  /** Did CWND keep anything from leaving lately? Else the most segments that were outstanding, until when. */
  limited: boolean;
  most: number;
  mostUntil: SeqNum | null;
}

/** When to acknowledge (§3.8.6.3), with what Linux's quick-ACK mode needs. */
export interface Acks {
  due: "no" | "later" | "now";
  /** Full segments that arrived since the last ACK went out. */
  unanswered: number;
  /** Quick ACKs left; interactive traffic switches them off. */
  quick: number;
  interactive: boolean;
  /** Current delay; 0 = no data has arrived yet. */
  delayMs: number;
  /** When text arrived last, in ms. */
  dataAt: number;
  /** Estimate of the peer's segment size. */
  peerMss: number;
  /** How often text arrived since the last ACK with which the peer's program seems to have finished; 2 = or more. */
  pushed: 0 | 1 | 2;
}
