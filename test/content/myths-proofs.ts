/** For each myth: what of its run contradicts the claim. */
import type { Trace } from "../../src/simulator/network/trace.ts";
import { CWR, ECE, FIN as FIN_BIT, flagNames, has, SYN as SYN_BIT } from "../../src/simulator/tcp/segment.ts";
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
  stateBefore,
  states,
} from "./topics-trace.ts";

interface Proof {
  /** What the trace shows. */
  readonly shows: string;
  readonly holds: (trace: Trace) => boolean;
}

export const PROOFS: Readonly<Record<string, Proof>> = {
  A7: {
    shows: "the client's port is the same in all three segments, and the server's SYN bears its own ISN",
    holds: (trace) => {
      const [syn, synAck, ack] = sent(trace);
      const ports = [syn?.seg.src.port, synAck?.seg.dst.port, ack?.seg.src.port];
      const iss = fired(trace, "listen-syn")[0]?.because.values.iss;
      return new Set(ports).size === 1 && synAck?.seg.seq === iss && ack?.seg.ack === Number(iss) + 1;
    },
  },
  A12: {
    shows: "two send() calls come out of one recv()",
    holds: (trace) => {
      const sends = results(trace, "client").filter((one) => one.startsWith("send "));
      const reads = results(trace, "server").filter((one) => one.startsWith("receive "));
      const given = sends.reduce((sum, one) => sum + Number(one.slice("send ".length)), 0);
      return (
        sends.length === 2 && reads.length === 1 && (reads[0] ?? "").length === "receive ".length + given
      );
    },
  },
  B1: {
    shows: "the octet of each segment's flags has eight bits, and with ECE and CWR set it spells eight names",
    holds: (trace) =>
      sent(trace).length === 3 &&
      sent(trace).every(({ seg }) => {
        const spelled = flagNames(seg.flags | ECE | CWR).split(",");
        return spelled.includes("ECE") && spelled.includes("CWR") && flagNames(0xff).split(",").length === 8;
      }),
  },
  B3: {
    shows: "data is acknowledged with its sequence number plus its length, which is not one",
    holds: (trace) =>
      sent(trace).some(
        (data) =>
          data.seg.data.length > 1 &&
          sent(trace).some((ack) => ack.from !== data.from && ack.seg.ack === segmentEnd(data)),
      ),
  },
  B6: {
    shows: "the distances double, the sender gives up though no ACK has come, and tells nobody",
    holds: (trace) => {
      const times = sent(trace, "client").map(({ sentAt }) => sentAt);
      const grows = gaps(times).every((gap, at, all) => at === 0 || gap >= (all[at - 1] ?? 0));
      const ended = states(trace, "client").at(-1) === "CLOSED" && did(trace, "retransmission-given-up");
      return grows && times.length > 3 && ended && sent(trace, "server").length === 0;
    },
  },
  B7: {
    shows: "nothing is lost or repeated, and yet only the third segment, a RST, turns the old SYN away",
    holds: (trace) => {
      const [synAck, third] = sent(trace).filter((one) => flagsOf(one) !== "SYN");
      const nothingAgain = sent(trace).every(({ again }) => !again);
      const lostNone = trace.entries.every(({ move }) => move.type !== "lose");
      const refused = did(trace, "syn-sent-ack-unacceptable") && did(trace, "rst-exact-listen");
      return nothingAgain && lostNone && refused && synAck?.from === "server" && third?.from === "client";
    },
  },
  C1: {
    shows:
      "on one 4-tuple the second ISN is the first plus the time between them in steps of about 4 microseconds",
    holds: (trace) => {
      const syns = openings(trace, "client");
      const [first, second] = syns;
      if (!first || !second) return false;
      const ticks = (second.seg.seq - first.seg.seq) >>> 0;
      return first.seg.src.port === second.seg.src.port && ticks === (second.sentAt - first.sentAt) * 250;
    },
  },
  C2: {
    shows: "with ISNs from nothing but a rising clock the old segment is refused",
    holds: (trace) => oldSegmentRefused(trace),
  },
  C3: {
    shows:
      "the old segment has no SYN bit, belongs to the connection by its 4-tuple, and is refused by its number",
    holds: (trace) => {
      const refusal = fired(trace, "sequence-unacceptable")[0];
      const seg = refusal?.entry.flight?.seg;
      return seg !== undefined && !has(seg, SYN_BIT) && refusal?.entry.connection !== null;
    },
  },
  C4: {
    shows: "with ISN 200 and a window of 65,535 the old segment 250 is read as part of the new stream",
    holds: (trace) => {
      const opening = sent(trace, "client", "SYN")[0]?.seg.seq;
      const old = trace.entries.find(({ move, flight }) => move.type === "deliver" && flight?.forgedBy);
      const text = old?.flight?.seg.data ?? "";
      const read = results(trace, "server").find((one) => one.startsWith("receive ")) ?? "";
      const kept = old?.because.some(({ rule }) => rule === "text-in-order" || rule === "text-held") ?? false;
      return opening === 200 && old?.flight?.seg.seq === 250 && kept && text !== "" && read.includes(text);
    },
  },
  D1: {
    shows: "the listener stays in LISTEN while three connections to its one port are in three states",
    holds: (trace) => threeStatesOnOnePort(trace),
  },
  D4: {
    shows: "the client is in SYN-SENT when the server sends its SYN,ACK",
    holds: (trace) => {
      const step = trace.entries.find((entry) => entry.sent.some((one) => flagsOf(one) === "SYN,ACK"));
      return step !== undefined && stateBefore(trace, "client", step.n) === "SYN-SENT";
    },
  },
  D8: {
    shows: "the server acknowledges the FIN in CLOSE-WAIT and never sees TIME-WAIT",
    holds: (trace) => {
      const step = fired(trace, "fin-close-wait")[0]?.entry;
      const acknowledges = step?.sent.some((one) => flagsOf(one) === "ACK") ?? false;
      return acknowledges && equal(states(trace, "server"), ["CLOSE-WAIT", "LAST-ACK", "CLOSED"]);
    },
  },
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
    shows: "the unacceptable segment is answered with an ACK, and both ends stay ESTABLISHED",
    holds: (trace) => {
      const answer = fired(trace, "sequence-unacceptable")[0]?.entry.sent ?? [];
      const noResets = sent(trace).every((one) => !flagsOf(one).includes("RST"));
      return noResets && answer.length === 1 && answer.every((one) => flagsOf(one) === "ACK");
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
    shows: "the FIN comes before the ACK, acknowledges as much, and every octet is there",
    holds: (trace) => {
      const ack = sent(trace, "server", "ACK")[0];
      const fin = sent(trace, "server").find(({ seg }) => has(seg, FIN_BIT));
      if (!ack || !fin) return false;
      const overtaken = (arrivalOf(trace, fin)?.at ?? 0) < (arrivalOf(trace, ack)?.at ?? 0);
      const nothingAgain = sent(trace).every(({ again }) => !again);
      return overtaken && ack.sentAt < fin.sentAt && fin.seg.ack === ack.seg.ack && nothingAgain;
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

const openings = (trace: Trace, host: string) => sent(trace, host, "SYN").filter(({ again }) => !again);

/** A segment left over from an earlier connection comes, and is not let in. */
function oldSegmentRefused(trace: Trace): boolean {
  const refused = fired(trace, "sequence-unacceptable");
  return refused.some(({ entry }) => (entry.flight?.seg.data ?? "") !== "");
}

function threeStatesOnOnePort(trace: Trace): boolean {
  const now = new Map<string, string>();
  return trace.entries.some((entry) => {
    if (entry.host !== "server") return false;
    for (const { connection, after } of entry.states) now.set(connection, after);
    const own = [...now].filter(([connection]) => !connection.startsWith("*:")).map(([, after]) => after);
    const listening = [...now].some(
      ([connection, after]) => connection.startsWith("*:") && after === "LISTEN",
    );
    return listening && new Set(own).size >= 3;
  });
}

const isListener = ({ state }: { readonly state: string }): boolean => state === "LISTEN";

const expired = (trace: Trace): boolean =>
  did(trace, "retransmission-timeout") || did(trace, "user-timeout") || did(trace, "retransmission-given-up");
