/** A run as somebody knows it who has seen only its first steps. */
import type { Flight, Trace } from "./trace.ts";

/** The first `number` entries, with what is under way after them; all of them = the run itself. */
export function partOf(trace: Trace, number: number): Trace {
  if (number >= trace.entries.length) return trace;
  const entries = trace.entries.slice(0, number);
  return { ...trace, entries, inFlight: underWay(trace, number) };
}

function underWay(trace: Trace, number: number): Flight[] {
  const flights = new Map<number, Flight>();
  const copies = copiesOf(trace);
  for (const { move, sent, flight } of trace.entries.slice(0, number)) {
    const copy = move.type === "duplicate" ? copies.shift() : undefined;
    if (copy !== undefined) flights.set(copy.id, copy);
    for (const one of sent) flights.set(one.id, one);
    if (flight === null) continue;
    if (move.type === "deliver" || move.type === "lose") flights.delete(flight.id);
    else flights.set(flight.id, flight);
  }
  return [...flights.values()];
}

/** Nobody sends a copy: it is known by what becomes of it, and the first duplicate made the first one. */
export function copiesOf({ entries, inFlight }: Trace): Flight[] {
  const seen = [...entries.flatMap(({ flight }) => flight ?? []), ...inFlight];
  const copies = seen.filter(({ copyOf }) => copyOf !== undefined);
  return [...new Map(copies.map((copy) => [copy.id, copy])).values()].sort((a, b) => a.id - b.id);
}
