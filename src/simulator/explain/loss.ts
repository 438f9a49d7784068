/** What became of segments that the network lost or damaged: the headline of a trace with losses. */
import type { Flight, HostId, Trace } from "../network/trace.ts";
import { end, has, len, RST } from "../tcp/segment.ts";
import { ge } from "../tcp/seqnum.ts";
import { acknowledges, nameOf } from "./segments.ts";
import { amount, duration, theHost, type Voice } from "./voice.ts";

interface Loss {
  readonly flight: Flight;
  /** It arrived, damaged, and was discarded. */
  readonly corrupted: boolean;
}

export function lossHeadline(trace: Trace, voice: Voice): string | null {
  const losses = lossesOf(trace);
  const [only] = losses;
  // What an attacker forged is nobody's to repeat.
  if (!only || losses.every(({ flight }) => flight.forgedBy !== undefined)) return null;
  if (losses.length > 1) return sameAckLost(trace, voice, losses) ?? severalLost(trace, voice, losses.length);
  const repeated = repetitionOf(trace, only.flight);
  if (repeated) return repeatedHeadline(trace, voice, only, repeated);
  const segment = nameOf(voice, only.flight);
  if (only.corrupted) return voice.say("headline.corrupted", { segment });
  if (len(only.flight.seg) > 0) {
    return madeUpFor(trace, only.flight) ? null : voice.say("headline.lost-not-yet", { segment });
  }
  return bareAckLost(trace, voice, only.flight);
}

function lossesOf(trace: Trace): Loss[] {
  return trace.entries.flatMap(({ move, flight, because }): Loss[] => {
    if (!flight) return [];
    if (move.type === "lose") return [{ flight, corrupted: false }];
    const discarded = move.type === "deliver" && because.some(({ rule }) => rule === "checksum-bad");
    return discarded ? [{ flight, corrupted: true }] : [];
  });
}

function severalLost(trace: Trace, voice: Voice, n: number): string {
  // Also to an address where nobody is.
  const sent = trace.entries.flatMap(({ sent, unreachable = [] }) => [...sent, ...unreachable]);
  const again = sent.filter((flight) => flight.again).length;
  return voice.say("headline.lost-several", { n, again });
}

/** One bare ACK, lost again and again: each time its peer repeats the same segment. */
function sameAckLost(trace: Trace, voice: Voice, losses: readonly Loss[]): string | null {
  const again = trace.entries.flatMap(({ sent }) => sent).filter((flight) => flight.again);
  const names = (flights: readonly Flight[]): string[] => [
    ...new Set(flights.map((flight) => `${flight.from} ${nameOf(voice, flight)}`)),
  ];
  const [lost, repeated] = [losses[0]?.flight, again[0]];
  if (lost === undefined || repeated === undefined || repeated.from !== lost.to) return null;
  const bare = losses.every(({ flight, corrupted }) => !corrupted && len(flight.seg) === 0);
  const flights = losses.map(({ flight }) => flight);
  if (!bare || has(lost.seg, RST) || names(flights).length > 1 || names(again).length > 1) return null;
  return voice.say("headline.lost-acks-repeated", {
    segment: nameOf(voice, lost),
    n: amount(voice, losses.length),
    host: theHost(voice, trace, lost.to),
    again: nameOf(voice, repeated),
    times: amount(voice, again.length),
    count: again.length,
  });
}

const sentBy = (trace: Trace, host: HostId): Flight[] =>
  trace.entries.flatMap(({ sent }) => sent).filter((flight) => flight.from === host);

function repetitionOf(trace: Trace, lost: Flight): Flight | undefined {
  if (len(lost.seg) === 0) return undefined;
  return sentBy(trace, lost.from).find(
    (flight) =>
      flight.again &&
      flight.sentAt >= lost.sentAt &&
      flight.seg.seq === lost.seg.seq &&
      flight.id !== lost.id,
  );
}

/** Its number went out in another segment (the SYN,ACK of a simultaneous open), or was acknowledged all the same. */
function madeUpFor(trace: Trace, lost: Flight): boolean {
  const other = sentBy(trace, lost.from).some(
    ({ id, sentAt, seg }) => id !== lost.id && sentAt >= lost.sentAt && seg.seq === lost.seg.seq,
  );
  const answers = sentBy(trace, lost.to).filter(acknowledges);
  return other || answers.some(({ seg }) => ge(seg.ack, end(lost.seg)));
}

function repeatedHeadline(trace: Trace, voice: Voice, { flight, corrupted }: Loss, repeated: Flight): string {
  return voice.say(corrupted ? "headline.corrupted-repeated" : "headline.lost-repeated", {
    segment: nameOf(voice, flight),
    host: theHost(voice, trace, flight.from),
    wait: duration(voice, repeated.sentAt - flight.sentAt),
  });
}

/** Nobody repeats a bare ACK: its receiver repeats what it wanted to have acknowledged, or a later ACK covers it. */
function bareAckLost(trace: Trace, voice: Voice, lost: Flight): string | null {
  if (has(lost.seg, RST)) return null;
  const segment = nameOf(voice, lost);
  const again = sentBy(trace, lost.to).find(
    (flight) => flight.again && flight.sentAt > lost.sentAt && end(flight.seg) === lost.seg.ack,
  );
  if (again) {
    const host = theHost(voice, trace, lost.to);
    return voice.say("headline.lost-ack-repeated", { segment, host, again: nameOf(voice, again) });
  }
  const covered = trace.entries.some(
    ({ move, flight }) =>
      move.type === "deliver" &&
      flight?.from === lost.from &&
      flight.sentAt >= lost.sentAt &&
      ge(flight.seg.ack, lost.seg.ack),
  );
  return covered ? voice.say("headline.lost-harmless", { segment }) : null;
}
