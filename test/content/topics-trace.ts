/** What the proofs of topics and myths ask of a trace. */
import type { Entry, Flight, Trace } from "../../src/simulator/network/trace.ts";
import type { Because, RuleId } from "../../src/simulator/tcp/rules.ts";
import { flagNames, len, PSH } from "../../src/simulator/tcp/segment.ts";
import { add, type SeqNum } from "../../src/simulator/tcp/seqnum.ts";

/** Flags as figures write them, without PSH. */
export const flagsOf = ({ seg }: Flight): string => flagNames(seg.flags & ~PSH);

/** Every segment that `host` (or anybody) sent, in order; with `flags` only those. */
export const sent = ({ entries }: Trace, host?: string, flags?: string): Flight[] =>
  entries
    .flatMap((entry) => entry.sent)
    .filter((flight) => flight.forgedBy === undefined)
    .filter((flight) => host === undefined || flight.from === host)
    .filter((flight) => flags === undefined || flagsOf(flight) === flags);

/** Where a rule decided, in order. */
export const fired = ({ entries }: Trace, rule: RuleId): { entry: Entry; because: Because }[] =>
  entries.flatMap((entry) =>
    entry.because.filter((one) => one.rule === rule).map((because) => ({ entry, because })),
  );
export const did = (trace: Trace, rule: RuleId): boolean => fired(trace, rule).length > 0;

/** The states that a host's connections entered, in order, listeners left out. */
export const states = ({ entries }: Trace, host: string): string[] =>
  changes(entries, host).map(({ after }) => after);

const changes = (entries: readonly Entry[], host: string) =>
  entries
    .filter((entry) => entry.host === host)
    .flatMap((entry) => entry.states.map((change) => ({ ...change, at: entry.at })))
    .filter(({ connection }) => !connection.startsWith("*:"));

/** The state of a host's newest connection just before a step; its opening state before any. */
export function stateBefore(trace: Trace, host: string, n: number): string {
  const before = changes(trace.entries.slice(0, n), host).at(-1)?.after;
  return before ?? trace.hosts.find(({ id }) => id === host)?.opening ?? "CLOSED";
}

export const stateAtEnd = (trace: Trace, host: string): string =>
  stateBefore(trace, host, trace.entries.length);

/** When a host's connection entered a state, in ms; NaN = never. */
export const enteredAt = ({ entries }: Trace, host: string, state: string): number =>
  changes(entries, host).find(({ after }) => after === state)?.at ?? Number.NaN;

export const leftAt = ({ entries }: Trace, host: string, state: string): number =>
  changes(entries, host).findLast(({ before }) => before === state)?.at ?? Number.NaN;

/** What the calls of a host's programs gave back, in order: `receive hello`, `get error ECONNREFUSED`. */
export const results = ({ entries }: Trace, host: string): string[] =>
  entries.flatMap(({ move, result }) => {
    if (move.type !== "call" || move.host !== host || result === null) return [];
    const got = result.ok ? (result.data ?? result.value) : result.errno;
    return [`${move.call.op} ${got}`];
  });

/** The step that makes a call, the first of its kind at that host. */
export const callOf = ({ entries }: Trace, host: string, op: string): Entry | undefined =>
  entries.find(({ move }) => move.type === "call" && move.host === host && move.call.op === op);

/** The step in which the segment arrives. */
export const arrivalOf = ({ entries }: Trace, { id }: Flight): Entry | undefined =>
  entries.find(({ move }) => move.type === "deliver" && move.id === id);

export const segmentEnd = ({ seg }: Flight): SeqNum => add(seg.seq, len(seg));

export const equal = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Distances between neighbours. */
export const gaps = (times: readonly number[]): number[] =>
  times.slice(1).map((time, at) => time - (times[at] ?? 0));
