/**
 * Plays a recording against a simulated host and compares: emitted segments, states, results of calls, times.
 *
 * Kernel timers are never early and often late. So a timer of the simulator fires when the recording shows what
 * it did, at the recorded time, provided that this is within the tolerance of when it was due; or when it is
 * overdue by more than the tolerance and the recording goes on without it.
 */
import { arrive } from "../simulator/host/arrive.ts";
import { expire } from "../simulator/host/expire.ts";
import {
  type Connection,
  connectionAt,
  connectionKey,
  copyHost,
  type Host,
  newHost,
  type Outcome,
} from "../simulator/host/host.ts";
import { perform } from "../simulator/host/perform.ts";
import { has, type Segment, SYN } from "../simulator/tcp/segment.ts";
import { distance, seqNum } from "../simulator/tcp/seqnum.ts";
import { TIMER_NAMES, type TimerName } from "../simulator/tcp/tcb.ts";
import { callOf, resultFits, spellResult } from "./calls.ts";
import {
  fromRecording,
  fromSimulator,
  type Names,
  nameConnections,
  same,
  spell,
  toSegment,
} from "./names.ts";
import type { RecordedEvent, Recording } from "./recording.ts";
import { profileOf } from "./settings.ts";

/** The README of the recordings: a timer-driven event may be off by this much. */
const TOLERANCE_MS = 30;
const TOLERANCE_RATIO = 0.08;
/** The recorded kernel: 250 ticks a second, and a timer wheel whose levels have slots of 1, 8, 64 ... ticks. */
const TICK_MS = 4;
const WHEEL_SLOTS = 63;
const WHEEL_STEP = 8;
/** Timers that may fire before the simulator shows what one event of the recording is about. */
const TIMERS_PER_EVENT = 4;
/** More timers than this between two events mean that they start each other for ever. */
const TIMERS_AT_REST = 1_000;

export interface Verdict {
  readonly ok: boolean;
  /** What happened, line by line, up to the first difference. */
  readonly story: readonly string[];
  readonly difference: string | null;
}

interface Replay {
  readonly recording: Recording;
  readonly host: Host;
  readonly names: Map<string, Names>;
  /** Segments that the simulator sent and the recording has not shown yet. */
  readonly unseen: { readonly seg: Segment; readonly at: number }[];
  /** 4-tuples that were synchronized once: without a TCB they are CLOSED, not LISTEN. */
  readonly synchronized: Set<string>;
  /** How long each running timer was started for. */
  readonly spans: Map<string, number>;
  readonly story: string[];
}

export function replay(recording: Recording): Verdict {
  const names = nameConnections(recording);
  const host = newHost(
    "kernel",
    recording.setup.kernel_ip,
    profileOf(recording),
    { mode: "rfc6528" },
    [1, 2, 3, 4],
  );
  const r: Replay = {
    recording,
    host,
    names,
    unseen: [],
    synchronized: new Set(),
    spans: new Map(),
    story: [],
  };
  for (const event of recording.events) {
    const difference = playEvent(r, event);
    if (difference) return { ok: false, story: r.story, difference: `${event.t_ms} ms: ${difference}` };
  }
  const difference = fireOverdue(r, recording.end_ms) ?? nothingUnseen(r);
  return { ok: difference === null, story: r.story, difference: difference && `end: ${difference}` };
}

function playEvent(r: Replay, event: RecordedEvent): string | null {
  switch (event.kind) {
    case "call":
      return fireOverdue(r, event.t_ms) ?? nothingUnseen(r) ?? playCall(r, event);
    case "inject":
      return fireOverdue(r, event.t_ms) ?? nothingUnseen(r) ?? playInject(r, event);
    case "emit":
      return compareEmit(r, event);
    case "state":
      return compareState(r, event);
  }
}

function tell(r: Replay, at: number, what: string): void {
  r.story.push(`${String(at).padStart(7)}  ${what}`);
}

function playCall(r: Replay, event: RecordedEvent & { kind: "call" }): string | null {
  const { t_ms: now, op, sock } = event;
  tell(r, now, `${sock}.${op}(${JSON.stringify(event.args)})`);
  const out = perform(r.host, sock, callOf(event, r.names), now);
  observe(r, out, now);
  if (resultFits(event, out.result)) return null;
  return `${sock}.${op} gave ${JSON.stringify(event.result)}, the simulator ${spellResult(out.result)}`;
}

function playInject(r: Replay, event: RecordedEvent & { kind: "inject" }): string | null {
  const names = r.names.get(event.conn) as Names;
  if (event.isn_offset) {
    const of = r.names.get(event.isn_offset.of) as Names;
    if (event.isn_offset.delta !== null) names.peerIsn = seqNum(of.peerIsn + event.isn_offset.delta);
  }
  tell(r, event.t_ms, `${event.conn} --> ${spell(fromRecording(event.seg))}`);
  observe(r, arrive(r.host, toSegment(event.seg, names), event.t_ms), event.t_ms);
  return null;
}

/** Notes what a step did, for the comparisons to come. */
function observe(r: Replay, out: Outcome, now: number): void {
  for (const { seg } of out.sent) r.unseen.push({ seg, at: now });
  for (const { connection, after } of out.states) {
    if (after !== "SYN-RECEIVED" && after !== "SYN-SENT" && after !== "LISTEN" && after !== "CLOSED")
      r.synchronized.add(connection);
  }
  for (const effect of out.effects) {
    if (effect.type === "start timer") r.spans.set(`${out.connection} ${effect.timer}`, effect.ms);
  }
  for (const { rule } of out.because) tell(r, now, `            because ${rule}`);
}

function compareEmit(r: Replay, event: RecordedEvent & { kind: "emit" }): string | null {
  const names = r.names.get(event.conn) as Names;
  const expected = fromRecording(event.seg);
  let sent = takeUnseen(r, names);
  if (!sent) fireQuietly(r, event.t_ms);
  for (let tries = 0; !sent && tries < TIMERS_PER_EVENT; tries++) {
    const late = fireNext(r, event.t_ms);
    if (late === "none") break;
    if (late) return `expected ${spell(expected)}, but ${late}`;
    sent = takeUnseen(r, names);
  }
  if (!sent) return `${event.conn}: expected ${spell(expected)}, the simulator sent nothing`;
  learnIsn(names, sent);
  const got = fromSimulator(sent, names, event.seg.seq_absolute ?? false);
  tell(r, event.t_ms, `${event.conn} <-- ${spell(got)}`);
  if (!same(expected, got))
    return `${event.conn}: expected ${spell(expected)}, the simulator sent ${spell(got)}`;
  return compareIsn(r, event, names);
}

function takeUnseen(r: Replay, names: Names): Segment | null {
  const at = r.unseen.findIndex(
    ({ seg }) => seg.dst.port === names.peer.port && seg.src.port === names.local.port,
  );
  return at < 0 ? null : (r.unseen.splice(at, 1)[0] as { seg: Segment }).seg;
}

function learnIsn(names: Names, sent: Segment): void {
  if (has(sent, SYN)) names.kernelIsn = sent.seq;
  names.clockStart ??= sent.options?.timestamps?.value ?? null;
}

function compareIsn(r: Replay, event: RecordedEvent & { kind: "emit" }, names: Names): string | null {
  const offset = event.isn_offset;
  if (!offset || offset.delta === null) return null;
  const of = r.names.get(offset.of)?.kernelIsn;
  if (of === null || of === undefined || names.kernelIsn === null) return null;
  const got = distance(names.kernelIsn, of);
  return got === offset.delta
    ? null
    : `${event.conn}: new ISN - old ISN is ${offset.delta}, the simulator's ${got}`;
}

function compareState(r: Replay, event: RecordedEvent & { kind: "state" }): string | null {
  const names = r.names.get(event.conn) as Names;
  const expected = event.state.replaceAll("_", "-");
  for (let tries = 0; tries < TIMERS_PER_EVENT && stateOf(r, names) !== expected && event.changed; tries++) {
    const late = fireNext(r, event.t_ms);
    if (late) break;
  }
  const got = stateOf(r, names);
  tell(r, event.t_ms, `${event.conn} is ${got}`);
  return got === expected ? null : `${event.conn}: expected ${expected}, the simulator is in ${got}`;
}

/** The RFC's view of one TCB: where there is none, LISTEN if a listener stands there and nothing was synchronized. */
function stateOf(r: Replay, names: Names): string {
  const connection = connectionAt(r.host, names.local, names.peer);
  if (connection) return connection.tcb.state;
  const key = connectionKey(names.local, names.peer);
  return r.host.listeners[names.local.port] && !r.synchronized.has(key) ? "LISTEN" : "CLOSED";
}

interface Due {
  readonly connection: Connection;
  readonly timer: TimerName;
  readonly at: number;
}

function nextDue({ host }: Replay): Due | null {
  let next: Due | null = null;
  for (const connection of Object.values(host.connections)) {
    for (const timer of TIMER_NAMES) {
      const at = connection.tcb.timers[timer];
      if (at !== null && (next === null || at < next.at)) next = { connection, timer, at };
    }
  }
  return next;
}

function toleranceOf(r: Replay, due: Due): number {
  return Math.max(TOLERANCE_MS, spanOf(r, due) * TOLERANCE_RATIO);
}

/** How long the timer was started for. */
const spanOf = (r: Replay, { connection, timer }: Due): number =>
  r.spans.get(`${connection.key} ${timer}`) ?? 0;

/** When the kernel's timer may be expected: on average half a slot of its timer wheel after it was due. */
const expectedAt = (r: Replay, due: Due): number => due.at + slotOf(spanOf(r, due)) / 2;

/**
 * Linux's timer wheel: 63 slots of one tick, then as many of 8 ticks, and so on. A timer runs out at the end of its slot,
 * so it is never early, and late by at most an eighth.
 */
function slotOf(ms: number): number {
  let slot = TICK_MS;
  while (ms >= slot * WHEEL_SLOTS) slot *= WHEEL_STEP;
  return slot;
}

/** Fires the next timer at the recorded time; says so if that is too early or too late for it. */
function fireNext(r: Replay, at: number): string | "none" | null {
  const due = nextDue(r);
  if (!due) return "none";
  const expected = expectedAt(r, due);
  const tolerance = toleranceOf(r, due);
  if (expected - at > tolerance && due.at > at) {
    return `the simulator's ${due.timer} is due only at ${Math.round(due.at)} ms`;
  }
  if (at - expected > tolerance)
    return `the simulator's ${due.timer} was due at ${Math.round(due.at)} ms already`;
  fire(r, due, at);
  return null;
}

function fire(r: Replay, due: Due, at: number): void {
  tell(r, at, `${due.timer} of ${due.connection.key} expires`);
  observe(r, expire(r.host, due.connection, due.timer, Math.max(at, due.at)), at);
}

/** Overdue timers of which nothing was to be seen, such as those of TCP_DEFER_ACCEPT, fire before the next one. */
function fireQuietly(r: Replay, now: number): void {
  for (let guard = 0; guard < TIMERS_AT_REST; guard++) {
    const due = nextDue(r);
    if (!due || expectedAt(r, due) + toleranceOf(r, due) >= now) return;
    const before = r.unseen.length;
    const tried = { ...r, host: copyHost(r.host), unseen: [...r.unseen], story: [], spans: new Map(r.spans) };
    fire(tried, { ...due, connection: tried.host.connections[due.connection.id] as Connection }, due.at);
    if (tried.unseen.length > before) return;
    fire(r, due, due.at);
  }
}

/** Timers that are overdue beyond doubt fire before the next call or segment. */
function fireOverdue(r: Replay, now: number): string | null {
  for (let guard = 0; guard < TIMERS_AT_REST; guard++) {
    const due = nextDue(r);
    if (!due || expectedAt(r, due) + toleranceOf(r, due) >= now) return null;
    fire(r, due, due.at);
    const unseen = nothingUnseen(r);
    if (unseen) return unseen;
  }
  return "the simulator's timers do not come to rest";
}

function nothingUnseen(r: Replay): string | null {
  const [extra] = r.unseen;
  if (!extra) return null;
  const [name, names] = [...r.names].findLast(([, one]) => one.peer.port === extra.seg.dst.port) ?? [];
  const what = names ? spell(fromSimulator(extra.seg, names, false)) : "a segment";
  return `${name}: the simulator sent ${what} at ${extra.at} ms, the kernel did not`;
}
