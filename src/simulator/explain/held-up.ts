/** What had to wait: a program for an answer, a port for TIME-WAIT, data for a window, a FIN for data. */
import type { Entry, Trace } from "../network/trace.ts";
import { has, SYN } from "../tcp/segment.ts";
import { errorName, errorNamesOf } from "./calls.ts";
import { nameHost, ruled, signalled } from "./entries.ts";
import { duration, theHost, type Voice } from "./voice.ts";

/** CLOSE in SYN-SENT: the program's own limit, not TCP's. */
export function withdrawn(trace: Trace, voice: Voice): string | null {
  const [closed] = ruled(trace, "close-syn-sent");
  const syn = trace.entries
    .flatMap(({ sent }) => sent)
    .find(({ from, seg }) => from === closed?.host && has(seg, SYN));
  if (!closed || !syn || closed.at === syn.sentAt) return null;
  const wait = duration(voice, closed.at - syn.sentAt);
  return voice.say("headline.withdrawn", { host: nameHost(voice, trace, closed), wait });
}

/** RFC 9293 §3.8.6.1. */
export function windowClosed(trace: Trace, voice: Voice): string | null {
  const probe = ruled(trace, "zero-window-probe").find(({ sent }) => sent.length > 0);
  const to = probe?.sent[0]?.to;
  if (!probe || to === undefined) return null;
  const host = nameHost(voice, trace, probe);
  return voice.say("headline.window-closed", { host, other: theHost(voice, trace, to) });
}

/** RFC 9293 §3.6.1, MUST-13: connect() from a port whose 4-tuple is in TIME-WAIT. */
export function portHeld(trace: Trace, voice: Voice): string | null {
  const refused = trace.entries.find(
    (entry) => entry.result?.ok === false && entry.result.errno === "EADDRNOTAVAIL" && waitsAt(trace, entry),
  );
  if (refused?.result?.ok !== false) return null;
  const errno = errorName(refused.result.errno, errorNamesOf(trace, refused.host));
  const later = signalled(trace, "connection established").some(
    ({ n, host }) => n > refused.n && host === refused.host,
  );
  return voice.say(`headline.port-held${later ? "-other" : ""}`, { errno });
}

/** Some connection of the entry's host is in TIME-WAIT when it happens. */
function waitsAt({ entries }: Trace, { n, host }: Entry): boolean {
  const waiting = new Set<string>();
  for (const { states } of entries.slice(0, n).filter((entry) => entry.host === host)) {
    for (const { connection, after } of states) {
      if (after === "TIME-WAIT") waiting.add(connection);
      else waiting.delete(connection);
    }
  }
  return waiting.size > 0;
}

/** The network changed the order, and TCP put it right. */
export function finEarly(trace: Trace, voice: Voice): string | null {
  const [early] = ruled(trace, "fin-waits-for-gap");
  const taken = ruled(trace, "fin-time-wait", "fin-close-wait", "fin-closing").some(
    ({ n, host, connection }) =>
      early !== undefined && n > early.n && host === early.host && connection === early.connection,
  );
  return early && taken ? voice.say("headline.fin-early", { host: nameHost(voice, trace, early) }) : null;
}
