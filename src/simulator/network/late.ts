/** Segments that take longer than the wire does: a steep arrow, or a late line, alone does not say so. */
import type { Entry, Trace } from "./trace.ts";

/**
 * By how much (ms) a segment that arrives in `entry` is late. 0 = it is not, or everybody has seen why: the network delayed
 * or held it in a step of its own, made it as a copy, or had it left from an earlier connection.
 */
export function lateBy(
  { entries, delayMs }: Pick<Trace, "entries" | "delayMs">,
  { n, move, flight }: Entry,
): number {
  if (move.type !== "deliver" || flight === null) return 0;
  if (flight.copyOf !== undefined || flight.forgedBy === "old duplicate") return 0;
  const seen = entries
    .slice(0, n)
    .some((one) => (one.move.type === "delay" || one.move.type === "hold") && one.move.id === flight.id);
  return seen ? 0 : Math.max(0, flight.arrivesAt - flight.sentAt - delayMs);
}
