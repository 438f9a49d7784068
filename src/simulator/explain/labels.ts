/** The words of a picture; the diagram itself knows no language. */

import type { Language, Locale } from "../../language.ts";
import type { Errno, SocketCall, SocketResult } from "../host/socket.ts";
import type { ErrorNames, HostId, Trace } from "../network/trace.ts";
import type { TimerName } from "../tcp/tcb.ts";
import { errorName, resultText } from "./calls.ts";
import { circumstances } from "./circumstances.ts";
import { headline } from "./headline.ts";
import { duration, type Voice, voiceOf } from "./voice.ts";

/** What a picture of a trace asks for. */
export interface PictureLabels {
  readonly title: string;
  readonly subtitle: string;
  /** What happened, in a sentence or two. */
  readonly caption: string;
  /** What to type to see it again; empty = no such line. */
  readonly command: string;
  /** Above the lifelines; a host that is absent here has its title from the trace. */
  readonly hosts: Readonly<Record<HostId, string>>;
  readonly lost: string;
  readonly retransmitted: string;
  readonly duplicate: string;
  /** Of an earlier connection; it was in the network all the time. */
  readonly oldDuplicate: string;
  readonly corrupted: string;
  readonly forged: string;
  readonly held: string;
  readonly delayed: string;
  /** Of a RST that arrived and changed nothing. */
  readonly ignored: string;
  /** Of any other segment that arrived and was not looked at further. */
  readonly dropped: string;
  /** It left for an address where nobody is. */
  readonly unreachable: string;
  /** Neither arrived nor lost yet. */
  readonly inFlight: string;
  readonly reboot: string;
  /** Above the steps that a state map has no arrow for. */
  readonly noArrow: string;
  /** What the upper line beside a state map's arrow tells, and the lower one. */
  readonly event: string;
  readonly action: string;
  page(number: number, of: number): string;
  /** Below a picture that is not the last one, by the number of the next. */
  goesOn(number: number, of: number): string;
  duration(ms: number): string;
  timer(name: TimerName, ms: number): string;
  /** In the margin, a line each: `["close()", "→ ECONNREFUSED"]`; none = not worth a line. */
  call(call: SocketCall, result: SocketResult | null, names?: ErrorNames): readonly string[];
  /** What a program without a call under way will find in its socket. */
  error(errno: Errno, names?: ErrorNames): string;
}

export type LabelOptions = Partial<
  Pick<PictureLabels, "title" | "subtitle" | "caption" | "command" | "hosts">
>;

/** Title, caption and host names come from the trace unless they are given. */
export function labelsOf(
  trace: Trace,
  locale: Locale,
  language: Language,
  options: LabelOptions = {},
): PictureLabels {
  const voice = voiceOf(locale, language);
  return {
    title: options.title ?? trace.title[locale],
    subtitle: options.subtitle ?? circumstances(trace, voice),
    caption: options.caption ?? headline(trace, locale, language),
    command: options.command ?? "",
    hosts: options.hosts ?? {},
    ...words(voice),
    page: (number, of) => voice.say("label.page", { number, of }),
    goesOn: (number, of) => voice.say("label.goes-on", { number, of }),
    duration: (ms) => duration(voice, ms),
    timer: (name, ms) => `${voice.say(`timer.${name}`)} ${duration(voice, ms)}`,
    call: callLines,
    error: errorName,
  };
}

const words = (voice: Voice) => ({
  lost: voice.say("label.lost"),
  retransmitted: voice.say("label.retransmitted"),
  duplicate: voice.say("label.duplicate"),
  oldDuplicate: voice.say("label.old-duplicate"),
  corrupted: voice.say("label.corrupted"),
  forged: voice.say("label.forged"),
  held: voice.say("label.held"),
  delayed: voice.say("label.delayed"),
  ignored: voice.say("label.ignored"),
  dropped: voice.say("label.dropped"),
  unreachable: voice.say("label.unreachable"),
  inFlight: voice.say("label.in-flight"),
  reboot: voice.say("label.reboot"),
  noArrow: voice.say("label.no-arrow"),
  event: voice.say("label.event"),
  action: voice.say("label.action"),
});

/** A call that has to be asked again says nothing yet. */
function callLines(call: SocketCall, result: SocketResult | null, names?: ErrorNames): string[] {
  const waiting = result?.ok === false && (result.errno === "EAGAIN" || result.errno === "EINPROGRESS");
  if (call.op === "set option" || (waiting && call.op !== "connect")) return [];
  const name = nameOfCall(call);
  const text = waiting ? null : resultText(result, names);
  const expected =
    result?.ok === true && (call.op === "send" || call.op === "send to") && result.value === call.data.length;
  return text === null || expected ? [name] : [name, `→ ${text}`];
}

/** Short, because the margin is narrow. */
function nameOfCall(call: SocketCall): string {
  switch (call.op) {
    case "send":
      return `send(${call.data.length})`;
    case "receive":
      return "recv()";
    case "bind udp":
      return `bind(${call.port})`;
    case "send to":
      return `sendto(${call.data.length})`;
    case "receive from":
      return "recvfrom()";
    case "abort":
      return "close(), RST";
    case "get error":
      return "SO_ERROR";
    default:
      return `${call.op}()`;
  }
}
