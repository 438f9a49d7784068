/** Under which conditions a run took place: what a reader must know before believing it. */
import type { Trace } from "../network/trace.ts";
import { duration, type Voice } from "./voice.ts";

/** "RFC 9293 · one-way delay 50 ms · what if: no TIME-WAIT" */
export function circumstances(trace: Trace, voice: Voice): string {
  const systems = [...new Set(trace.hosts.map(({ profile }) => profile))];
  return [
    systems.map((profile) => voice.say(`os.${profile}`)).join(", "),
    voice.say("label.subtitle", { wait: duration(voice, trace.delayMs) }),
    ...departures(trace, voice),
  ].join(" · ");
}

/** One text for all departures from the RFC; none = an empty list. */
export function departures({ whatIf }: Trace, voice: Voice): string[] {
  if (whatIf.length === 0) return [];
  return [voice.say("what-if.told", { what: whatIf.map((name) => voice.say(`what-if.${name}`)).join(", ") })];
}
