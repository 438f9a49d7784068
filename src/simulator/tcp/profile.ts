/** How a stack uses the freedom that the RFCs leave, and where it departs from them. All times in milliseconds. */

import { FREEBSD, MACOS, WINDOWS } from "./systems.ts";

export type ProfileName = "rfc" | "linux" | "windows" | "freebsd" | "macos";

export interface Profile {
  readonly name: ProfileName;

  // RFC 6298
  readonly initialRtoMs: number;
  readonly minRtoMs: number;
  readonly maxRtoMs: number;
  /** Timers count in ticks of this length, rounded up; 0 = in milliseconds. */
  readonly timerTickMs: number;
  /** `floor`: RTO is at least the minimum (RFC 6298 §2.4). `added`: 4*RTTVAR is at least the minimum (Linux). */
  readonly minRtoIs: "floor" | "added";
  /** RTO for data after the SYN had to be repeated (RFC 6298 §5.7). */
  readonly rtoAfterSynLossMs: number;
  /** RFC 5682: after a timeout look whether the segments were merely late before repeating them all. */
  readonly forwardRto: boolean;

  // RFC 9293 §3.8.3: how often, until when
  readonly synRetries: number;
  /** That many SYN timeouts before backing off starts; they do not count as retries (Linux >= 6.5). */
  readonly synLinearTimeouts: number;
  /** An active open is given up after this long, however often the SYN was sent; null = only the count decides. */
  readonly openGiveUpMs: number | null;
  readonly synAckRetries: number;
  /** R2 as a number of retransmissions ... */
  readonly dataRetries: number;
  /** ... or, where true, as the time that so many would take from `minRtoMs` (Linux). */
  readonly dataRetriesAreTime: boolean;
  readonly orphanRetries: number;
  /** A timer of its own (§3.10.8), or only looked at when something has to be sent again (Linux). */
  readonly userTimeoutIs: "timer" | "checked";
  /** USER TIMEOUT (§3.10.8); null = none. */
  readonly userTimeoutMs: number | null;

  readonly timeWaitMs: number;
  /** How long an orphan stays in FIN-WAIT-2; null = for ever, as in the RFC. */
  readonly finWait2Ms: number | null;
  readonly keepalive: { readonly idleMs: number; readonly intervalMs: number; readonly count: number } | null;

  /** `at once`: every data segment. `delayed`: every second one or after `delayedAckMs`. `linux`: quick ACKs first. */
  readonly acks: "at once" | "delayed" | "linux";
  readonly delayedAckMs: number;
  /** Two segments are cut from the queue at once, and never one to fill what is left of a window (Linux, TSO). */
  readonly sendsInPairs: boolean;
  /** Small segments are sent again as one (Linux's tcp_retrans_try_collapse). */
  readonly collapsesRetransmissions: boolean;
  /** RFC 6937 instead of RFC 6582 §3.2 decides how the window shrinks in fast recovery. */
  readonly proportionalRecovery: boolean;
  /** So many losses of the SYN make the initial window one segment. */
  readonly synLossesForSlowestStart: number;
  /** No MSS option makes segments smaller than this. */
  readonly minSendMss: number;
  /** What holds a small segment back: any unacknowledged segment (§3.7.4), or only a small one (Minshall). */
  readonly nagle: "none" | "rfc" | "minshall";
  /** SND.WND/2 is the largest segment (Linux's sender side of silly window avoidance). */
  readonly halfWindowSegments: boolean;
  readonly initialWindowSegments: number;
  readonly receiveBuffer: number;
  /** What the octets that wait to be read, and their segments, may take of memory; null = only the octets count. */
  readonly receiveMemory: number | null;
  /** SO_RCVBUF sets that memory (Linux), not the octets alone. */
  readonly receiveBufferIsMemory: boolean;
  readonly mss: number;
  readonly timestamps: boolean;
  readonly sackPermitted: boolean;
  /** Shift offered on SYN segments; null = not offered. */
  readonly windowScale: number | null;

  // Branches of §3.10.7 that stacks read differently
  /** SYN+FIN at a listener: the RFC takes the SYN, Linux drops the segment. */
  readonly listenDropsSynFin: boolean;
  /** Text on a SYN: the RFC queues it, Linux without Fast Open drops it. */
  readonly listenQueuesText: boolean;
  /** FIN on a SYN,ACK in SYN-SENT is processed (RFC) or ignored (Linux). */
  readonly synSentTakesFin: boolean;
  /** Linux repeats its SYN this soon after an unacceptable ACK in SYN-SENT; null = it just waits. */
  readonly synSentRetrySoonMs: number | null;
  /** SYN-RECEIVED after a passive open is checked as Linux's request socket does it. */
  readonly requestSocket: boolean;
  /** A repeated SYN in SYN-RECEIVED is answered by the SYN,ACK again, not by a bare ACK. */
  readonly repeatsSynAck: boolean;
  /** The crossing SYN,ACK of a simultaneous open counts as acceptable (figure 7), though SEG.SEQ = RCV.NXT-1. */
  readonly acceptsCrossingSynAck: boolean;
  /** Linux answers that SYN,ACK with one more ACK. */
  readonly acksCrossingSynAck: boolean;
  /** Sequence test as in Linux: the end of the segment may equal RCV.NXT, its start lie before. */
  readonly looseSequenceTest: boolean;
  /** RFC 5961 §3.2 and §4.2; false = RFC 793: any RST or SYN in the window resets. */
  readonly challengeAcks: boolean;
  /** At most one challenge ACK per connection in this time (RFC 5961 §7 allows a limit); null = no limit. */
  readonly challengeAckEveryMs: number | null;
  /** After the peer's FIN a RST one below RCV.NXT resets, too. */
  readonly rstBeforeFin: boolean;
  /** A RST in CLOSING or LAST-ACK is told to the program, too (Linux); the RFC just closes. */
  readonly tellsResetAfterBothFins: boolean;
  readonly rstCarriesAck: boolean;
  /** Where the peer has taken window back, a bare ACK bears the window's edge instead of SND.NXT (Linux). */
  readonly acksWithinWindow: boolean;
  /** Segments without the ACK bit are dropped before the sequence test. */
  readonly dropsNoAckFirst: boolean;
  readonly rstInTimeWait: "closes" | "ignored";
  /**
   * `rfc`: 2 MSL start anew with a repeated FIN, and with a bare ACK that fits. `linux`: with whatever bears an ACK
   * or is older than TS.Recent, and with a bare segment that fits even without ACK; TIME-WAIT and an orphan's
   * FIN-WAIT-2 are a small record apart from the socket, and a new SYN may take the 4-tuple over.
   */
  readonly timeWait: "rfc" | "linux";
  /** An active open may take a 4-tuple over from TIME-WAIT (Linux: tcp_tw_reuse=1). */
  readonly reusesTimeWait: boolean;
  /** shutdown() in SYN-RECEIVED waits for the ACK. */
  readonly shutdownWaitsForOpen: boolean;
  /** SEND before ESTABLISHED: the RFC queues, a non-blocking socket refuses. */
  readonly queuesBeforeOpen: boolean;
  readonly zeroWindowProbe: "octet" | "empty";
  /** Figure 5, note 3, and §3.5.2: whoever sends a RST stays in TIME-WAIT. §3.10.5 says CLOSED. */
  readonly rstSenderTimeWait: boolean;

  /** What a program reads after a failed call: errno, or what Winsock calls it. */
  readonly errorNames: "posix" | "winsock";
  /** A RST in CLOSE-WAIT leaves EPIPE in the socket (Linux's tcp_reset), elsewhere ECONNRESET. */
  readonly resetInCloseWaitIsPipe: boolean;

  // Listeners (not in RFC 9293)
  readonly synCookies: "off" | "overflow" | "always";
  readonly abortOnOverflow: boolean;
  /** A child that nobody accepted yet: the queue holds backlog + this. */
  readonly backlogExtra: number;

  // What-if: named departures from the RFC
  readonly checksum: boolean;
  readonly twoWayHandshake: boolean;
  readonly sendsThirdAck: boolean;
}

export type ProfileOverrides = Partial<Omit<Profile, "name">>;

const RFC: Profile = {
  name: "rfc",
  initialRtoMs: 1_000, // RFC 6298 §2.1
  minRtoMs: 1_000, // RFC 6298 §2.4
  maxRtoMs: 60_000, // RFC 6298 §2.5: at least 60 s
  timerTickMs: 0, // RFC 6298 §3 leaves the granularity open
  minRtoIs: "floor",
  rtoAfterSynLossMs: 3_000, // RFC 6298 §5.7
  forwardRto: false,
  synRetries: 7, // 1+2+4+8+16+32+60+60 = 183 s, the first count whose sum reaches MUST-23's 3 minutes
  synLinearTimeouts: 0,
  openGiveUpMs: null,
  synAckRetries: 7, // as synRetries: R2 for a SYN segment (MUST-23)
  dataRetries: 6, // 1+2+4+8+16+32+60 = 123 s, the first count whose sum reaches R2's 100 s (§3.8.3)
  dataRetriesAreTime: false,
  orphanRetries: 6, // as dataRetries: the RFC knows no orphans
  userTimeoutIs: "timer",
  userTimeoutMs: null,
  timeWaitMs: 240_000, // §3.4.2: MSL is 2 minutes
  finWait2Ms: null, // §3.3.2 names no limit
  keepalive: null, // §3.8.4: off by default
  acks: "at once", // §3.8.6.3 permits a delay, it does not ask for one
  delayedAckMs: 200, // §3.8.6.3: less than 0.5 s (MUST-40)
  sendsInPairs: false,
  collapsesRetransmissions: false,
  proportionalRecovery: false,
  synLossesForSlowestStart: 1, // RFC 5681 §3.1
  minSendMss: 1, // §3.7.1 names no minimum
  nagle: "rfc", // §3.7.4, SHLD-7
  halfWindowSegments: false,
  initialWindowSegments: 3, // RFC 5681 §3.1 for an MSS of 1460
  receiveMemory: null,
  receiveBufferIsMemory: false,
  receiveBuffer: 65_535, // §3.1: what the window field can say
  mss: 1_460, // §3.7.1: the MTU of an Ethernet less 40 octets of headers
  timestamps: false,
  sackPermitted: false,
  windowScale: null,
  listenDropsSynFin: false,
  listenQueuesText: true,
  synSentTakesFin: true,
  synSentRetrySoonMs: null,
  requestSocket: false,
  repeatsSynAck: false,
  acceptsCrossingSynAck: true,
  acksCrossingSynAck: false,
  looseSequenceTest: false,
  challengeAcks: true,
  challengeAckEveryMs: 500, // RFC 5961 §7: at most 10 in 5 s, as its example has it
  rstBeforeFin: false,
  tellsResetAfterBothFins: false,
  rstCarriesAck: false,
  acksWithinWindow: false,
  dropsNoAckFirst: false,
  rstInTimeWait: "closes",
  timeWait: "rfc",
  reusesTimeWait: false,
  shutdownWaitsForOpen: false,
  queuesBeforeOpen: true,
  zeroWindowProbe: "octet",
  rstSenderTimeWait: false,
  errorNames: "posix",
  resetInCloseWaitIsPipe: false,
  synCookies: "off",
  abortOnOverflow: false,
  backlogExtra: 0,
  checksum: true,
  twoWayHandshake: false,
  sendsThirdAck: true,
};

/** Linux 6.18 with its defaults, as the recordings show it; TCP_TIMEOUT_INIT and others: include/net/tcp.h. */
const LINUX: Profile = {
  ...RFC,
  name: "linux",
  minRtoMs: 200, // tcp_rto_min_us, TCP_RTO_MIN
  maxRtoMs: 120_000, // tcp_rto_max_ms, TCP_RTO_MAX
  timerTickMs: 4, // CONFIG_HZ=250
  minRtoIs: "added",
  forwardRto: true,
  synRetries: 6, // tcp_syn_retries
  synLinearTimeouts: 4, // tcp_syn_linear_timeouts
  synAckRetries: 5, // tcp_synack_retries
  dataRetries: 15, // tcp_retries2
  dataRetriesAreTime: true,
  orphanRetries: 8, // tcp_orphan_retries(): 0 stands for 8
  userTimeoutIs: "checked",
  timeWaitMs: 60_000, // TCP_TIMEWAIT_LEN
  finWait2Ms: 60_000, // tcp_fin_timeout
  acks: "linux",
  delayedAckMs: 40, // TCP_DELACK_MIN
  sendsInPairs: true, // tcp_tso_segs: two segments at the least
  collapsesRetransmissions: true,
  proportionalRecovery: true,
  synLossesForSlowestStart: 2, // tcp_init_transfer
  minSendMss: 48, // tcp_min_snd_mss
  nagle: "minshall",
  halfWindowSegments: true,
  initialWindowSegments: 10, // TCP_INIT_CWND
  receiveBufferIsMemory: true, // sock.h: sk_rmem_alloc counts truesize
  receiveBuffer: 64_240, // 44 segments of 1460: what the recorded kernel offers first
  listenDropsSynFin: true,
  listenQueuesText: false,
  synSentTakesFin: false,
  synSentRetrySoonMs: 8, // two ticks: TCP_TIMEOUT_MIN
  requestSocket: true,
  repeatsSynAck: true,
  acksCrossingSynAck: true,
  looseSequenceTest: true,
  challengeAckEveryMs: 500, // tcp_invalid_ratelimit
  rstBeforeFin: true,
  tellsResetAfterBothFins: true,
  rstCarriesAck: true,
  acksWithinWindow: true, // tcp_acceptable_seq
  dropsNoAckFirst: true,
  timeWait: "linux",
  shutdownWaitsForOpen: true,
  queuesBeforeOpen: false,
  zeroWindowProbe: "empty",
  resetInCloseWaitIsPipe: true,
  synCookies: "overflow",
  backlogExtra: 1, // sk_acceptq_is_full compares with >
};

const PROFILES: Readonly<Record<ProfileName, Profile>> = {
  rfc: RFC,
  linux: LINUX,
  windows: { ...RFC, ...WINDOWS, name: "windows" },
  freebsd: { ...RFC, ...FREEBSD, name: "freebsd" },
  macos: { ...RFC, ...MACOS, name: "macos" },
};
export const PROFILE_NAMES = Object.keys(PROFILES) as ProfileName[];

/** The profile of that name, with single rules or numbers replaced. */
export const profile = (name: ProfileName, overrides: ProfileOverrides = {}): Profile =>
  Object.keys(overrides).length === 0 ? PROFILES[name] : { ...PROFILES[name], ...overrides };
