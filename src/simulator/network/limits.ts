/** How large a run may become. Everything a scenario, a learner or an attacker can ask for ends at one of these. */
export const LIMITS = {
  /** Entries of a trace. */
  entries: 600,
  /** Segments between hosts at one time. */
  flights: 200,
  hosts: 6,
  programs: 12,
  steps: 400,
  faults: 40,
  incidents: 200,
  /** Octets of text that one send or forged segment carries. */
  octets: 100_000,
  /** Simulated time: a day and a bit, so that two hours of keep-alive fit. */
  timeMs: 100_000_000,
  /** One-way delay. */
  delayMs: 60_000,
} as const;

export type LimitName = keyof typeof LIMITS;
