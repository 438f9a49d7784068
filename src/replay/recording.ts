/** The kernel recordings' format, `tcp-kernel-recording/1`, checked before anything is replayed. */
import * as z from "zod";

const time = z.int().nonnegative();
const connection = z.string().regex(/^c[0-9]+b?$/);
const flag = z.enum(["SYN", "FIN", "RST", "PSH", "ACK", "URG", "ECE", "CWR"]);

const segment = z.strictObject({
  flags: z.array(flag),
  seq: z.int(),
  seq_absolute: z.literal(true).optional(),
  ack: z.int().optional(),
  len: z.int().min(0).max(65_535),
  win: z.int().min(0).max(65_535),
  mss: z.int().optional(),
  sack_ok: z.literal(true).optional(),
  wscale: z.int().optional(),
  ts: z.object({ val: z.int(), ecr: z.int().nullable() }).optional(),
  sack: z.array(z.tuple([z.int(), z.int()])).optional(),
  bad_checksum: z.literal(true).optional(),
  urg: z.int().optional(),
});
export type RecordedSegment = z.output<typeof segment>;

const isnOffset = z.object({ of: connection, delta: z.int().nullable() }).optional();

const call = z.strictObject({
  t_ms: time,
  kind: z.literal("call"),
  op: z.enum([
    "listen",
    "connect",
    "accept",
    "send",
    "recv",
    "shutdown",
    "close",
    "setsockopt",
    "getsockopt",
  ]),
  sock: z.string(),
  args: z.record(z.string(), z.unknown()),
  result: z.union([z.number(), z.string(), z.strictObject({ errno: z.string() })]),
  note: z.string().optional(),
});
const inject = z.strictObject({
  t_ms: time,
  kind: z.literal("inject"),
  conn: connection,
  seg: segment,
  isn_offset: isnOffset,
  note: z.string().optional(),
});
const emit = z.strictObject({
  t_ms: time,
  kind: z.literal("emit"),
  conn: connection,
  seg: segment,
  isn_offset: isnOffset,
  new_isn: z.literal(true).optional(),
});
const state = z.strictObject({
  t_ms: time,
  kind: z.literal("state"),
  conn: connection,
  state: z.enum([
    ...(["CLOSED", "LISTEN", "SYN_SENT", "SYN_RECEIVED", "ESTABLISHED", "FIN_WAIT_1", "FIN_WAIT_2"] as const),
    ...(["CLOSE_WAIT", "CLOSING", "LAST_ACK", "TIME_WAIT"] as const),
  ]),
  changed: z.boolean(),
});
const event = z.discriminatedUnion("kind", [call, inject, emit, state]);
export type RecordedEvent = z.output<typeof event>;
export type RecordedCall = z.output<typeof call>;

/** More than any recording has, and little enough to replay in a blink. */
const EVENTS_MAX = 10_000;

const recording = z.object({
  format: z.literal("tcp-kernel-recording/1"),
  name: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string(),
  group: z.enum([
    "open",
    "options",
    "reset",
    "syn-received",
    "data",
    "timer",
    "close",
    "time-wait",
    "backlog",
  ]),
  profile: z.literal("linux-6.18"),
  setup: z.object({
    kernel_ip: z.string(),
    peer_ip: z.string(),
    mtu: z.int(),
    sysctls: z.record(z.string(), z.union([z.int(), z.string()])),
    effective: z.record(z.string(), z.string()),
  }),
  end_ms: time,
  events: z.array(event).min(1).max(EVENTS_MAX),
});
export type Recording = z.output<typeof recording>;

/** The recording, or what is wrong with it: path and what was expected there, one line each. */
export function readRecording(
  text: string,
): { ok: true; recording: Recording } | { ok: false; faults: string[] } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { ok: false, faults: [`not JSON: ${placeOf(text, (error as Error).message)}`] };
  }
  const parsed = recording.safeParse(json);
  if (parsed.success) {
    const faults = faultsOf(parsed.data);
    return faults.length > 0 ? { ok: false, faults } : { ok: true, recording: parsed.data };
  }
  return { ok: false, faults: parsed.error.issues.map((issue) => `${pathOf(issue.path)}: ${issue.message}`) };
}

/** What no single event shows: the order of times, and of what other events speak. */
function faultsOf({ events }: Recording): string[] {
  const borne = new Set(events.map(connectionOf));
  const late = events.findIndex((one, i) => i > 0 && one.t_ms < (events[i - 1] as RecordedEvent).t_ms);
  return [
    ...(late < 0 ? [] : [`events[${late}].t_ms: expected a time not before the event above it`]),
    ...events.flatMap((one, i) => {
      if (one.kind === "state") return [];
      if (one.kind === "call") return isSendable(one) ? [] : [`events[${i}].args.len: ${SENDABLE}`];
      const of = one.isn_offset?.of;
      return of === undefined || borne.has(of)
        ? []
        : [`events[${i}].isn_offset.of: no event is about a connection ${of}`];
    }),
  ];
}

/** The connection that the event is about; null = it is about a socket only. */
export const connectionOf = (one: RecordedEvent): string | null =>
  one.kind !== "call" ? one.conn : one.op === "connect" ? one.sock : null;

const SEND_OCTETS_MAX = 65_535;
const SENDABLE = `expected a whole number, 0 to ${SEND_OCTETS_MAX}`;

function isSendable({ op, args: { len } }: RecordedCall): boolean {
  if (op !== "send") return true;
  return typeof len === "number" && Number.isInteger(len) && len >= 0 && len <= SEND_OCTETS_MAX;
}

const pathOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (at, key) => (typeof key === "number" ? `${at}[${key}]` : `${at}${at && "."}${String(key)}`),
    "",
  );

/** JSON.parse names a position in newer versions of Node; readers want a line. */
function placeOf(text: string, message: string): string {
  const position = /position (\d+)/.exec(message)?.[1];
  if (position === undefined) return message;
  return `line ${text.slice(0, Number(position)).split("\n").length}: ${message}`;
}
