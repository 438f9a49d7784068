/** The recorded machine's sysctls, as a profile of the simulator. */
import { type Profile, type ProfileOverrides, profile } from "../simulator/tcp/profile.ts";
import type { Recording } from "./recording.ts";

const IP_AND_TCP_HEADER = 40;
/** What the recorded kernel offers for its largest receive buffer. */
const WINDOW_SCALE = 10;

export function profileOf({ setup }: Recording): Profile {
  const sysctl = { ...setup.effective, ...setup.sysctls };
  const number = (name: string): number | undefined => {
    const value = sysctl[`net.ipv4.${name}`] ?? sysctl[name];
    return value === undefined ? undefined : Number(value);
  };
  const overrides: Record<string, unknown> = {
    mss: setup.mtu - IP_AND_TCP_HEADER,
    timestamps: number("tcp_timestamps") === 1,
    sackPermitted: number("tcp_sack") === 1,
    windowScale: number("tcp_window_scaling") === 1 ? WINDOW_SCALE : null,
    synCookies: (["off", "overflow", "always"] as const)[number("tcp_syncookies") ?? 1],
    synAckRetries: number("tcp_synack_retries"),
    synRetries: number("tcp_syn_retries"),
    synLinearTimeouts: number("tcp_syn_linear_timeouts"),
    dataRetries: number("tcp_retries2"),
    // 0 stands for the built-in number.
    orphanRetries: number("tcp_orphan_retries") || undefined,
    minRtoMs: scaled(number("tcp_rto_min_us"), 1 / 1_000),
    maxRtoMs: number("tcp_rto_max_ms"),
    finWait2Ms: scaled(number("tcp_fin_timeout"), 1_000),
    challengeAckEveryMs: number("tcp_invalid_ratelimit"),
    rstInTimeWait: number("tcp_rfc1337") === 1 ? "ignored" : "closes",
    reusesTimeWait: number("tcp_tw_reuse") === 1,
    abortOnOverflow: number("tcp_abort_on_overflow") === 1,
  };
  for (const name of Object.keys(overrides)) if (overrides[name] === undefined) delete overrides[name];
  return profile("linux", overrides as ProfileOverrides);
}

const scaled = (value: number | undefined, factor: number): number | undefined =>
  value === undefined ? undefined : value * factor;
