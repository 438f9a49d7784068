/** Under which conditions a run took place: what a reader must know before believing it. */
import { isUdpCall } from "../network/states.ts";
import type { Trace } from "../network/trace.ts";
import { isDatagram } from "./segments.ts";
import { duration, type Voice } from "./voice.ts";

/** "RFC 9293 · one-way delay 50 ms · what if: no TIME-WAIT" */
export function circumstances(trace: Trace, voice: Voice): string {
  return [
    systems(trace, voice),
    voice.say("label.subtitle", { wait: duration(voice, trace.delayMs) }),
    ...departures(trace, voice),
  ].join(" · ");
}

/** UDP has no profiles: what the hosts run does not matter to it. */
function systems({ entries, hosts }: Trace, voice: Voice): string {
  const sent = entries.flatMap((entry) => entry.sent);
  const calls = entries.flatMap(({ move }) => (move.type === "call" ? [move.call] : []));
  // Before anything is sent the calls tell what it will be.
  const udp = sent.length > 0 ? sent.every(isDatagram) : calls.length > 0 && calls.every(isUdpCall);
  if (udp) return "RFC 768";
  const profiles = [...new Set(hosts.map(({ profile }) => profile))];
  return profiles.map((profile) => voice.say(`os.${profile}`)).join(", ");
}

/** One text for all departures from the RFC; none = an empty list. */
export function departures({ whatIf }: Trace, voice: Voice): string[] {
  if (whatIf.length === 0) return [];
  return [voice.say("what-if.told", { what: whatIf.map((name) => voice.say(`what-if.${name}`)).join(", ") })];
}
