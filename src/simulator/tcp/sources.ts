/** Where the numbers of each profile come from: shown to the learner beside the number. */
import type { Profile, ProfileName } from "./profile.ts";

export interface Source {
  readonly text: string;
  /** False = taken from secondary sources or from memory: the learner is told so. */
  readonly verified: boolean;
}

/** The numbers in which systems differ visibly, in the order of a comparison. */
export const COMPARED = [
  "initialRtoMs",
  "minRtoMs",
  "maxRtoMs",
  "synRetries",
  "synLinearTimeouts",
  "openGiveUpMs",
  "synAckRetries",
  "dataRetries",
  "timeWaitMs",
  "finWait2Ms",
  "delayedAckMs",
  "keepalive",
  "rstInTimeWait",
  "challengeAckEveryMs",
  "backlogExtra",
] as const satisfies readonly (keyof Profile)[];

export type Compared = (typeof COMPARED)[number];

const known = (text: string): Source => ({ text, verified: true });
const unverified = (text: string): Source => ({ text, verified: false });

const TCP_H = known("Linux include/net/tcp.h");
const IP_SYSCTL = known("Linux Documentation/networking/ip-sysctl.rst");
const BSD_TIMER = known("FreeBSD sys/netinet/tcp_timer.h");
const XNU_TIMER = known("xnu bsd/netinet/tcp_timer.h");
const BACKOFF_TABLE = unverified("tcp_syn_backoff, quoted from memory");
const NOT_FOUND = unverified("no published number found; as the RFC has it");

const SOURCES: Readonly<Record<ProfileName, Readonly<Record<Compared, Source>>>> = {
  rfc: {
    initialRtoMs: known("RFC 6298 §2.1"),
    minRtoMs: known("RFC 6298 §2.4"),
    maxRtoMs: known("RFC 6298 §2.5: at least 60 s"),
    synRetries: known("RFC 9293 §3.8.3 MUST-23: at least 3 minutes"),
    synLinearTimeouts: known("RFC 6298 §5.5: the timer doubles from the first timeout on"),
    openGiveUpMs: known("RFC 9293 knows no such limit"),
    synAckRetries: known("RFC 9293 §3.8.3 MUST-23, read for the SYN,ACK too"),
    dataRetries: known("RFC 9293 §3.8.3: R2 of at least 100 s"),
    timeWaitMs: known("RFC 9293 §3.4.2: MSL of 2 minutes"),
    finWait2Ms: known("RFC 9293 knows no such timer"),
    delayedAckMs: known("RFC 9293 §3.8.6.3: below 0.5 s; here every segment is acknowledged at once"),
    keepalive: known("RFC 9293 §3.8.4: off by default"),
    rstInTimeWait: known("RFC 9293 §3.10.7.4"),
    challengeAckEveryMs: known("RFC 5961 §7: its example of 10 in 5 s"),
    backlogExtra: known("RFC 9293 knows no backlog"),
  },
  linux: {
    initialRtoMs: TCP_H,
    minRtoMs: TCP_H,
    maxRtoMs: TCP_H,
    synRetries: IP_SYSCTL,
    synLinearTimeouts: IP_SYSCTL,
    openGiveUpMs: IP_SYSCTL,
    synAckRetries: IP_SYSCTL,
    dataRetries: IP_SYSCTL,
    timeWaitMs: TCP_H,
    finWait2Ms: IP_SYSCTL,
    delayedAckMs: TCP_H,
    keepalive: IP_SYSCTL,
    rstInTimeWait: known("recorded from Linux 6.18"),
    challengeAckEveryMs: IP_SYSCTL,
    backlogExtra: known("recorded from Linux 6.18"),
  },
  windows: {
    initialRtoMs: known("Microsoft KB, quoted at serverfault 193160 (Windows 7, Server 2008 R2)"),
    minRtoMs: NOT_FOUND,
    maxRtoMs: NOT_FOUND,
    synRetries: known("Microsoft: TCP/IP and NBT parameters, TcpMaxConnectRetransmissions"),
    synLinearTimeouts: NOT_FOUND,
    openGiveUpMs: NOT_FOUND,
    synAckRetries: unverified("taken to be as many as for a SYN"),
    dataRetries: known("Microsoft: TCP/IP and NBT parameters, TcpMaxDataRetransmissions"),
    timeWaitMs: known("Microsoft technet cc757512 (Server 2003)"),
    finWait2Ms: unverified("taken to be as long as TIME-WAIT"),
    delayedAckMs: unverified("200 ms, quoted from memory"),
    keepalive: NOT_FOUND,
    rstInTimeWait: NOT_FOUND,
    challengeAckEveryMs: NOT_FOUND,
    backlogExtra: NOT_FOUND,
  },
  freebsd: {
    initialRtoMs: BSD_TIMER,
    minRtoMs: BSD_TIMER,
    maxRtoMs: BSD_TIMER,
    synRetries: BACKOFF_TABLE,
    synLinearTimeouts: BACKOFF_TABLE,
    openGiveUpMs: BSD_TIMER,
    synAckRetries: known("FreeBSD sys/netinet/tcp_syncache.c"),
    dataRetries: BSD_TIMER,
    timeWaitMs: BSD_TIMER,
    finWait2Ms: BSD_TIMER,
    delayedAckMs: BSD_TIMER,
    keepalive: BSD_TIMER,
    rstInTimeWait: known("freebsd-net/tcp-testsuite"),
    challengeAckEveryMs: NOT_FOUND,
    backlogExtra: NOT_FOUND,
  },
  macos: {
    initialRtoMs: XNU_TIMER,
    minRtoMs: XNU_TIMER,
    maxRtoMs: XNU_TIMER,
    synRetries: BACKOFF_TABLE,
    synLinearTimeouts: BACKOFF_TABLE,
    openGiveUpMs: XNU_TIMER,
    synAckRetries: unverified("taken to be as in FreeBSD"),
    dataRetries: XNU_TIMER,
    timeWaitMs: XNU_TIMER,
    finWait2Ms: XNU_TIMER,
    delayedAckMs: unverified("taken to be as in FreeBSD"),
    keepalive: XNU_TIMER,
    rstInTimeWait: NOT_FOUND,
    challengeAckEveryMs: NOT_FOUND,
    backlogExtra: NOT_FOUND,
  },
};

export const sourceOf = (profile: ProfileName, number: Compared): Source => SOURCES[profile][number];
