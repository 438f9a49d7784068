/** Two traces side by side on one time axis: what happens at the same time stands at the same height. */
import type { Entry, Flight, HostId, Move, Trace } from "../simulator/network/trace.ts";
import type { CompareOptions, Labels, Options } from "./labels.ts";
import { drawAll, layoutsOf, type Pages, tooManyHosts } from "./layout.ts";
import { cuts } from "./pages.ts";
import type { Manner } from "./picture.ts";
import type { Column } from "./scene.ts";
import * as size from "./sizes.ts";
import { failed, type Story } from "./story.ts";

type Side = 0 | 1;

/** One picture, or several where they are long; the two are cut at the same moment. */
export function layoutCompare(left: Trace, right: Trace, options: CompareOptions): Pages {
  if ([left, right].some((trace) => trace.hosts.length > size.HALF_HOSTS_MAX)) {
    return tooManyHosts(size.HALF_HOSTS_MAX);
  }
  const trace = merge(left, right);
  const given: Options = { ...options, labels: labelsOf(trace, options.labels) };
  return layoutsOf(drawAll(trace, given, cuts(trace, trace.entries.length, size.HALVES), beside));
}

/** Errors are worth a line, calls that did what they should are not. */
function labelsOf(trace: Trace, labels: Labels): Labels {
  const hosts = trace.hosts.map(({ id }) => [id, labels.hosts[nameOf(id)]]);
  return {
    ...labels,
    hosts: Object.fromEntries(hosts.filter(([, title]) => title !== undefined)),
    call: (call, result) => (failed(result) ? labels.call(call, result) : []),
  };
}

/** All that happens in both, in the order of time, with hosts and segments told apart by their side. */
function merge(left: Trace, right: Trace): Trace {
  const entries = [...entriesOf(left, 0), ...entriesOf(right, 1)]
    .sort((a, b) => a.at - b.at)
    .map((entry, n) => ({ ...entry, n }));
  const sides = [left, right].map((trace, side) => ({ trace, side: side as Side }));
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

const entriesOf = (trace: Trace, side: Side): Entry[] =>
  trace.entries.map((entry) => ({
    ...entry,
    move: moveOf(entry.move, side),
    host: entry.host === null ? null : idOf(entry.host, side),
    flight: entry.flight === null ? null : flightOf(entry.flight, side),
    sent: entry.sent.map((flight) => flightOf(flight, side)),
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

const idOf = (host: HostId, side: Side): HostId => `${side} ${host}`;
const nameOf = (host: HostId): HostId => host.slice(2);
const sideOf = (host: HostId): Side => (host.startsWith("0") ? 0 : 1);
const numberOf = (id: number, side: Side): number => id * size.HALVES + side;

const beside: Manner = { compare: true, width: widthOf, columns };

/** Two hosts a half are as wide as any picture; a third makes it wider. */
function widthOf({ hosts }: Trace): number {
  const most = Math.max(...([0, 1] as const).map((side) => onSide(hosts, side).length));
  return size.WIDTH + Math.max(0, most - size.HALVES) * size.HALVES * size.WIDTH_PER_MORE_HOST;
}

const onSide = <T extends { readonly id: HostId }>(hosts: readonly T[], side: Side): T[] =>
  hosts.filter(({ id }) => sideOf(id) === side);

function columns({ trace }: Story): Column[] {
  const half = (widthOf(trace) - 2 * size.EDGE - size.HALVES_APART) / size.HALVES;
  return ([0, 1] as const).flatMap((side) => {
    const hosts = onSide(trace.hosts, side);
    const from = size.EDGE + side * (half + size.HALVES_APART);
    const lane = (half - 2 * size.HALF_INSET) / Math.max(1, hosts.length - 1);
    return hosts.map(({ id }, i) => ({
      host: id,
      x: from + size.HALF_INSET + i * lane,
      outside: 0 as const,
      titleRoom: half / Math.max(1, hosts.length) - size.BOX_GAP,
      from,
      to: from + half,
    }));
  });
}
