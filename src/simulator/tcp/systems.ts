/**
 * Windows, FreeBSD and macOS, as far as their timers and habits are documented; everything else follows the RFC.
 *
 * Where each number comes from, and which ones nobody could verify, stands in `sources.ts`.
 */
import type { ProfileOverrides } from "./profile.ts";

/** Windows 7 and Server 2008 R2, the newest for which the numbers are published. */
export const WINDOWS: ProfileOverrides = {
  initialRtoMs: 3_000,
  synRetries: 2,
  synAckRetries: 2,
  dataRetries: 5,
  orphanRetries: 5,
  timeWaitMs: 120_000,
  finWait2Ms: 120_000,
  acks: "delayed",
  delayedAckMs: 200,
  errorNames: "winsock",
};

/** The BSDs: a SYN is sent again each second for a while, and the open given up after 75 s in all. */
const BSD: ProfileOverrides = {
  initialRtoMs: 1_000,
  minRtoMs: 230,
  maxRtoMs: 64_000,
  synRetries: 12,
  synLinearTimeouts: 4,
  openGiveUpMs: 75_000,
  synAckRetries: 3,
  dataRetries: 12,
  orphanRetries: 12,
  finWait2Ms: 60_000,
  acks: "delayed",
  delayedAckMs: 100,
  repeatsSynAck: true,
};

export const FREEBSD: ProfileOverrides = { ...BSD, timeWaitMs: 60_000, rstInTimeWait: "ignored" };

export const MACOS: ProfileOverrides = { ...BSD, timeWaitMs: 30_000 };
