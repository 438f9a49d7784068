/** What happened overall, in one sentence: the caption of a picture. */
import type { Language, Locale } from "../../language.ts";
import type { Entry, HostId, Trace } from "../network/trace.ts";
import type { RuleId } from "../tcp/rules.ts";
import { FIN, has, len, RST, SYN } from "../tcp/segment.ts";
import { type Judge, nameHost, ruled, signalled } from "./entries.ts";
import { finEarly, portHeld, windowClosed, withdrawn } from "./held-up.ts";
import { lossHeadline } from "./loss.ts";
import { outcome } from "./outcome.ts";
import { aborted } from "./resets.ts";
import { isDatagram, nameOf } from "./segments.ts";
import { amount, duration, theHost, type Voice, voiceOf } from "./voice.ts";

/** What happened to the run, whatever became of its connections. The most telling fact comes first. */
const EVENTS: readonly Judge[] = [
  datagrams,
  assassinated,
  refused,
  restarted,
  forgotten,
  queues,
  forged,
  oldDuplicate,
  givenUp,
  withdrawn,
  aborted,
  unnoticed,
  lossHeadline,
  windowClosed,
  finEarly,
  portHeld,
  together,
];

/** From the trace alone: the same whether a scenario or a learner chose the moves. */
export function headline(trace: Trace, locale: Locale, language: Language): string {
  const voice = voiceOf(locale, language);
  return eventHeadline(trace, voice) ?? judged([outcome], trace, voice) ?? voice.say("headline.nothing");
}

/** Null = it went as it should, and only how it ended can be told. */
export const eventHeadline = (trace: Trace, voice: Voice): string | null => judged(EVENTS, trace, voice);

function judged(judges: readonly Judge[], trace: Trace, voice: Voice): string | null {
  for (const judge of judges) {
    const sentence = judge(trace, voice);
    if (sentence !== null) return sentence.charAt(0).toUpperCase() + sentence.slice(1);
  }
  return null;
}

/** Only where there is nothing but UDP. */
function datagrams({ entries }: Trace, voice: Voice): string | null {
  const sent = entries.flatMap((entry) => entry.sent);
  if (sent.length === 0 || !sent.every(isDatagram)) return null;
  const arrived = entries.filter(({ because }) => because.some(({ rule }) => rule === "udp-delivered"));
  return voice.say("headline.udp", { sent: sent.length, arrived: arrived.length });
}

/** RFC 1337: a RST ended TIME-WAIT before its time. */
function assassinated(trace: Trace, voice: Voice): string | null {
  const killed = trace.entries.find(
    ({ because, states }) =>
      because.some(({ rule }) => rule === "time-wait-rst") && states.some(({ after }) => after === "CLOSED"),
  );
  return killed ? voice.say("headline.time-wait-killed", { host: nameHost(voice, trace, killed) }) : null;
}

function refused(trace: Trace, voice: Voice): string | null {
  const [told] = signalled(trace, "connection refused");
  if (!told) return null;
  const asked = ruled(trace, "closed-reset-by-seq").find(({ flight }) => flight && has(flight.seg, SYN));
  const port = asked?.flight?.seg.dst.port;
  return port === undefined ? voice.say("headline.refused-by-rst") : voice.say("headline.refused", { port });
}

function restarted(trace: Trace, voice: Voice): string | null {
  const reboot = trace.entries.find(({ move }) => move.type === "reboot");
  if (!reboot) return null;
  const forgetful = nameHost(voice, trace, reboot);
  const reset = signalled(trace, "connection reset").find(
    ({ n, host }) => n > reboot.n && host !== reboot.host,
  );
  if (reset) return voice.say("headline.half-open", { forgetful, host: nameHost(voice, trace, reset) });
  const other = trace.hosts.find(({ id }) => id !== reboot.host);
  if (!other || trace.entries.some(({ n }) => n > reboot.n)) return null;
  return voice.say("headline.restarted", { forgetful, host: theHost(voice, trace, other.id) });
}

/** A repeated FIN met nobody: what TIME-WAIT is there to prevent. */
function forgotten(trace: Trace, voice: Voice): string | null {
  const met = ruled(trace, "closed-reset-by-ack").find(
    ({ flight }) => flight?.again === true && has(flight.seg, FIN),
  );
  if (!met) return null;
  const host = nameHost(voice, trace, met);
  // A RST that had arrived would have ended the wait.
  const unheard = signalled(trace, "connection aborted due to user timeout").find(
    (entry) => entry.n > met.n && entry.host === met.flight?.from,
  );
  if (!unheard) return voice.say("headline.forgotten", { host });
  return voice.say("headline.forgotten-unheard", { host, other: nameHost(voice, trace, unheard) });
}

function queues(trace: Trace, voice: Voice): string | null {
  const [cookie] = ruled(trace, "listener-cookie-valid");
  if (cookie) return voice.say("headline.cookie", { host: nameHost(voice, trace, cookie) });
  const dropped = ruled(trace, "listener-syn-queue-full");
  const unheard = ruled(trace, "listener-accept-queue-full");
  // Behind a full accept queue the SYN queue fills too: the cause is told, with all that was dropped.
  if (dropped[0] && dropped.length >= unheard.length) {
    const n = amount(voice, dropped.length);
    return voice.say("headline.syn-queue-full", { host: nameHost(voice, trace, dropped[0]), n });
  }
  const [reset] = ruled(trace, "listener-accept-queue-full-reset");
  if (reset) return voice.say("headline.accept-queue-full-reset", { host: nameHost(voice, trace, reset) });
  if (!unheard[0]) return null;
  const n = amount(voice, unheard.length + dropped.length);
  return voice.say("headline.accept-queue-full", { host: nameHost(voice, trace, unheard[0]), n });
}

/** Without a checksum nobody can tell what was damaged on its way from what was sent. */
function unnoticed(trace: Trace, voice: Voice): string | null {
  const taken = ruled(trace, "checksum-ignored").find(({ flight }) => flight?.seg.corrupted === true);
  if (!taken?.flight) return null;
  const segment = nameOf(voice, taken.flight);
  return voice.say("headline.corrupted-taken", { segment, host: nameHost(voice, trace, taken) });
}

/** Text was taken, or is kept until the gap before it is filled. */
const receivedMore = ({ before, after }: Entry): boolean =>
  (after?.received ?? 0) > (before?.received ?? 0) || (after?.held.length ?? 0) > (before?.held.length ?? 0);

/** A forged segment that arrived at a connection, or that a listener took for an answer to its cookie: believed, or not? */
function forged(trace: Trace, voice: Voice): string | null {
  const delivered = trace.entries.filter(
    ({ move, flight }) =>
      move.type === "deliver" && flight?.forgedBy !== undefined && flight.forgedBy !== "old duplicate",
  );
  const arrivals = delivered.filter(
    ({ before, because }) =>
      before !== null || because.some(({ rule }) => rule === "listener-cookie-invalid"),
  );
  const fatal = arrivals.find(
    ({ flight, states }) => flight && has(flight.seg, RST) && states.some(({ after }) => after === "CLOSED"),
  );
  if (fatal) return voice.say("headline.forged-reset", { host: nameHost(voice, trace, fatal) });
  const opening = delivered.find(({ states }) => states.some(({ after }) => after === "ESTABLISHED"));
  if (opening) return voice.say("headline.forged-handshake", { host: nameHost(voice, trace, opening) });
  const [first] = arrivals;
  if (!first?.flight || arrivals.some((entry) => entry.states.length > 0 || receivedMore(entry))) return null;
  const host = nameHost(voice, trace, first);
  return voice.say("headline.forged-resisted", { segment: nameOf(voice, first.flight), host });
}

/** Left over by the scenario, or a copy that the network made before its connection ended. */
function isOfEarlier(trace: Trace, { n, host, flight }: Entry): boolean {
  if (flight?.copyOf === undefined) return flight?.forgedBy === "old duplicate";
  return trace.entries
    .slice(0, n)
    .some(
      (entry) =>
        entry.host === host &&
        entry.at >= flight.sentAt &&
        entry.states.some(({ after }) => after === "CLOSED"),
    );
}

function oldDuplicate(trace: Trace, voice: Voice): string | null {
  const arrival = trace.entries.find((entry) => entry.move.type === "deliver" && isOfEarlier(trace, entry));
  if (!arrival?.flight) return null;
  const segment = nameOf(voice, arrival.flight);
  if (arrival.before === null && arrival.states.length === 0)
    return voice.say("headline.old-duplicate-nobody", { segment });
  const harmed = receivedMore(arrival) || arrival.states.some(({ after }) => after === "ESTABLISHED");
  if (harmed)
    return voice.say("headline.old-duplicate-taken", { segment, host: nameHost(voice, trace, arrival) });
  const opened = arrival.states.find(({ after }) => after === "SYN-RECEIVED")?.connection;
  const undone = trace.entries.some(
    ({ n, host, states }) =>
      n > arrival.n &&
      host === arrival.host &&
      states.some(({ connection, before }) => connection === opened && before === "SYN-RECEIVED"),
  );
  const harmless = opened === undefined ? arrival.states.length === 0 : undone;
  return harmless ? voice.say("headline.old-duplicate", { segment }) : null;
}

function givenUp(trace: Trace, voice: Voice): string | null {
  const [half] = ruled(trace, "syn-ack-given-up");
  const [told] = signalled(trace, "connection aborted due to user timeout");
  const entry = told ?? half;
  if (!entry?.before) return null;
  const { state, heardAt, remote } = entry.before;
  const { una } = entry.before.snd;
  const opening = state === "SYN-SENT" || state === "SYN-RECEIVED";
  const unanswered = trace.entries
    .flatMap(({ sent }) => sent)
    .find(
      ({ from, forgedBy, seg }) =>
        from === entry.host && forgedBy === undefined && seg.seq === una && len(seg) > 0,
    );
  const since = opening ? firstSynAt(trace, entry.host ?? "", remote.port) : (unanswered?.sentAt ?? heardAt);
  const key = state === "SYN-SENT" ? "syn-given-up" : opening ? "half-open-given-up" : "given-up";
  return voice.say(`headline.${key}`, {
    host: nameHost(voice, trace, entry),
    wait: duration(voice, entry.at - since),
  });
}

function firstSynAt(trace: Trace, host: HostId, port: number): number {
  const syn = trace.entries
    .flatMap(({ sent }) => sent)
    .find((flight) => flight.from === host && has(flight.seg, SYN) && flight.seg.dst.port === port);
  return syn?.sentAt ?? 0;
}

const hostsRuled = (trace: Trace, rule: RuleId): number =>
  new Set(ruled(trace, rule).map(({ host }) => host)).size;

function together(trace: Trace, voice: Voice): string | null {
  if (hostsRuled(trace, "fin-closing") > 1) return voice.say("headline.simultaneous-close");
  const established = new Set(signalled(trace, "connection established").map(({ host }) => host)).size;
  const both = hostsRuled(trace, "syn-sent-simultaneous") > 1 && established > 1;
  return both ? voice.say("headline.simultaneous-open") : null;
}
