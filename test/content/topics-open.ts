/** A what the handshake is, B segments and numbers, C the initial sequence number. */
import { ACK, FIN, has, len, SYN } from "../../src/simulator/tcp/segment.ts";
import { add } from "../../src/simulator/tcp/seqnum.ts";
import type { Proofs } from "./topics.ts";
import {
  arrivalOf,
  callOf,
  did,
  enteredAt,
  equal,
  fired,
  flagsOf,
  results,
  segmentEnd,
  sent,
  states,
} from "./topics-trace.ts";

export const OPEN: Proofs = {
  A1: [
    {
      scenario: "three-way",
      shows: "SYN, SYN,ACK, ACK",
      holds: (trace) => equal(sent(trace).map(flagsOf), ["SYN", "SYN,ACK", "ACK"]),
    },
  ],
  A2: [
    {
      scenario: "old-duplicate-syn",
      shows: "the handshake finds out that a SYN is old, which is not the same as checking a path",
      holds: (trace) => did(trace, "syn-sent-ack-unacceptable") && did(trace, "syn-sent-established"),
    },
    {
      scenario: "data-lost",
      shows: "that data arrives is the work of numbers, acknowledgements and retransmission after it",
      holds: (trace) =>
        did(trace, "retransmission-timeout") && results(trace, "server").includes("receive hello"),
    },
  ],
  A3: [
    {
      scenario: "accept-late",
      shows: "both kernels are ESTABLISHED and data is acknowledged before the server calls accept()",
      holds: (trace) => {
        const accept = callOf(trace, "server", "accept")?.at ?? 0;
        const data = sent(trace, "client").find(({ seg }) => seg.data !== "");
        return (
          enteredAt(trace, "server", "ESTABLISHED") < accept && data !== undefined && data.arrivesAt < accept
        );
      },
    },
  ],
  A4: [
    {
      scenario: "three-way",
      shows: "each end's IRS is the other's ISS",
      holds: (trace) => {
        const client = fired(trace, "syn-sent-established")[0]?.entry.after;
        const server = fired(trace, "ack-establishes")[0]?.entry.after;
        return client !== undefined && client?.irs === server?.iss && client?.iss === server?.irs;
      },
    },
  ],
  A5: [
    {
      scenario: "three-way",
      shows:
        "each direction's SYN is acknowledged by the other end, and two of the four messages share a segment",
      holds: (trace) => {
        const [syn, synAck, ack] = sent(trace);
        if (!syn || !synAck || !ack) return false;
        return synAck.seg.ack === segmentEnd(syn) && ack.seg.ack === segmentEnd(synAck);
      },
    },
  ],
  A6: [
    {
      scenario: "three-way",
      shows: "SYN,ACK is one segment with the bits 0001 0010",
      holds: (trace) =>
        sent(trace, "server")
          .map(({ seg }) => seg.flags)
          .join() === String(0b0001_0010),
    },
  ],
  A7: [{ myth: "A7" }],
  A8: [{ explain: "syn" }, { explain: "ack" }, { explain: "fin" }],
  A9: [
    {
      scenario: "three-way",
      shows: "the client opens actively, the server passively",
      holds: (trace) =>
        fired(trace, "open-active")[0]?.entry.host === "client" &&
        fired(trace, "open-passive")[0]?.entry.host === "server",
    },
  ],
  A10: [
    {
      scenario: "zero-window",
      shows: "a full buffer closes the window, and the sender waits and probes",
      holds: (trace) => did(trace, "send-window-closed") && did(trace, "zero-window-probe"),
    },
    { explain: "flow-control" },
    { explain: "congestion-control" },
  ],
  A11: [
    {
      scenario: "both-ways",
      shows: "both ends send at the same time, and both read",
      holds: (trace) => {
        const read = (host: string) => results(trace, host).some((one) => one.startsWith("receive "));
        const data = ["client", "server"].map((host) => sent(trace, host).find(({ seg }) => seg.data !== ""));
        const [a, b] = data;
        return (
          a !== undefined && b !== undefined && b.sentAt < a.arrivesAt && read("client") && read("server")
        );
      },
    },
  ],
  A12: [{ myth: "A12" }],
  A13: [
    {
      scenario: "data-lost",
      shows: "the network loses a segment without a word, and the endpoint notices and sends it again",
      holds: (trace) =>
        trace.entries.some(({ move }) => move.type === "lose") && sent(trace).some(({ again }) => again),
    },
    { explain: "segment" },
  ],
  A14: [
    {
      scenario: "data-lost",
      shows: "a missing reply is noticed by a timer: reply and retransmission make it reliable",
      holds: (trace) => did(trace, "retransmission-timeout"),
    },
  ],

  B1: [{ myth: "B1" }, { explain: "flags" }],
  B2: [
    {
      scenario: "life",
      shows: "SYN is 0x02, ACK 0x10, FIN 0x01 in the octet of flags",
      holds: (trace) => {
        const octets = new Set(sent(trace).map(({ seg }) => seg.flags));
        return (
          octets.has(0x02) &&
          octets.has(0x10) &&
          octets.has(0x11) &&
          SYN === 0x02 &&
          ACK === 0x10 &&
          FIN === 0x01
        );
      },
    },
  ],
  B3: [{ myth: "B3" }],
  B4: [
    {
      scenario: "life",
      shows: "every segment with data is acknowledged with its sequence number plus its length",
      holds: (trace) =>
        sent(trace)
          .filter(({ seg }) => seg.data !== "")
          .every((data) =>
            sent(trace).some((ack) => ack.from !== data.from && ack.seg.ack === segmentEnd(data)),
          ),
    },
  ],
  B5: [
    {
      scenario: "no-ack-bit",
      shows: "a segment without the ACK bit is dropped without an answer",
      holds: (trace) => fired(trace, "no-ack-dropped")[0]?.entry.sent.length === 0,
    },
    {
      scenario: "simultaneous-open",
      shows: "two SYNs without ACK cross",
      holds: (trace) => new Set(sent(trace, undefined, "SYN").map(({ from }) => from)).size === 2,
    },
  ],
  B6: [{ myth: "B6" }],
  B7: [{ myth: "B7" }],
  B8: [
    {
      scenario: "corrupt-data",
      shows: "a damaged segment is discarded without an answer, and the timer brings it again",
      holds: (trace) =>
        fired(trace, "checksum-bad")[0]?.entry.sent.length === 0 && did(trace, "retransmission-timeout"),
    },
  ],
  B9: [
    {
      scenario: "sample-1100",
      shows: "SYN 1100 is acknowledged with 1101",
      holds: (trace) => {
        const [syn, synAck] = sent(trace);
        return syn?.seg.seq === 1_100 && synAck?.seg.ack === 1_101;
      },
    },
  ],
  B10: [
    {
      scenario: "three-way",
      shows: "SYN(a), ACK(a+1) with SYN(b), ACK(b+1)",
      holds: (trace) => {
        const [a, b, third] = sent(trace).map(({ seg }) => seg);
        return a !== undefined && b?.ack === add(a.seq, 1) && third?.ack === add(b.seq, 1);
      },
    },
  ],
  B11: [
    {
      scenario: "three-way",
      shows: "the reason of the SYN,ACK names both ISNs",
      holds: (trace) => {
        const { segSeq, rcvNxt, iss } = fired(trace, "listen-syn")[0]?.because.values ?? {};
        const [syn, synAck] = sent(trace).map(({ seg }) => seg);
        return segSeq === syn?.seq && rcvNxt === synAck?.ack && iss === synAck?.seq;
      },
    },
  ],
  B12: [
    {
      scenario: "three-way",
      shows: "the third segment has no SYN bit",
      holds: (trace) =>
        sent(trace)
          .map(({ seg }) => has(seg, SYN))
          .join() === "true,true,false",
    },
  ],
  B13: [
    {
      scenario: "life",
      shows: "the bare third ACK and the first data have the same sequence number",
      holds: (trace) => {
        const [, bare, data] = sent(trace, "client");
        return (
          bare !== undefined && len(bare.seg) === 0 && data?.seg.data !== "" && data?.seg.seq === bare.seg.seq
        );
      },
    },
  ],

  C1: [{ myth: "C1" }],
  C2: [
    { myth: "C2" },
    {
      scenario: "old-segment",
      settings: { isn: { mode: "constant", value: 100 }, whatIf: ["no-time-wait"] },
      shows: "with a constant ISN the second connection reads the old data",
      holds: (trace) => results(trace, "server").filter((one) => one === "receive old").length === 2,
    },
    {
      scenario: "isn-prediction",
      shows: "with a bare clock an attacker who sees nothing completes a handshake",
      holds: (trace) =>
        states(trace, "server").includes("ESTABLISHED") && results(trace, "server").length > 0,
    },
    {
      scenario: "isn-prediction",
      settings: { isn: { mode: "rfc6528" } },
      shows: "with a keyed hash the guess fails",
      holds: (trace) => did(trace, "ack-wrong-reset") && !states(trace, "server").includes("ESTABLISHED"),
    },
  ],
  C3: [{ myth: "C3" }],
  C4: [{ myth: "C4" }],
  C5: [
    {
      scenario: "old-segment",
      settings: { whatIf: ["no-time-wait"] },
      shows: "the same pair of ports comes back, and a segment of the first connection meets the second",
      holds: (trace) => {
        const ports = sent(trace, "client", "SYN").map(({ seg }) => seg.src.port);
        return (
          ports.length === 2 &&
          new Set(ports).size === 1 &&
          trace.entries.some(({ flight }) => flight?.copyOf)
        );
      },
    },
  ],
  C6: [
    {
      scenario: "three-way",
      shows: "the client's ISN is in the SYN, the server's in the SYN,ACK",
      holds: (trace) => {
        const [syn, synAck] = sent(trace);
        const client = callOf(trace, "client", "connect")?.after;
        const server = syn && arrivalOf(trace, syn)?.after;
        return syn?.seg.seq === client?.iss && synAck?.seg.seq === server?.iss;
      },
    },
  ],
};
