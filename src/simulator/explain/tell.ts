/** The whole trace in words: the text view, and what a picture is described by. */
import type { Language, Locale } from "../../language.ts";
import { lateBy } from "../network/late.ts";
import type { Entry, Flight, HostId, Numbers, Trace } from "../network/trace.ts";
import { unheeded } from "../network/unheeded.ts";
import { callText, errorNamesOf, resultText } from "./calls.ts";
import { departures } from "./circumstances.ts";
import { headline } from "./headline.ts";
import { statesText } from "./outcome.ts";
import { reason, relativeTo } from "./reason.ts";
import { late, leaving, leavingIn, marked, naming } from "./segments.ts";
import { duration, hostName, type Voice, voiceOf } from "./voice.ts";

/** Of a run that somebody sees step by step. */
export interface Stage {
  /** More is to come: how it stands now is no end. */
  readonly ongoing?: boolean;
  /** Hosts that are CLOSED and may yet open a connection. */
  readonly idle?: readonly HostId[];
}

export interface TellOptions extends Stage {
  readonly numbers: Numbers;
  /** The reasons under each step. */
  readonly why: boolean;
}

interface Telling {
  readonly trace: Trace;
  readonly voice: Voice;
  readonly numbers: Numbers;
  readonly name: (flight: Flight) => string;
}

/** One text per entry, of one or more lines; then what is still under way and how it ended. */
export function tell(trace: Trace, locale: Locale, language: Language, options: TellOptions): string[] {
  const telling = tellingOf(trace, locale, language, options.numbers);
  const steps = trace.entries.map((entry) => {
    const line = lineOf(telling, entry);
    if (!options.why) return line;
    const relative = options.numbers === "relative" ? { relative: relativeTo(entry) } : {};
    const reasons = entry.because.map((one) => reason(one, locale, language, relative));
    return [line, ...reasons.map(({ text, section }) => `    ${text} [${section}]`)].join("\n");
  });
  const end =
    options.ongoing === true ? standing(telling, "now", options.idle) : endOf(telling, options.idle);
  return [...departures(trace, telling.voice), ...steps, ...end];
}

/**
 * What a picture shows, in words: what stands below it (the headline, if nothing is given), and every step on a line of
 * its own.
 */
export function alt(
  trace: Trace,
  locale: Locale,
  language: Language,
  numbers: Numbers = "relative",
  { caption = "", ...stage }: Stage & { readonly caption?: string } = {},
): string {
  const odd = departures(trace, voiceOf(locale, language));
  const lines = tell(trace, locale, language, { ...stage, numbers, why: false }).slice(odd.length);
  const below = caption === "" ? headline(trace, locale, language) : caption;
  return [`${trace.title[locale]}. ${below}`, ...odd, ...lines].join("\n");
}

function tellingOf(trace: Trace, locale: Locale, language: Language, numbers: Numbers): Telling {
  return { trace, voice: voiceOf(locale, language), numbers, name: naming(trace, numbers) };
}

/** `50 ms  server  SYN arrives: LISTEN → SYN-RECEIVED, sends SYN,ACK seq=0 ack=1` */
function lineOf(telling: Telling, entry: Entry): string {
  const { trace, voice } = telling;
  const place = entry.host === null ? voice.say("tell.network") : hostName(voice, trace, entry.host);
  const parts = [
    ...stateChanges(entry),
    ...unheard(telling, entry),
    ...hearings(telling, entry),
    ...sendings(telling, entry),
  ];
  const what =
    parts.length === 0 ? eventOf(telling, entry) : `${eventOf(telling, entry)}: ${parts.join(", ")}`;
  return `${duration(voice, entry.at)}  ${place}  ${what}`;
}

function eventOf({ trace, voice, numbers, name }: Telling, entry: Entry): string {
  const { move, flight } = entry;
  const segment = flight ? late(voice, lateBy(trace, entry), marked(voice, flight, name(flight))) : "";
  switch (move.type) {
    case "deliver":
      return voice.say(flight?.seg.corrupted ? "tell.arrives-corrupted" : "tell.arrives", { segment });
    case "delay":
      return voice.say("tell.delay", { segment, wait: duration(voice, move.ms) });
    case "expire": {
      const timer = voice.say(`timer.${move.timer}`);
      const wait = waitOf(trace, entry);
      if (wait === null) return voice.say("tell.expires", { timer });
      return voice.say("tell.expires-after", { timer, wait: duration(voice, wait) });
    }
    case "call": {
      const result = resultText(entry.result, errorNamesOf(trace, move.host));
      return result === null ? callText(move.call) : `${callText(move.call)} = ${result}`;
    }
    case "forge": {
      const [sent] = entry.sent;
      if (!sent) return voice.say("tell.lose", { segment });
      const { forgedBy: _, ...plain } = sent;
      const text = leaving(voice, trace, plain, numbers);
      if (move.by === null) return voice.say("tell.turns-up", { segment: text });
      return voice.say("tell.forges", { segment: text, ip: move.seg.src.ip });
    }
    case "reboot":
      return voice.say("tell.reboot");
    default:
      return voice.say(`tell.${move.type}`, { segment });
  }
}

const stateChanges = ({ states }: Entry): string[] =>
  states.map(({ before, after }) => `${before} → ${after}`);

function unheard({ voice }: Telling, entry: Entry): string[] {
  const fate = entry.move.type === "deliver" ? unheeded(entry) : null;
  return fate === null ? [] : [voice.say(`tell.${fate}`)];
}

/** What a program learns without having asked; the states tell the rest. */
const HEARD = new Set(["connection refused", "connection reset", "connection aborted due to user timeout"]);

function hearings({ voice }: Telling, { effects }: Entry): string[] {
  return effects.flatMap((effect) =>
    effect.type === "signal" && HEARD.has(effect.signal)
      ? [voice.say("tell.hears", { signal: voice.say(`signal.${effect.signal}`) })]
      : [],
  );
}

function sendings({ trace, voice, numbers }: Telling, entry: Entry): string[] {
  const sent = leavingIn(entry);
  if (sent.length === 0 || entry.move.type === "forge") return [];
  const segments = sent.map((flight) => leaving(voice, trace, flight, numbers)).join(" + ");
  return [voice.say("tell.sends", { segments })];
}

/** How long the timer that expired had been running; null = it was started before the trace began. */
function waitOf(trace: Trace, { n, at, move }: Entry): number | null {
  if (move.type !== "expire") return null;
  const { host, connection, timer } = move;
  const started = trace.entries
    .slice(0, n)
    .findLast(
      (entry) =>
        entry.host === host &&
        entry.connection === connection &&
        entry.effects.some((effect) => effect.type === "start timer" && effect.timer === timer),
    );
  return started ? at - started.at : null;
}

function endOf(telling: Telling, idle: Stage["idle"]): string[] {
  const { trace, voice } = telling;
  const ended = trace.ended === "quiet" ? [] : [voice.say(`tell.${trace.ended}`)];
  return [...standing(telling, "at-the-end", idle), ...ended];
}

function standing(
  { trace, voice, numbers }: Telling,
  when: "at-the-end" | "now",
  idle: Stage["idle"] = [],
): string[] {
  const segments = trace.inFlight.map((flight) => leaving(voice, trace, flight, numbers)).join(" + ");
  const states = statesText(trace, voice, idle);
  return [
    ...(segments === "" ? [] : [voice.say("tell.in-flight", { segments })]),
    ...(states === "" ? [] : [voice.say(`tell.${when}`, { states })]),
  ];
}
