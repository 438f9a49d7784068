/** The arithmetic of a SYN flood: places, how long each is held, and so how many SYNs a second keep them full. */
import type { CommandContext } from "../chat/command.ts";
import { spellDuration } from "../simulator/explain/index.ts";
import type { Trace } from "../simulator/network/trace.ts";
import { type ProfileName, profile } from "../simulator/tcp/profile.ts";

const SECOND_MS = 1_000;
/** Linux's default for tcp_max_syn_backlog on a machine with little memory: what notes usually name. */
const USUAL_PLACES = 128;

/** One sentence where the SYN queue of some host was full; none = an empty list. */
export function floodLines(trace: Trace, { language, locale }: CommandContext): string[] {
  const full = trace.entries.find(({ because }) =>
    because.some(({ rule }) => rule === "listener-syn-queue-full"),
  );
  const limit = full?.because.find(({ rule }) => rule === "listener-syn-queue-full")?.values.limit;
  const host = trace.hosts.find(({ id }) => id === full?.host);
  if (!host || typeof limit !== "number") return [];
  const heldMs = heldFor(host.profile as ProfileName);
  const rate = (places: number): string => ((places * SECOND_MS) / heldMs).toFixed(2);
  return [
    language.say("handshake.flood", locale, {
      places: limit,
      held: spellDuration(heldMs, locale, language),
      rate: rate(limit),
      usual: USUAL_PLACES,
      usualRate: rate(USUAL_PLACES),
    }),
  ];
}

/** Until the last repeated SYN,ACK is given up: the first timeout, doubled each time. */
function heldFor(name: ProfileName): number {
  const { initialRtoMs, maxRtoMs, synAckRetries } = profile(name);
  let heldMs = 0;
  for (
    let i = 0, timeout = initialRtoMs;
    i <= synAckRetries;
    i++, timeout = Math.min(timeout * 2, maxRtoMs)
  ) {
    heldMs += timeout;
  }
  return heldMs;
}
