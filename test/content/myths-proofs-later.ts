/** What contradicts the myths of resets, TIME-WAIT, attacks and waiting: E10 and those after it. */
import type { Trace } from "../../src/simulator/network/trace.ts";
import { FIN as FIN_BIT, has, SYN as SYN_BIT } from "../../src/simulator/tcp/segment.ts";
import type { Tcb } from "../../src/simulator/tcp/tcb.ts";
import {
  arrivalOf,
  callOf,
  did,
  enteredAt,
  equal,
  fired,
  flagsOf,
  gaps,
  leftAt,
  results,
  segmentEnd,
  sent,
  stateAtEnd,
  states,
} from "./topics-trace.ts";

export interface Proof {
  /** What the trace shows. */
  readonly shows: string;
  readonly holds: (trace: Trace) => boolean;
}

export const LATER_PROOFS: Readonly<Record<string, Proof>> = {
  E10: {
    shows: "a SYN is answered with a RST",
    holds: (trace) => {
      const [syn, reset] = sent(trace);
      return (
        syn !== undefined && flagsOf(syn) === "SYN" && reset !== undefined && flagsOf(reset) === "RST,ACK"
      );
    },
  },
  E11: {
    shows:
      "the unacceptable segment is answered with an ACK of what is expected, and both ends stay ESTABLISHED",
    holds: (trace) => {
      const refusal = fired(trace, "sequence-unacceptable")[0]?.entry;
      const answer = refusal?.sent ?? [];
      const noResets = sent(trace).every((one) => !flagsOf(one).includes("RST"));
      const expected = refusal?.before?.rcv.nxt;
      const acknowledges = answer.every((one) => flagsOf(one) === "ACK" && one.seg.ack === expected);
      const stay = ["client", "server"].every((host) => stateAtEnd(trace, host) === "ESTABLISHED");
      return noResets && answer.length === 1 && acknowledges && stay;
    },
  },
  E13: {
    shows: "a full accept queue drops the segment, and nobody sends a RST",
    holds: (trace) => {
      const full = fired(trace, "listener-accept-queue-full");
      const silent = full.every(({ entry }) => entry.sent.every((one) => !flagsOf(one).includes("RST")));
      return full.length > 0 && silent && !did(trace, "listener-accept-queue-full-reset");
    },
  },
  E14: {
    shows: "the program gets ETIMEDOUT, and no RST is sent",
    holds: (trace) =>
      sent(trace).every((one) => !flagsOf(one).includes("RST")) &&
      results(trace, "client").some((one) => one.endsWith("ETIMEDOUT")),
  },
  F1: {
    shows: "a FIN that overtakes data waits, and TIME-WAIT begins only once the data is there",
    holds: (trace) => {
      const held = fired(trace, "fin-waits-for-gap")[0]?.entry;
      const stays = held !== undefined && held.after?.state === "FIN-WAIT-2";
      const data = sent(trace, "server").find(({ seg }) => seg.data !== "");
      const came = data && arrivalOf(trace, data);
      return stays && came !== undefined && enteredAt(trace, "client", "TIME-WAIT") === came?.at;
    },
  },
  F2: {
    shows:
      "the FIN comes before the ACK and acknowledges as much: all is there, and the late ACK adds nothing",
    holds: (trace) => {
      const ack = sent(trace, "server", "ACK")[0];
      const fin = sent(trace, "server").find(({ seg }) => has(seg, FIN_BIT));
      const came = fin && arrivalOf(trace, fin);
      const late = ack && arrivalOf(trace, ack);
      if (!fin || !ack || !came?.after || !late?.before || !late.after) return false;
      const overtaken = ack.sentAt < fin.sentAt && came.at < late.at && fin.seg.ack === ack.seg.ack;
      const { snd, rcv } = came.after;
      const whole = snd.una === snd.nxt && rcv.nxt === segmentEnd(fin);
      const numbers = (tcb: Tcb) => [tcb.snd.una, tcb.snd.nxt, tcb.rcv.nxt, tcb.received];
      const addsNothing = equal(numbers(late.before), numbers(late.after));
      const nothingAgain = sent(trace).every(({ again }) => !again);
      return overtaken && whole && addsNothing && nothingAgain;
    },
  },
  F4: {
    shows: "without TIME-WAIT the server's FIN meets a RST: both ends are CLOSED, nobody is stuck",
    holds: (trace) =>
      did(trace, "time-wait-skipped") &&
      did(trace, "closed-reset-by-ack") &&
      states(trace, "server").at(-1) === "CLOSED" &&
      states(trace, "client").at(-1) === "CLOSED" &&
      trace.ended === "quiet",
  },
  F7: {
    shows: "on Linux TIME-WAIT lasts 60 seconds",
    holds: (trace) =>
      leftAt(trace, "client", "TIME-WAIT") - enteredAt(trace, "client", "TIME-WAIT") === 60_000,
  },
  G4: {
    shows: "the three-way handshake is on, and forged SYNs fill the SYN queue",
    holds: (trace) => did(trace, "listener-syn-queue-full") && !did(trace, "two-way-established"),
  },
  G5: {
    shows: "a SYN is answered with a cookie, and the server keeps nothing for it",
    holds: (trace) => {
      const cookies = fired(trace, "listener-cookie-sent");
      return (
        cookies.length > 0 && cookies.every(({ entry }) => entry.after === null || isListener(entry.after))
      );
    },
  },
  G6: {
    shows: "the client's TCB exists in SYN-SENT in the step that sends the SYN, before anything has arrived",
    holds: (trace) => {
      const step = callOf(trace, "client", "connect");
      const firstArrival = trace.entries.find(
        ({ host, move }) => host === "client" && move.type === "deliver",
      );
      return (
        (step?.before?.state ?? "CLOSED") === "CLOSED" &&
        step?.after?.state === "SYN-SENT" &&
        (firstArrival?.n ?? 0) > step.n
      );
    },
  },
  G7: {
    shows: "a SYN carries data, and the program reads it once the connection is ESTABLISHED",
    holds: (trace) => {
      const syn = trace.entries
        .flatMap((entry) => entry.sent)
        .find(({ seg }) => has(seg, SYN_BIT) && seg.data);
      const read = results(trace, "server").some((one) => one === `receive ${syn?.seg.data}`);
      return syn !== undefined && read;
    },
  },
  H2: {
    shows: "octets come slowly for a long time, and no timer of TCP expires for it",
    holds: (trace) => {
      const data = sent(trace, "server").filter(({ seg }) => seg.data !== "");
      const apart = gaps(data.map(({ sentAt }) => sentAt));
      return data.length > 2 && apart.every((gap) => gap >= 1_000) && !expired(trace);
    },
  },
  H3: {
    shows: "no timer of TCP expires: only the program's own close() ends the wait, with a FIN and not a RST",
    holds: (trace) => {
      const close = callOf(trace, "client", "close");
      const fin = close?.sent[0];
      return (
        close?.before?.state === "ESTABLISHED" &&
        fin !== undefined &&
        flagsOf(fin) === "FIN,ACK" &&
        trace.entries.every(({ move }) => move.type !== "expire") &&
        sent(trace, "server").some(({ seg, sentAt }) => seg.data !== "" && sentAt > close.at)
      );
    },
  },
  I2: {
    shows: "segments of one TCP connection overtake one another as datagrams do",
    holds: (trace) => {
      const [data, fin] = sent(trace, "server").filter(({ seg }) => seg.data !== "" || has(seg, FIN_BIT));
      if (!data || !fin) return false;
      return data.sentAt < fin.sentAt && (arrivalOf(trace, fin)?.at ?? 0) < (arrivalOf(trace, data)?.at ?? 0);
    },
  },
};

const isListener = ({ state }: { readonly state: string }): boolean => state === "LISTEN";

const expired = (trace: Trace): boolean =>
  did(trace, "retransmission-timeout") || did(trace, "user-timeout") || did(trace, "retransmission-given-up");
