/** Segments in a line of text: `SYN,ACK seq=0 ack=1`. */
import type { Entry, Flight, Numbers, Trace } from "../network/trace.ts";
import { ACK, FIN, flagNames, has, PSH, RST, SYN } from "../tcp/segment.ts";
import { duration, type Voice } from "./voice.ts";

export const isDatagram = ({ seg }: Flight): boolean => seg.protocol === "udp";

/** What a learner calls the segment: `SYN,ACK`, or data where nothing else is remarkable. */
export function nameOf(voice: Voice, flight: Flight): string {
  const { seg } = flight;
  if (isDatagram(flight)) return voice.say("segment.datagram");
  const plain = !has(seg, SYN | FIN | RST) && seg.data !== "";
  return plain ? voice.say("segment.data") : flagNames(seg.flags & ~PSH);
}

/** With the noun that a language puts behind it; a datagram is a noun itself, and no segment. */
export const wholeNameOf = (voice: Voice, flight: Flight): string => {
  const segment = nameOf(voice, flight);
  return isDatagram(flight) ? segment : voice.say("segment.whole", { segment });
};

export const acknowledges = ({ seg }: Flight): boolean => has(seg, ACK);

/** Flags and all numbers. `windows`: on every bare ACK the window, too. */
function spell(flight: Flight, numbers: Numbers, windows: boolean): string {
  const { seg, relative } = flight;
  if (isDatagram(flight)) return `UDP len=${seg.data.length}`;
  const { seq, ack } = numbers === "relative" ? relative : seg;
  const parts = [flagNames(seg.flags), `seq=${seq}`];
  if (acknowledges(flight)) parts.push(`ack=${ack}`);
  if (seg.data !== "") parts.push(`len=${seg.data.length}`);
  if (offersNothing(flight) || (windows && flagNames(seg.flags) === "ACK" && seg.data === "")) {
    parts.push(`win=${seg.wnd}`);
  }
  return parts.join(" ");
}

const offersNothing = (flight: Flight): boolean =>
  flight.seg.wnd === 0 && acknowledges(flight) && !has(flight.seg, RST);

/** Only where a window closes are windows worth a word. */
const tellsWindows = ({ entries }: Trace): boolean => entries.some(({ sent }) => sent.some(offersNothing));

/** Everything that was on the wire, however often it is mentioned. */
function flightsOf(trace: Trace): Flight[] {
  const all = new Map<number, Flight>();
  for (const { sent, flight } of trace.entries) {
    for (const one of flight ? [...sent, flight] : sent) if (!all.has(one.id)) all.set(one.id, one);
  }
  for (const one of trace.inFlight) if (!all.has(one.id)) all.set(one.id, one);
  return [...all.values()];
}

/** Names segments so that nobody mixes them up: by flags alone where one host sends only one such segment. */
export function naming(trace: Trace, numbers: Numbers): (flight: Flight) => string {
  const told = new Set(trace.entries.flatMap(({ sent }) => sent.map(({ id }) => id)));
  const contents = new Map<string, Set<string>>();
  const windows = tellsWindows(trace);
  const kind = (flight: Flight): string => `${flight.from} ${flagNames(flight.seg.flags)}`;
  for (const flight of flightsOf(trace)) {
    const known = contents.get(kind(flight)) ?? new Set();
    contents.set(kind(flight), known.add(spell(flight, "absolute", windows)));
  }
  return (flight) =>
    !isDatagram(flight) &&
    (told.has(flight.id) || flight.copyOf !== undefined) &&
    contents.get(kind(flight))?.size === 1
      ? flagNames(flight.seg.flags)
      : spell(flight, numbers, windows);
}

/** What is odd about the segment, added to its name. */
export function marked(voice: Voice, flight: Flight, name: string): string {
  let text = name;
  if (flight.forgedBy === "old duplicate") text = voice.say("tell.old-duplicate", { segment: text });
  else if (flight.forgedBy !== undefined) text = voice.say("tell.forged", { segment: text });
  if (flight.copyOf !== undefined) text = voice.say("tell.copy", { segment: text });
  return text;
}

/** @param ms by how much it is later than the wire alone would make it. */
export const late = (voice: Voice, ms: number, segment: string): string =>
  ms > 0 ? voice.say("tell.slow", { segment, wait: duration(voice, ms) }) : segment;

/** All that a step lets leave, whether anybody gets it or not. */
export const leavingIn = ({ sent, unreachable = [] }: Entry): readonly Flight[] => [...sent, ...unreachable];

/** As it leaves: all numbers, whether it is a repetition, whether the wire takes longer than usual, whether anybody is there. */
export function leaving(voice: Voice, trace: Trace, flight: Flight, numbers: Numbers): string {
  let text = marked(voice, flight, spell(flight, numbers, tellsWindows(trace)));
  if (flight.again) text = voice.say("tell.retransmitted", { segment: text });
  text = late(voice, flight.arrivesAt - flight.sentAt - trace.delayMs, text);
  const nobody = trace.hosts.every(({ id }) => id !== flight.to);
  if (nobody) text = voice.say("tell.unreachable", { segment: text, ip: flight.to });
  return text;
}
