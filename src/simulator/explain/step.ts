/** One step of a trace for a learner who goes through it: what happened, what changed, and why. */
import type { Language, Locale } from "../../language.ts";
import { shownIn, statesAfter, statesAtFirst } from "../network/states.ts";
import type { Entry, Flight, HostId, Numbers, Trace } from "../network/trace.ts";
import type { State, Tcb } from "../tcp/tcb.ts";
import { callText, errorNamesOf, resultText } from "./calls.ts";
import { type Reason, reason, relativeTo } from "./reason.ts";
import { leaving, leavingIn, wholeNameOf } from "./segments.ts";
import { amount, duration, hostName, theHost, type Voice, voiceOf } from "./voice.ts";

export interface StepOptions {
  readonly numbers: Numbers;
}

export interface HostState {
  readonly host: HostId;
  readonly before: State;
  readonly after: State;
}

export interface Variable {
  readonly name: "SND.UNA" | "SND.NXT" | "SND.WND" | "RCV.NXT";
  /** null = it had no value yet. */
  readonly before: number | null;
  readonly after: number;
}

export interface StepView {
  /** From 1. */
  readonly number: number;
  readonly of: number;
  readonly at: number;
  readonly title: string;
  /** The title without its number. */
  readonly what: string;
  /** Every host, whether its state changed or not. */
  readonly states: readonly HostState[];
  /** Those of the connection concerned that moved. */
  readonly variables: readonly Variable[];
  readonly reasons: readonly Reason[];
  readonly sent: readonly string[];
  /** All of it, in light Markdown. */
  readonly text: string;
}

/** The view of entry `n`, counted from 0. */
export function stepView(
  trace: Trace,
  n: number,
  locale: Locale,
  language: Language,
  options: StepOptions,
): StepView {
  const entry = trace.entries[n];
  if (!entry) throw new RangeError(`the trace has no step ${n}`);
  const voice = voiceOf(locale, language);
  const relative = options.numbers === "relative" ? relativeTo(entry) : undefined;
  const of = trace.entries.length;
  const what = whatHappened(trace, voice, entry);
  const view = {
    number: n + 1,
    of,
    at: entry.at,
    title: voice.say("step.title", { n: n + 1, of, what }),
    what,
    states: hostStates(trace, n),
    variables: moved(entry, relative),
    reasons: entry.because.map((one) => reason(one, locale, language, relative ? { relative } : {})),
    sent: sentTexts(trace, voice, entry, options.numbers),
  };
  return { ...view, text: markdown(trace, voice, entry, view) };
}

function whatHappened(trace: Trace, voice: Voice, entry: Entry): string {
  const { move, flight } = entry;
  switch (move.type) {
    case "call":
      return voice.say("step.call", { host: theHost(voice, trace, move.host), call: callText(move.call) });
    case "expire":
      return voice.say("step.expire", {
        host: theHost(voice, trace, move.host),
        timer: voice.say(`timer.${move.timer}`),
      });
    case "reboot":
      return voice.say("step.reboot", { host: theHost(voice, trace, move.host) });
    case "forge":
      return segmentMoved(trace, voice, move.by === null ? "turn-up" : "forge", flight ?? entry.sent[0]);
    default:
      return segmentMoved(trace, voice, move.type, flight);
  }
}

function segmentMoved(trace: Trace, voice: Voice, key: string, flight: Flight | null | undefined): string {
  const segment = flight ? describedBy(voice, key, flight) : "";
  return voice.say(`step.${key}`, { segment, host: flight ? theHost(voice, trace, flight.to) : "" });
}

/** What it does not say of itself: a forged ACK looks like any other. Who forges or copies it says so already. */
function describedBy(voice: Voice, key: string, flight: Flight): string {
  const segment = wholeNameOf(voice, flight);
  const odd = oddityOf(key, flight);
  return odd === null ? segment : voice.say(`step.odd.${odd}`, { segment });
}

function oddityOf(key: string, { seg, forgedBy, copyOf, again }: Flight): string | null {
  if (key === "forge" || key === "turn-up") return null;
  if (seg.corrupted && key === "deliver") return "corrupted";
  if (forgedBy !== undefined) return forgedBy === "old duplicate" ? "old-duplicate" : "forged";
  if (copyOf !== undefined) return "duplicate";
  return again ? "retransmitted" : null;
}

function hostStates(trace: Trace, n: number): HostState[] {
  const before = trace.entries.slice(0, n).reduce(statesAfter, statesAtFirst(trace));
  const after = trace.entries.slice(n, n + 1).reduce(statesAfter, before);
  return trace.hosts.map(({ id }) => ({
    host: id,
    before: shownIn(before, id).state,
    after: shownIn(after, id).state,
  }));
}

/** A TCB that is still to be opened has numbers, but they mean nothing. */
const isOpen = (tcb: Tcb): boolean => tcb.state !== "CLOSED" && tcb.state !== "LISTEN";
const knowsPeer = (tcb: Tcb): boolean => isOpen(tcb) && tcb.state !== "SYN-SENT";

function moved(entry: Entry, relative: ((name: string, value: number) => number) | undefined): Variable[] {
  const { before, after } = entry;
  if (!after || !isOpen(after)) return [];
  const own = before && isOpen(before) ? before : null;
  const peers = before && knowsPeer(before) ? before : null;
  const ours: readonly Variable[] = [
    { name: "SND.UNA", before: own?.snd.una ?? null, after: after.snd.una },
    { name: "SND.NXT", before: own?.snd.nxt ?? null, after: after.snd.nxt },
  ];
  const theirs: readonly Variable[] = [
    { name: "SND.WND", before: peers?.snd.wnd ?? null, after: after.snd.wnd },
    { name: "RCV.NXT", before: peers?.rcv.nxt ?? null, after: after.rcv.nxt },
  ];
  return [...ours, ...(knowsPeer(after) ? theirs : [])]
    .filter((one) => one.before !== one.after)
    .map((one) => (relative ? counted(one, relative) : one));
}

const counted = (
  { name, before, after }: Variable,
  relative: (name: string, value: number) => number,
): Variable => ({
  name,
  before: before === null ? null : relative(name, before),
  after: relative(name, after),
});

function sentTexts(trace: Trace, voice: Voice, entry: Entry, numbers: Numbers): string[] {
  return leavingIn(entry).map((flight) => leaving(voice, trace, flight, numbers));
}

function markdown(trace: Trace, voice: Voice, entry: Entry, view: Omit<StepView, "text">): string {
  const result = resultText(entry.result, errorNamesOf(trace, entry.host));
  const head = `**${view.title}** (${duration(voice, view.at)})`;
  const lines = [head, ...(result === null ? [] : [voice.say("step.result", { result: `\`${result}\`` })])];
  const changes = [
    ...view.states
      .filter(({ before, after }) => before !== after)
      .map(({ host, before, after }) => `${hostName(voice, trace, host)}: \`${before}\` → \`${after}\``),
    ...view.variables.map(({ name, before, after }) => {
      const old = before === null ? voice.say("step.unset") : amount(voice, before);
      return `\`${name}\`: ${old} → ${amount(voice, after)}`;
    }),
  ];
  const section = (key: string, items: readonly string[]): string[] =>
    items.length === 0 ? [] : [`**${voice.say(`step.${key}`)}**`, ...items.map((item) => `- ${item}`)];
  return [
    ...lines,
    ...section("changes", changes),
    ...section(
      "sends",
      view.sent.map((segment) => `\`${segment}\``),
    ),
    ...section(
      "why",
      view.reasons.map((one) => `${one.text} (${one.section})`),
    ),
  ].join("\n");
}
