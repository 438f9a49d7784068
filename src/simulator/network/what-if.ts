/** Named departures from the RFC, so that a learner can see what a rule is for by taking it away. */
import type { ProfileOverrides } from "../tcp/profile.ts";

/** Long enough for one repeated FIN to be missed. */
const SHORT_TIME_WAIT_MS = 500;

export const WHAT_IFS = {
  /** The server is ESTABLISHED as soon as it has answered the SYN. */
  "two-way": { twoWayHandshake: true },
  /** The active opener never sends the third segment. */
  "no-third-ack": { sendsThirdAck: false },
  /** Whoever closes first forgets the connection at once. */
  "no-time-wait": { timeWaitMs: 0 },
  "short-time-wait": { timeWaitMs: SHORT_TIME_WAIT_MS },
  /** Damaged segments are taken for good. */
  "no-checksum": { checksum: false },
  /** RFC 793: any RST and any SYN in the window resets. */
  "resets-before-5961": { challengeAcks: false },
  /** A full SYN queue drops whatever comes. */
  "no-cookies": { synCookies: "off" },
  "always-cookies": { synCookies: "always" },
} as const satisfies Record<string, ProfileOverrides>;

export type WhatIf = keyof typeof WHAT_IFS;
export const WHAT_IF_NAMES = Object.keys(WHAT_IFS) as [WhatIf, ...WhatIf[]];

/** What all of them together change. */
export const overridesOf = (names: readonly WhatIf[]): ProfileOverrides =>
  Object.assign({}, ...names.map((name) => WHAT_IFS[name]));
