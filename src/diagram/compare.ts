/**
 * Two traces side by side on one time axis: what happens at the same time stands at the same height. Where each has
 * more hosts than half a picture holds in letters that a phone can show, one stands below the other.
 */
import type { Entry, Flight, HostId, Move, Trace } from "../simulator/network/trace.ts";
import type { CompareOptions, Labels, Options } from "./labels.ts";
import { drawAll, layoutPages, layoutsOf, type Pages, tooManyHosts } from "./layout.ts";
import { cuts } from "./pages.ts";
import type { Manner } from "./picture.ts";
import type { Column } from "./scene.ts";
import type { Layout, Shape } from "./shape.ts";
import { scaleOf } from "./sheet.ts";
import * as size from "./sizes.ts";
import { failed, type Story } from "./story.ts";

type Side = 0 | 1;

/** One picture, or several where they are long. */
export function layoutCompare(left: Trace, right: Trace, options: CompareOptions): Pages {
  const most = Math.max(left.hosts.length, right.hosts.length);
  if (most > size.COMPARED_HOSTS_MAX) return tooManyHosts(size.COMPARED_HOSTS_MAX);
  if (most > size.BESIDE_HOSTS_MAX) return below(left, right, options);
  const trace = merge(left, right);
  const given: Options = { ...options, labels: labelsOf(trace, options.labels) };
  return layoutsOf(drawAll(trace, given, cuts(trace, trace.entries.length, size.HALVES), beside));
}

/** The title stands above the first, the command below the second; long ones take their pictures one by one. */
function below(left: Trace, right: Trace, { labels, ...options }: CompareOptions): Pages {
  const { headings, captions, title, subtitle, command } = labels;
  const part = (trace: Trace, side: Side, more: Partial<Labels>): Pages =>
    layoutPages(trace, {
      ...options,
      labels: { ...labels, ...more, headings: [headings[side]], captions: [], caption: captions[side] },
    });
  const [upper, lower] = [part(left, 0, { command: "" }), part(right, 1, { title: "", subtitle: "" })];
  if (!upper.ok || !lower.ok) return upper.ok ? lower : upper;
  const [first, second] = [upper.layouts[0], lower.layouts[0]];
  if (first && second && upper.layouts.length + lower.layouts.length === size.HALVES) {
    return { ok: true, layouts: [stacked(first, second)] };
  }
  const whole = { title, subtitle, command };
  const [one, other] = [part(left, 0, whole), part(right, 1, whole)];
  if (!one.ok || !other.ok) return one.ok ? other : one;
  return { ok: true, layouts: [...one.layouts, ...other.layouts] };
}

function stacked(upper: Layout, lower: Layout): Layout {
  const height = upper.height + lower.height;
  const shapes = [...upper.shapes, ...lower.shapes.map((shape) => movedDown(shape, upper.height))];
  const missing = upper.missing + lower.missing;
  return { width: Math.max(upper.width, lower.width), height, scale: scaleOf(height), shapes, missing };
}

const movedDown = (shape: Shape, by: number): Shape =>
  shape.type === "line"
    ? { ...shape, points: shape.points.map((value, i) => (i % 2 === 0 ? value : hundredth(value + by))) }
    : { ...shape, y: hundredth(shape.y + by) };

const hundredth = (value: number): number => Math.round(value * 100) / 100;

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

const beside: Manner = { compare: true, width: () => size.WIDTH, columns };

const onSide = <T extends { readonly id: HostId }>(hosts: readonly T[], side: Side): T[] =>
  hosts.filter(({ id }) => sideOf(id) === side);

function columns({ trace }: Story): Column[] {
  const half = (size.WIDTH - 2 * size.EDGE - size.HALVES_APART) / size.HALVES;
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
