/** For each myth: what of its run contradicts the claim. Those of resets, TIME-WAIT, attacks and waiting stand beside. */
import type { Trace } from "../../src/simulator/network/trace.ts";
import {
  flagsOf as bitsOf,
  CWR,
  ECE,
  flagNames,
  has,
  RST as RST_BIT,
  SYN as SYN_BIT,
} from "../../src/simulator/tcp/segment.ts";
import { LATER_PROOFS, type Proof } from "./myths-proofs-later.ts";
import {
  did,
  equal,
  fired,
  flagsOf,
  gaps,
  results,
  segmentEnd,
  sent,
  stateAtEnd,
  stateBefore,
  states,
} from "./topics-trace.ts";

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
    shows:
      "the flags are one octet, each of its 256 values has a spelling of its own, and the SYN,ACK is 0x12",
    holds: (trace) => {
      const octets = Array.from({ length: 256 }, (_, octet) => octet);
      const named = octets.filter((octet) => bitsOf(flagNames(octet)) === octet);
      const seen = sent(trace).map(({ seg }) => seg.flags);
      // ECE and CWR say nothing of what the other six say.
      const apart = seen.every((octet) => flagNames(octet | ECE | CWR) === `${flagNames(octet)},ECE,CWR`);
      return named.length === octets.length && apart && equal(seen, [0x02, 0x12, 0x10]);
    },
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
    shows:
      "the distances double, the sender gives up though no ACK has come, and tells its program, but no peer",
    holds: (trace) => {
      const data = sent(trace, "client");
      const apart = gaps(data.map(({ sentAt }) => sentAt));
      const doubles = apart.every(
        (gap, at) => at === 0 || gap === Math.min(2 * (apart[at - 1] ?? 0), RTO_MAX_MS),
      );
      const onlyData = data.every(({ seg }) => seg.data === data[0]?.seg.data && !has(seg, RST_BIT));
      const ended = states(trace, "client").at(-1) === "CLOSED" && did(trace, "retransmission-given-up");
      const told = results(trace, "client").includes("receive ETIMEDOUT");
      const deaf = sent(trace, "server").length === 0 && stateAtEnd(trace, "server") === "ESTABLISHED";
      return doubles && apart.length >= 3 && onlyData && ended && told && deaf;
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
  ...LATER_PROOFS,
};

/** RFC 6298 §2.5, as the profile has it. */
const RTO_MAX_MS = 60_000;

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
