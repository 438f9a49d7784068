/** What a test asks of a trace, in a scenario's own terms. */
import type { Trace } from "../../src/simulator/network/trace.ts";
import { flagNames, PSH } from "../../src/simulator/tcp/segment.ts";

export interface Departure {
  readonly at: number;
  readonly from: string;
  /** Without PSH. */
  readonly flags: string;
  readonly seq: number;
  readonly ack: number;
  readonly data: string;
  readonly again: boolean;
  readonly lost: boolean;
}

/** Every segment that a host of the scenario sent, in order. */
export function departures({ entries }: Trace): Departure[] {
  const lost = new Set(entries.filter(({ move }) => move.type === "lose").map(({ flight }) => flight?.id));
  return entries
    .flatMap(({ sent }) => sent)
    .filter(({ forgedBy }) => forgedBy === undefined)
    .map(({ id, sentAt, from, again, seg }) => ({
      at: sentAt,
      from,
      flags: flagNames(seg.flags & ~PSH),
      seq: seg.seq,
      ack: seg.ack,
      data: seg.data,
      again,
      lost: lost.has(id),
    }));
}

/** The states that a host's connection entered, in order. */
export const passed = ({ entries }: Trace, host: string): string[] =>
  entries
    .filter((entry) => entry.host === host)
    .flatMap(({ states }) => states.filter(({ connection }) => !connection.startsWith("*:")))
    .map(({ after }) => after);

/** Who called what, and got which octets, value or error. */
export const callResults = ({ entries }: Trace): [host: string, op: string, got: unknown][] =>
  entries.flatMap(({ move, result }): [string, string, unknown][] => {
    if (move.type !== "call" || !result) return [];
    return [[move.host, move.call.op, result.ok ? (result.data ?? result.value) : result.errno]];
  });

export function waitedInTimeWait({ entries }: Trace, host: string): number {
  const own = entries.filter((entry) => entry.host === host);
  const at = (after: string): number =>
    own.findLast(({ states }) => states.some((one) => one.after === after))?.at ?? Number.NaN;
  return at("CLOSED") - at("TIME-WAIT");
}
