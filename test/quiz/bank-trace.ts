/** What a question's proof asks of a trace. */

import type { Check, Measure, Moment } from "../../src/quiz/proof.ts";
import type { Flight, Trace } from "../../src/simulator/network/trace.ts";
import { enteredAt, fired, flagsOf, leftAt, sent, states } from "../content/topics-trace.ts";

/** Whether it is true of the trace, and what the trace has instead. */
export interface Finding {
  readonly holds: boolean;
  readonly found: unknown;
}

type Pick = { readonly [K in "from" | "flags" | "data" | "again"]?: string | boolean | undefined };

const some = (trace: Trace, { from, flags, data, again }: Pick): Flight[] =>
  sent(trace).filter(
    (flight) =>
      (from === undefined || flight.from === from) &&
      (flags === undefined || flagsOf(flight) === flags) &&
      (data === undefined || (flight.seg.data !== "") === data) &&
      (again === undefined || flight.again === again),
  );

const one = (trace: Trace, { nth, ...which }: Pick & { readonly nth: number }): Flight | undefined =>
  some(trace, which)[nth - 1];

export function finding(check: Check, trace: Trace): Finding {
  if ("segment" in check) {
    const flight = one(trace, check.segment);
    const found = flight && factsOf(flight, trace, check.header === true);
    const wanted = Object.entries(check.is).filter(([, value]) => value !== undefined);
    const holds = found !== undefined && wanted.every(([key, value]) => found[key as Fact] === value);
    return { holds, found };
  }
  if ("count" in check) return is(some(trace, check.count).length, check.is);
  if ("states" in check) return is(states(trace, check.states).join(" "), check.are.join(" "));
  if ("state" in check) return is(stateAt(trace, check.state, check.at), check.is);
  if ("call" in check) return is(given(trace, check.host, check.call)[check.nth - 1], check.gives);
  if ("rule" in check) {
    const times = fired(trace, check.rule).filter(
      ({ entry }) =>
        (check.host === undefined || entry.host === check.host) &&
        (check.at === undefined || entry.at === check.at),
    ).length;
    return { holds: check.times === undefined ? times > 0 : times === check.times, found: times };
  }
  if ("enters" in check) return is(enteredAt(trace, check.host, check.enters), check.at);
  return is(stay(trace, check.host, check.stays), check.ms);
}

const is = (found: unknown, wanted: unknown): Finding => ({ holds: found === wanted, found });

type Fact = keyof ReturnType<typeof factsOf>;

function factsOf(flight: Flight, trace: Trace, header: boolean) {
  const { seg, relative, from, again, sentAt } = flight;
  return {
    from,
    flags: flagsOf(flight),
    seq: header ? seg.seq : relative.seq,
    ack: header ? seg.ack : relative.ack,
    octets: seg.data.length,
    window: seg.wnd,
    at: sentAt,
    again,
    lost: trace.entries.some(({ move }) => move.type === "lose" && move.id === flight.id),
  };
}

/** The host's newest connection after all that happened up to a time, its opening state before anything. */
function stateAt({ entries, hosts }: Trace, host: string, at: number): string {
  const change = entries
    .filter((entry) => entry.host === host && entry.at <= at)
    .flatMap((entry) => entry.states)
    .findLast(({ connection }) => !connection.startsWith("*:"));
  return change?.after ?? hosts.find(({ id }) => id === host)?.opening ?? "CLOSED";
}

/** What the host's calls of that name gave back, in order. */
const given = ({ entries }: Trace, host: string, op: string): string[] =>
  entries.flatMap(({ move, result }) => {
    if (move.type !== "call" || move.host !== host || move.call.op !== op || !result) return [];
    return [String(result.ok ? (result.data ?? result.value) : result.errno)];
  });

const stay = (trace: Trace, host: string, state: string): number =>
  leftAt(trace, host, state) - enteredAt(trace, host, state);

/** The number that a run gives; NaN = the run has no such thing. */
export function measured(measure: Measure, trace: Trace): number {
  if ("count" in measure) return some(trace, measure.count).length;
  if ("enters" in measure) return enteredAt(trace, measure.host, measure.enters);
  if ("stays" in measure) return stay(trace, measure.host, measure.stays);
  const flight = one(trace, measure.segment);
  if (flight === undefined) return Number.NaN;
  if (measure.field === "flags") return flight.seg.flags;
  return factsOf(flight, trace, measure.header === true)[measure.field];
}

/** The number of the trace's entry in which it happens; NaN = it does not. */
export function stepOf(moment: Moment, { entries, ...trace }: Trace): number {
  if ("segment" in moment) {
    const flight = one({ entries, ...trace }, moment.segment);
    return entries.find(({ sent }) => flight && sent.includes(flight))?.n ?? Number.NaN;
  }
  const entered = entries.find(
    ({ host, states }) =>
      host === moment.host &&
      states.some(({ after, connection }) => after === moment.enters && !connection.startsWith("*:")),
  );
  return entered?.n ?? Number.NaN;
}
