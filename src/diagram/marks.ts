/** What happens on the lifelines, in the order of time, and where to find it: everything that is drawn asks for it, often. */
import type { HostId } from "../simulator/network/trace.ts";
import * as size from "./sizes.ts";
import type { Journey, Oddity, Story } from "./story.ts";

/** Something that happens on a lifeline; `ghost` = where a segment is lost, or is by now, between two. */
export interface Mark {
  readonly kind: "act" | "send" | "arrive" | "ghost";
  readonly host: HostId | null;
  readonly at: number;
  readonly n: number;
  readonly journey: Journey | null;
  readonly callLines: number;
  readonly changesState: boolean;
  /** A segment leaves at this very moment: its arrow needs the room that a sent one needs. */
  readonly departs?: true;
  /** Since what happened before it, in ms as they are told. */
  readonly waited: number;
}

/** All of them, and where each is; -1 = nowhere. */
export interface Marks {
  readonly all: readonly Mark[];
  /** The indexes of what an entry does at a host. */
  of(n: number | null, host: HostId | null): readonly number[];
  sent(journey: Journey): number;
  /** Where it arrives, is lost or is by now. */
  ended(journey: Journey): number;
  /** What it must not seem to overtake. */
  ahead(journey: Journey): readonly Journey[];
}

const NONE: readonly number[] = [];

const KIND_ORDER = { arrive: 0, act: 1, send: 2, ghost: 3 } as const;

export function marks(story: Story): Marks {
  const all = inOrder(story);
  const hosts = new Map<HostId | null, Map<number, number[]>>();
  const [sent, ended] = [new Map<Journey, number>(), new Map<Journey, number>()];
  for (const [i, { n, host, kind, journey }] of all.entries()) {
    const entries = hosts.get(host) ?? new Map<number, number[]>();
    const together = entries.get(n) ?? [];
    together.push(i);
    hosts.set(host, entries.set(n, together));
    if (journey !== null) (kind === "send" ? sent : ended).set(journey, i);
  }
  const before = new Map(
    story.journeys.flatMap((one) => (one.fate === "arrived" ? [] : [[one, ahead(story, one)] as const])),
  );
  return {
    all,
    of: (n, host) => (n === null ? NONE : (hosts.get(host)?.get(n) ?? NONE)),
    sent: (journey) => sent.get(journey) ?? -1,
    ended: (journey) => ended.get(journey) ?? -1,
    ahead: (journey) => before.get(journey) ?? NOBODY,
  };
}

type Moment = Omit<Mark, "waited">;

/** What happened by a moment stands before it; at the same time, by the number of an entry. */
interface Placed {
  readonly mark: Moment;
  readonly n: number;
}

function inOrder(story: Story): Mark[] {
  const out: Placed[] = [];
  for (const entry of story.entries) {
    out.push(...marksOf(story, entry.n, entry.at, entry.host).map((mark) => ({ mark, n: mark.n })));
  }
  for (const journey of story.journeys) if (journey.fate !== "arrived") out.push(ghostOf(story, journey));
  const sorted = out
    .map((placed, i) => ({ ...placed, i }))
    .sort((a, b) => a.mark.at - b.mark.at || a.n - b.n || order(a.mark, b.mark) || a.i - b.i);
  let last = sorted[0]?.mark.at ?? 0;
  return sorted.map(({ mark }) => {
    // What came before something else and is drawn below that.
    const now = Math.max(last, toldAt(story, mark));
    const waited = toldMs(now - last);
    if (mark.kind !== "ghost" || isFound(mark)) last = now;
    return { ...mark, waited };
  });
}

/** Nobody here sent it: it is a moment of its own, and not somewhere on a way that has been shown. */
const isFound = ({ kind, journey }: Moment): boolean => kind === "ghost" && journey?.sentBy === null;

/** Where a segment is drawn between two lifelines is a guess; when it came there is none. */
const toldAt = (story: Story, mark: Moment): number =>
  (isFound(mark) ? story.entries.find(({ n }) => n === mark.journey?.since)?.at : undefined) ?? mark.at;

const MINUTE_MS = 60_000;
const TEN_SECONDS_MS = 10_000;

/** Three digits, and under a minute a hundredth of a second: "16 s" beside RTO 16 s would not say that one is longer. */
function toldMs(ms: number): number {
  const digits = ms >= TEN_SECONDS_MS && ms < MINUTE_MS ? 4 : 3;
  return Number(ms.toPrecision(digits));
}

/** What was sent first gets as far first, whatever of it was known first, and what is ahead of it has arrived. */
function ghostOf(story: Story, journey: Journey): Placed {
  const arrivals = ahead(story, journey).flatMap(({ endedBy }) =>
    story.entries.filter(({ n }) => n === endedBy),
  );
  const n = Math.max(journey.since, ...arrivals.map((entry) => entry.n));
  const way = setOffAt(story, journey) + size.CUT_AT * story.delayMs;
  const at = Math.max(way, ...arrivals.map((entry) => entry.at));
  const nowhere = { host: null, callLines: 0, changesState: false };
  return { mark: { kind: "ghost", ...nowhere, at, n: journey.touchedBy, journey }, n };
}

/** What left for the same host before it and is there by now: nothing overtakes on its way that nobody delays. */
function ahead({ journeys }: Story, journey: Journey): readonly Journey[] {
  if (journey.sentBy === null) return NOBODY;
  return journeys
    .slice(0, journeys.indexOf(journey))
    .filter(
      ({ from, to, fate, sentBy, oddities }) =>
        from === journey.from &&
        to === journey.to &&
        fate === "arrived" &&
        sentBy !== null &&
        !oddities.some((odd) => ODD_WAYS.has(odd)),
    );
}

const NOBODY: readonly Journey[] = [];
const ODD_WAYS: ReadonlySet<Oddity> = new Set(["held", "delayed", "duplicate", "oldDuplicate"]);

/** A copy is under way from when it was made. */
function setOffAt(story: Story, { flight, since }: Journey): number {
  const made = flight.copyOf === undefined ? undefined : story.entries.find(({ n }) => n === since)?.at;
  return Math.max(flight.sentAt, made ?? flight.sentAt);
}

const order = (a: Moment, b: Moment): number => KIND_ORDER[a.kind] - KIND_ORDER[b.kind];

function marksOf(story: Story, n: number, at: number, host: HostId | null): Moment[] {
  const out: Moment[] = [];
  const callLines = story.calls
    .filter((call) => call.n === n)
    .reduce((sum, call) => sum + call.lines.length, 0);
  const changed = story.spans.filter((span) => span.from === n).map((span) => span.host);
  const arrived = story.journeys.find((j) => j.endedBy === n && j.fate === "arrived");
  const departs = story.journeys.some((j) => j.sentBy === n) ? { departs: true as const } : {};
  const timed = story.waits.some((wait) => wait.from === n || wait.to === n);
  if (arrived !== undefined) {
    const { to } = arrived;
    const changesState = changed.includes(to);
    out.push({ kind: "arrive", host: to, at, n, journey: arrived, callLines, changesState });
  } else if (callLines > 0 || changed.includes(host ?? "") || timed) {
    const caller = host ?? story.calls.find((call) => call.n === n)?.host ?? null;
    if (caller !== null) {
      const changesState = changed.includes(caller);
      out.push({ kind: "act", host: caller, at, n, journey: null, callLines, changesState, ...departs });
    }
  }
  // What another host shows from now on.
  for (const other of changed.filter((id) => id !== (arrived?.to ?? host))) {
    out.push({ kind: "act", host: other, at, n, journey: null, callLines: 0, changesState: true });
  }
  for (const journey of story.journeys.filter((j) => j.sentBy === n)) {
    const { sentAt } = journey.flight;
    const from = journey.from;
    out.push({ kind: "send", host: from, at: sentAt, n, journey, callLines: 0, changesState: false });
  }
  return out;
}
