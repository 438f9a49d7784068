/**
 * Connections in every state, reached by real steps, and tables of what arrives there.
 *
 * Our ISS is 100, the peer's 300, as in the RFC's figures; so RCV.NXT is 301 and SND.NXT 101 once ESTABLISHED.
 */
import { describe, expect, it } from "vitest";
import type { Event, Signal } from "../../../src/simulator/tcp/event.ts";
import { newTcb } from "../../../src/simulator/tcp/open.ts";
import { type Profile, profile } from "../../../src/simulator/tcp/profile.ts";
import type { RuleId } from "../../../src/simulator/tcp/rules.ts";
import { seqNum } from "../../../src/simulator/tcp/seqnum.ts";
import { step } from "../../../src/simulator/tcp/step.ts";
import type { State, Tcb } from "../../../src/simulator/tcp/tcb.ts";
import { LOCAL, PEER, parse, spell } from "./notation.ts";

export const RFC = profile("rfc");
const ISS = seqNum(100);

/** How to get there: user calls in capitals, segments in the RFC's notation. */
const WAYS: Record<string, readonly string[]> = {
  CLOSED: [],
  LISTEN: ["OPEN passive"],
  "SYN-SENT": ["OPEN active"],
  "SYN-RECEIVED": ["OPEN passive", "<SEQ=300><CTL=SYN>"],
  "SYN-RECEIVED, active": ["OPEN active", "<SEQ=300><CTL=SYN>"],
  ESTABLISHED: ["OPEN passive", "<SEQ=300><CTL=SYN>", "<SEQ=301><ACK=101><CTL=ACK>"],
  "ESTABLISHED, active": ["OPEN active", "<SEQ=300><ACK=101><CTL=SYN,ACK>"],
};
WAYS["FIN-WAIT-1"] = [...(WAYS.ESTABLISHED as string[]), "CLOSE"];
WAYS["FIN-WAIT-2"] = [...(WAYS["FIN-WAIT-1"] as string[]), "<SEQ=301><ACK=102><CTL=ACK>"];
WAYS["CLOSE-WAIT"] = [...(WAYS.ESTABLISHED as string[]), "<SEQ=301><ACK=101><CTL=FIN,ACK>"];
WAYS.CLOSING = [...(WAYS["FIN-WAIT-1"] as string[]), "<SEQ=301><ACK=101><CTL=FIN,ACK>"];
WAYS["LAST-ACK"] = [...(WAYS["CLOSE-WAIT"] as string[]), "CLOSE"];
WAYS["TIME-WAIT"] = [...(WAYS["FIN-WAIT-2"] as string[]), "<SEQ=301><ACK=102><CTL=FIN,ACK>"];

export type Place = State | "SYN-RECEIVED, active" | "ESTABLISHED, active";

export const eventOf = (text: string): Event => {
  if (text.startsWith("<")) return { type: "SEGMENT ARRIVES", seg: parse(text), iss: ISS };
  const [call, argument = ""] = text.split(" ");
  switch (call) {
    case "OPEN":
      return { type: "OPEN", active: argument === "active", iss: ISS };
    case "SEND":
      return { type: "SEND", data: argument };
    case "RECEIVE":
      return { type: "RECEIVE", max: 1_000 };
    case "FORGET":
      return { type: "CLOSE AND FORGET" };
    case "EXPIRE":
      return { type: "TIMEOUT", timer: argument as never };
    default:
      return { type: call as "CLOSE" | "ABORT" };
  }
};

/** A connection in that state. Ten milliseconds pass before each step on the way. */
export function at(place: Place, rules: Profile = RFC, more: readonly string[] = []): Tcb {
  const ways = [...(WAYS[place] as readonly string[]), ...more];
  let tcb = newTcb(LOCAL, place.includes("active") || place === "SYN-SENT" ? PEER : null, rules);
  ways.forEach((way, i) => {
    tcb = step(tcb, eventOf(way), 10 * i, rules).tcb;
  });
  if (more.length === 0) expect(tcb.state, `on the way to ${place}`).toBe(place.split(",")[0]);
  return tcb;
}

export interface Row {
  readonly name: string;
  /** A segment or a user call, or several, one after the other; the last one is judged. */
  readonly arrives: string | readonly string[];
  readonly next: State;
  readonly sends?: readonly string[];
  readonly signals?: readonly Signal[];
  /** The rule that decided, and its section comes with it. */
  readonly because?: RuleId;
  readonly rules?: Parameters<typeof profile>[1];
}

export interface Outcome {
  readonly next: State;
  readonly sends: readonly string[];
  readonly signals: readonly Signal[];
  readonly because: readonly RuleId[];
  readonly tcb: Tcb;
}

/** Ten seconds after the connection was set up. */
export const NOW = 10_000;

export function happens(tcb: Tcb, what: string, rules: Profile, now = NOW): Outcome {
  const out = step(tcb, eventOf(what), now, rules);
  return {
    next: out.tcb.state,
    sends: out.effects.flatMap((effect) => (effect.type === "send" ? [spell(effect.seg)] : [])),
    signals: out.effects.flatMap((effect) =>
      effect.type === "signal" && effect.signal !== "ok" ? [effect.signal] : [],
    ),
    because: out.because.map(({ rule }) => rule),
    tcb: out.tcb,
  };
}

/** One test for each row; a failing one tells the story. */
export function table(place: Place, rows: readonly Row[]): void {
  describe(`in ${place}`, () => {
    it.each(rows.map((row) => [row.name, row] as const))("%s", (_, row) => judge(place, row));
  });
}

function judge(place: Place, row: Row): void {
  const rules = profile("rfc", row.rules);
  const arrives = typeof row.arrives === "string" ? [row.arrives] : row.arrives;
  const tcb = at(place, rules, arrives.slice(0, -1));
  const what = arrives.at(-1) as string;
  const out = happens(tcb, what, rules);
  const { una, nxt, wnd } = tcb.snd;
  const story = [
    "",
    `before: ${tcb.state}, SND.UNA=${una} SND.NXT=${nxt} SND.WND=${wnd} RCV.NXT=${tcb.rcv.nxt} RCV.WND=${tcb.rcv.wnd}`,
    `  --> ${what}`,
    ...out.sends.map((sent) => `  <-- ${sent}`),
    ...out.signals.map((signal) => `  to the user: ${signal}`),
    `after: ${out.next}, because ${out.because.join(", ") || "nothing applied"}`,
  ].join("\n");
  expect({ next: out.next, sends: out.sends, signals: out.signals }, story).toEqual({
    next: row.next,
    sends: row.sends ?? [],
    signals: row.signals ?? [],
  });
  if (row.because) expect(out.because, story).toContain(row.because);
}
