/**
 * Two traces side by side on one time axis: what happens at the same time stands at the same height. Where each has
 * more hosts than half a picture holds in letters that a phone can show, one stands below the other.
 */
import type { Entry, Flight, Move, Numbers, Trace } from "../simulator/network/trace.ts";
import { hostOf, idOf, type Side } from "./halves.ts";
import type { CompareOptions, Labels, Options } from "./labels.ts";
import { cuts } from "./pages.ts";
import { type Among, type Plan, type Plans, planPages, planParts, refused, type Stack } from "./plan.ts";
import * as size from "./sizes.ts";
import { failed } from "./story.ts";

/** One picture, or several where they are long. */
export function planCompare(left: Trace, right: Trace, options: CompareOptions): Plans<Plan | Stack> {
  const most = Math.max(left.hosts.length, right.hosts.length);
  if (most > size.COMPARED_HOSTS_MAX) return refused("too many hosts", size.COMPARED_HOSTS_MAX);
  if (most > size.BESIDE_HOSTS_MAX) return below(left, right, options);
  const trace = merge([left, right], options.numbers);
  const { headings, captions } = options.labels;
  // Below both halves a caption says whose it is.
  const whose = captions.map((caption, side) => saidOf(headings[side] ?? "", caption));
  const labels = { ...labelsOf(trace, options.labels), captions: whose };
  const given: Options = { ...options, labels, numbers: "relative" };
  return planParts(trace, given, cuts(trace, trace.entries.length, size.HALVES), { beside: true });
}

/** How a half ends, with its heading before it, unless it begins with just that: "Connection refused: nothing listens". */
export const saidOf = (heading: string, caption: string): string =>
  caption === "" || caption.startsWith(`${heading}:`) ? caption : `${heading}: ${caption}`;

/** The title stands above the first, the command below the second; long ones take their pictures one by one. */
function below(left: Trace, right: Trace, { labels, ...options }: CompareOptions): Plans<Plan | Stack> {
  const { headings, captions, title, subtitle, command } = labels;
  const part = (trace: Trace, side: Side, more: Partial<Labels>, among?: Among): Plans<Plan> => {
    const own = { ...labels, ...more, headings: [headings[side]], captions: [], caption: captions[side] };
    return planPages(trace, { ...options, labels: own, numbers: options.numbers[side] }, among);
  };
  const [above, under] = [part(left, 0, { command: "" }), part(right, 1, { title: "", subtitle: "" })];
  if (!above.ok || !under.ok) return above.ok ? under : above;
  const [upper, lower] = [above.plans[0], under.plans[0]];
  const of = above.plans.length + under.plans.length;
  if (upper && lower && of === size.HALVES) return { ok: true, plans: [{ upper, lower }] };
  const whole = { title, subtitle, command };
  const one = part(left, 0, whole, { before: 0, of });
  const other = part(right, 1, whole, { before: above.plans.length, of });
  if (!one.ok || !other.ok) return one.ok ? other : one;
  return { ok: true, plans: [...one.plans, ...other.plans] };
}

/** Errors are worth a line, calls that did what they should are not. */
function labelsOf(trace: Trace, labels: Labels): Labels {
  const hosts = trace.hosts.map(({ id }) => [id, labels.hosts[hostOf(id)]]);
  return {
    ...labels,
    hosts: Object.fromEntries(hosts.filter(([, title]) => title !== undefined)),
    call: (call, result, errors) => (failed(result) ? labels.call(call, result, errors) : []),
  };
}

/**
 * All that happens in both, in the order of time, with hosts and segments told apart by their side. What a half shows of
 * its segments' numbers stands in `relative`.
 */
function merge([left, right]: readonly [Trace, Trace], numbers: readonly [Numbers, Numbers]): Trace {
  const sides = [left, right].map((trace, side) => ({
    trace: numbers[side] === "absolute" ? asInHeader(trace) : trace,
    side: side as Side,
  }));
  const entries = sides
    .flatMap(({ trace, side }) => entriesOf(trace, side))
    .sort((a, b) => a.at - b.at)
    .map((entry, n) => ({ ...entry, n }));
  return {
    ...left,
    entries,
    hosts: sides.flatMap(({ trace, side }) =>
      trace.hosts.map((host) => ({ ...host, id: idOf(host.id, side) })),
    ),
    inFlight: sides.flatMap(({ trace, side }) => trace.inFlight.map((flight) => flightOf(flight, side))),
    delayMs: Math.max(left.delayMs, right.delayMs),
  };
}

/** With the numbers of the header in place of those that are counted from the ISNs. */
function asInHeader(trace: Trace): Trace {
  const shown = (flight: Flight): Flight => ({
    ...flight,
    relative: { seq: flight.seg.seq, ack: flight.seg.ack },
  });
  const entries = trace.entries.map((entry) => ({
    ...entry,
    flight: entry.flight && shown(entry.flight),
    sent: entry.sent.map(shown),
    ...(entry.unreachable && { unreachable: entry.unreachable.map(shown) }),
  }));
  return { ...trace, entries, inFlight: trace.inFlight.map(shown) };
}

const entriesOf = (trace: Trace, side: Side): Entry[] =>
  trace.entries.map((entry) => ({
    ...entry,
    move: moveOf(entry.move, side),
    host: entry.host === null ? null : idOf(entry.host, side),
    flight: entry.flight === null ? null : flightOf(entry.flight, side),
    sent: entry.sent.map((flight) => flightOf(flight, side)),
    ...(entry.unreachable && { unreachable: entry.unreachable.map((flight) => flightOf(flight, side)) }),
  }));

function moveOf(move: Move, side: Side): Move {
  switch (move.type) {
    case "expire":
    case "call":
    case "reboot":
      return { ...move, host: idOf(move.host, side) };
    case "forge":
      return { ...move, by: move.by === null ? null : idOf(move.by, side), to: idOf(move.to, side) };
    default:
      return { ...move, id: numberOf(move.id, side) };
  }
}

function flightOf(flight: Flight, side: Side): Flight {
  const { copyOf, forgedBy } = flight;
  return {
    ...flight,
    id: numberOf(flight.id, side),
    from: idOf(flight.from, side),
    to: idOf(flight.to, side),
    ...(copyOf !== undefined && { copyOf: numberOf(copyOf, side) }),
    ...(forgedBy !== undefined && forgedBy !== "old duplicate" && { forgedBy: idOf(forgedBy, side) }),
  };
}

const numberOf = (id: number, side: Side): number => id * size.HALVES + side;
