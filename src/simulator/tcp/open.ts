/** OPEN: RFC 9293 §3.10.1. */
import { newCongestion } from "./congestion.ts";
import { emitSyn } from "./emit.ts";
import type { Profile } from "./profile.ts";
import { track } from "./retransmit.ts";
import { newRtt } from "./rto.ts";
import type { Address, Options } from "./segment.ts";
import { add, type SeqNum, seqNum } from "./seqnum.ts";
import { noTimers, type Tcb } from "./tcb.ts";
import { enter, signal, startTimer, type Turn, why } from "./turn.ts";

/** The MSS to assume when the peer says nothing (§3.7.1, MUST-15). */
export const DEFAULT_MSS = 536;
const NOWHERE: Address = { ip: "0.0.0.0", port: 0 };
const ZERO = seqNum(0);

/** A TCB that has not been opened yet: state CLOSED, nothing known of the peer. */
export function newTcb(local: Address, remote: Address | null, profile: Profile): Tcb {
  return {
    state: "CLOSED",
    local,
    remote: remote ?? NOWHERE,
    opened: "passive",
    iss: ZERO,
    irs: ZERO,
    snd: { una: ZERO, nxt: ZERO, wnd: 0, wl1: ZERO, wl2: ZERO, max: 0 },
    rcv: {
      nxt: ZERO,
      wnd: profile.receiveBuffer,
      told: ZERO,
      edge: ZERO,
      buffer: profile.receiveBuffer,
      memory: profile.receiveMemory,
      unread: [],
    },
    mss: DEFAULT_MSS,
    agreed: { timestamps: false, sndScale: 0, rcvScale: 0 },
    tsRecent: null,
    offered: offer(profile),
    queue: "",
    closing: false,
    finSent: false,
    outstanding: [],
    held: [],
    unread: "",
    received: 0,
    eof: false,
    orphan: false,
    noDelay: false,
    rtt: newRtt(profile),
    congestion: newCongestion(profile),
    acks: {
      due: "no",
      unanswered: 0,
      quick: 0,
      interactive: false,
      delayMs: 0,
      dataAt: 0,
      peerMss: Math.min(profile.mss, DEFAULT_MSS),
      pushed: 0,
    },
    timers: noTimers(),
    retransmittingSince: null,
    timeouts: 0,
    probes: 0,
    probeBackoff: 0,
    probingSince: null,
    challengedAt: null,
    heardAt: 0,
    keepalive: profile.keepalive,
    userTimeoutMs: profile.userTimeoutMs,
    finWait2Ms: profile.finWait2Ms,
    synRetries: profile.synRetries,
  };
}

function offer(profile: Profile): Options {
  return {
    mss: profile.mss,
    ...(profile.sackPermitted && { sackPermitted: true as const }),
    ...(profile.windowScale !== null && { windowScale: profile.windowScale }),
    ...(profile.timestamps && { timestamps: { value: 0, echo: 0 } }),
  };
}

export function open(t: Turn, active: boolean, iss: SeqNum, data = ""): void {
  const { tcb } = t;
  if (tcb.state !== "CLOSED" && !(tcb.state === "LISTEN" && active)) {
    why(t, "open-exists", { state: tcb.state });
    signal(t, "error: connection already exists");
    return;
  }
  if (!active) {
    why(t, "open-passive");
    enter(t, "LISTEN");
    return;
  }
  why(t, "open-active", { iss });
  tcb.opened = "active";
  enter(t, "SYN-SENT");
  sendFirstSyn(t, iss, data);
  if (t.profile.openGiveUpMs !== null && tcb.timers.USER === null)
    startTimer(t, "USER", t.profile.openGiveUpMs);
}

/** Chooses ISS = `iss`, sends SYN (or SYN,ACK), and waits for its acknowledgement; `data` may be acknowledged later. */
export function sendFirstSyn(t: Turn, iss: SeqNum, data = ""): void {
  const { tcb } = t;
  tcb.iss = iss;
  tcb.snd.una = iss;
  tcb.snd.nxt = iss;
  // Our SYN bears a timestamp before anything is agreed.
  if (tcb.state === "SYN-SENT" && tcb.offered.timestamps) tcb.agreed = { ...tcb.agreed, timestamps: true };
  track(t, { seq: iss, len: 1, syn: true, fin: false, data: "", push: false });
  if (data !== "") track(t, { seq: tcb.snd.nxt, len: data.length, syn: false, fin: false, data, push: true });
  emitSyn(t, false);
}

/** What the two ends may use, once both SYNs are known (RFC 7323 §2.3, RFC 2018 §2). */
export function agree(t: Turn, peer: Options | undefined): void {
  const { tcb } = t;
  const { offered } = tcb;
  const scales = offered.windowScale !== undefined && peer?.windowScale !== undefined;
  tcb.agreed = {
    timestamps: offered.timestamps !== undefined && peer?.timestamps !== undefined,
    sndScale: scales ? (peer?.windowScale ?? 0) : 0,
    rcvScale: scales ? (offered.windowScale ?? 0) : 0,
  };
  tcb.mss =
    Math.max(Math.min(peer?.mss ?? DEFAULT_MSS, t.profile.mss), t.profile.minSendMss) -
    (tcb.agreed.timestamps ? TIMESTAMP_OCTETS : 0);
  if (tcb.agreed.timestamps) tcb.tsRecent = peer?.timestamps?.value ?? null;
}

/** Twelve octets of every segment go to the timestamps (RFC 7323 §3.2 with its padding). */
const TIMESTAMP_OCTETS = 12;

/** A SYN,ACK repeats only what the SYN offered. */
export function mirror(offered: Options, peer: Options | undefined): Options {
  return {
    ...(offered.mss !== undefined && { mss: offered.mss }),
    ...(offered.sackPermitted && peer?.sackPermitted && { sackPermitted: true as const }),
    ...(offered.windowScale !== undefined &&
      peer?.windowScale !== undefined && { windowScale: offered.windowScale }),
    ...(offered.timestamps && peer?.timestamps && { timestamps: { value: 0, echo: 0 } }),
  };
}

/** RCV.NXT, IRS and the window edge after the peer's SYN. */
export function learnIrs(t: Turn, irs: SeqNum): void {
  const { tcb } = t;
  tcb.irs = irs;
  tcb.rcv.nxt = add(irs, 1);
  tcb.rcv.told = tcb.rcv.nxt;
  tcb.rcv.edge = tcb.rcv.nxt;
}
