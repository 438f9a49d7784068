/** G why three segments, H timeouts, I TCP and UDP. */
import type { Proofs } from "./topics.ts";
import {
  arrivalOf,
  callOf,
  did,
  enteredAt,
  equal,
  fired,
  flagsOf,
  gaps,
  results,
  sent,
  states,
} from "./topics-trace.ts";

export const WHY: Proofs = {
  G1: [
    {
      scenario: "two-way",
      shows: "with two segments an old duplicate SYN opens a connection at once",
      holds: (trace) => did(trace, "two-way-established") && trace.whatIf.includes("two-way"),
    },
    {
      scenario: "old-duplicate-syn",
      shows: "with three it is turned away before the server is ESTABLISHED",
      holds: (trace) => did(trace, "rst-exact-listen") && !did(trace, "two-way-established"),
    },
  ],
  G2: [
    {
      scenario: "third-ack-lost",
      shows: "without it the server stays in SYN-RECEIVED and asks again",
      holds: (trace) => sent(trace, "server", "SYN,ACK").length === 2 && did(trace, "ack-establishes"),
    },
  ],
  G3: [
    {
      scenario: "three-way",
      shows: "each direction's ISN is acknowledged",
      holds: (trace) => did(trace, "syn-sent-established") && did(trace, "ack-establishes"),
    },
    {
      scenario: "old-duplicate-syn",
      shows: "the main reason is another: an old SYN must not open a connection",
      holds: (trace) => did(trace, "syn-sent-ack-unacceptable"),
    },
  ],
  G4: [
    { myth: "G4" },
    {
      scenario: "syn-cookies",
      shows: "what helps is a cookie: the honest client is served though the queue is full",
      holds: (trace) =>
        did(trace, "listener-cookie-valid") && states(trace, "client").includes("ESTABLISHED"),
    },
  ],
  G5: [{ myth: "G5" }],
  G6: [{ myth: "G6" }],
  G7: [{ myth: "G7" }, { explain: "tfo" }],
  G8: [
    {
      scenario: "third-ack-with-data",
      shows: "the third segment carries data, and the server reads it",
      holds: (trace) => {
        const third = sent(trace)[2];
        const arrival = third && arrivalOf(trace, third);
        return (
          (third?.seg.data ?? "") !== "" &&
          (arrival?.because.some(({ rule }) => rule === "text-in-order") ?? false)
        );
      },
    },
  ],

  H1: [
    {
      scenario: "blackhole",
      shows: "the program's own limit ends the attempt, while TCP would go on repeating",
      holds: (trace) => {
        const close = callOf(trace, "client", "close");
        return close?.at === 3_000 && close.sent.length === 0 && did(trace, "close-syn-sent");
      },
    },
    { explain: "connect-timeout" },
  ],
  H2: [{ myth: "H2" }, { explain: "socket-timeout" }],
  H3: [
    { myth: "H3" },
    {
      scenario: "read-timeout",
      shows: "here the program chooses close() with data unread, so a RST leaves",
      holds: (trace) => callOf(trace, "client", "close")?.sent.map(flagsOf).join() === "RST",
    },
  ],
  H4: [
    {
      scenario: "syn-lost",
      shows: "the SYN comes again after the initial RTO of one second",
      holds: (trace) => gaps(sent(trace, "client", "SYN").map(({ sentAt }) => sentAt)).join() === "1000",
    },
    {
      scenario: "give-up",
      shows: "each wait is twice as long as the one before, up to a limit",
      holds: (trace) => {
        const waits = gaps(sent(trace, "client").map(({ sentAt }) => sentAt));
        return equal(waits, [1_000, 2_000, 4_000, 8_000, 16_000, 32_000]);
      },
    },
    {
      scenario: "blackhole",
      settings: { os: "linux" },
      shows: "Linux repeats its first SYNs every second",
      holds: (trace) => equal(gaps(sent(trace, "client", "SYN").map(({ sentAt }) => sentAt)), [1_000, 1_000]),
    },
  ],
  H5: [
    {
      scenario: "refused",
      shows: "a RST in SYN-SENT is ECONNREFUSED",
      holds: (trace) => results(trace, "client").includes("get error ECONNREFUSED"),
    },
    {
      scenario: "half-open",
      shows: "a RST on an open connection is ECONNRESET",
      holds: (trace) => results(trace, "client").includes("receive ECONNRESET"),
    },
    {
      scenario: "give-up",
      shows: "silence is ETIMEDOUT",
      holds: (trace) => results(trace, "client").includes("receive ETIMEDOUT"),
    },
    { explain: "epipe" },
    { explain: "econnrefused" },
  ],

  I1: [
    {
      scenario: "udp-loss",
      shows: "no set-up, what is lost stays lost, and the order is that of arrival",
      holds: (trace) => {
        const read = results(trace, "server").filter((one) => one.startsWith("receive from"));
        return sent(trace, "server").length === 0 && read.length === 3 && sent(trace, "client").length === 4;
      },
    },
    {
      scenario: "tcp-loss",
      shows: "the same accidents over TCP: everything, in order",
      holds: (trace) => did(trace, "text-fills-gap") && did(trace, "retransmission-timeout"),
    },
  ],
  I2: [{ myth: "I2" }],
  I3: [
    {
      scenario: "udp-loss",
      shows: "the first octets are there after half a round trip",
      holds: (trace) => fired(trace, "udp-delivered")[0]?.entry.at === trace.delayMs,
    },
    {
      scenario: "tcp-loss",
      shows: "the first octets are there a round trip later, and those behind a loss after a timeout",
      holds: (trace) =>
        fired(trace, "text-in-order")[0]?.entry.at === 3 * trace.delayMs &&
        (fired(trace, "text-fills-gap")[0]?.entry.at ?? 0) >= 1_000,
    },
  ],
  I4: [
    {
      scenario: "udp-loss",
      shows: "no acknowledgement, no timer and no state: only the sender decides how much is sent",
      holds: (trace) =>
        sent(trace, "server").length === 0 &&
        trace.entries.every(({ move }) => move.type !== "expire") &&
        Number.isNaN(enteredAt(trace, "server", "ESTABLISHED")),
    },
  ],
  I5: [
    {
      scenario: "port-53-twice",
      shows: "TCP port 53 and UDP port 53 are used at the same time",
      holds: (trace) =>
        did(trace, "udp-bound") && did(trace, "udp-delivered") && did(trace, "ack-establishes"),
    },
  ],
  I6: [
    {
      scenario: "tcp-loss",
      shows: "beside udp-loss: four messages of which the server reads every octet",
      holds: (trace) =>
        results(trace, "server")
          .filter((one) => one.startsWith("receive "))
          .join("").length > 19,
    },
    { explain: "udp" },
  ],
};
