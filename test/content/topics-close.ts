/** E closing and resetting, F TIME-WAIT. */
import { PROFILE_NAMES, profile } from "../../src/simulator/tcp/profile.ts";
import { ACK, FIN, has } from "../../src/simulator/tcp/segment.ts";
import type { Proof, Proofs, Shown } from "./topics.ts";
import {
  callOf,
  did,
  enteredAt,
  equal,
  fired,
  flagsOf,
  leftAt,
  results,
  sent,
  states,
} from "./topics-trace.ts";

/** FIN, ACK, FIN, ACK, each with the ACK bit. */
const fourSegments: Shown = {
  scenario: "four-way",
  shows: "FIN, ACK, FIN, ACK",
  holds: (trace) => equal(sent(trace).map(flagsOf), ["FIN,ACK", "ACK", "FIN,ACK", "ACK"]),
};

const halfClosed: Shown = {
  scenario: "half-close",
  shows: "after the client's FIN three replies still come, and are read",
  holds: (trace) => {
    const fin = sent(trace, "client").find(({ seg }) => has(seg, FIN));
    const replies = sent(trace, "server").filter(({ seg }) => seg.data !== "");
    return fin !== undefined && replies.length === 3 && replies.every(({ sentAt }) => sentAt > fin.arrivesAt);
  },
};

/** TIME-WAIT of every operating system, each with its own length. */
const lengths: readonly Proof[] = PROFILE_NAMES.map((os) => ({
  scenario: "four-way",
  settings: { os },
  shows: `on ${os} TIME-WAIT lasts ${profile(os).timeWaitMs / 1_000} s`,
  holds: (trace) =>
    leftAt(trace, "client", "TIME-WAIT") - enteredAt(trace, "client", "TIME-WAIT") === profile(os).timeWaitMs,
}));

export const CLOSE: Proofs = {
  E1: [
    fourSegments,
    {
      scenario: "three-segment-close",
      shows: "three segments where the peer closes at once",
      holds: (trace) => equal(sent(trace).map(flagsOf), ["FIN,ACK", "FIN,ACK", "ACK"]),
    },
    {
      scenario: "simultaneous-close",
      shows: "four segments that cross",
      holds: (trace) => equal(sent(trace).map(flagsOf), ["FIN,ACK", "FIN,ACK", "ACK", "ACK"]),
    },
  ],
  E2: [halfClosed],
  E3: [
    {
      scenario: "half-close",
      shows: "after its FIN the client sends no more data, and the server's program may still send",
      holds: (trace) => {
        const ours = sent(trace, "client");
        const fin = ours.findIndex(({ seg }) => has(seg, FIN));
        return fin >= 0 && ours.slice(fin).every(({ seg }) => seg.data === "");
      },
    },
  ],
  E4: [
    {
      scenario: "four-way",
      shows: "both FINs carry the ACK bit",
      holds: (trace) =>
        equal(
          sent(trace)
            .filter(({ seg }) => has(seg, FIN))
            .map(({ seg }) => has(seg, ACK)),
          [true, true],
        ),
    },
  ],
  E5: [
    {
      scenario: "half-close",
      shows: "a call starts it, and the server sends what it has before its own close()",
      holds: (trace) => {
        const close = callOf(trace, "server", "close");
        const lastReply = sent(trace, "server").findLast(({ seg }) => seg.data !== "");
        const first = callOf(trace, "client", "shutdown")?.sent[0];
        return first !== undefined && has(first.seg, FIN) && (lastReply?.sentAt ?? 0) < (close?.at ?? 0);
      },
    },
  ],
  E6: [halfClosed],
  E7: [
    {
      scenario: "server-closes-first",
      shows: "the server sends the first FIN",
      holds: (trace) => sent(trace).find(({ seg }) => has(seg, FIN))?.from === "server",
    },
  ],
  E8: [
    {
      scenario: "half-close",
      shows: "the connection ends on either side only after both have closed",
      holds: (trace) => {
        const last = callOf(trace, "server", "close")?.at ?? Number.NaN;
        return enteredAt(trace, "client", "CLOSED") > last && enteredAt(trace, "server", "CLOSED") > last;
      },
    },
  ],
  E9: [
    {
      scenario: "abort",
      shows: "one end forces it: a RST ends both directions",
      holds: (trace) => equal(sent(trace).map(flagsOf), ["RST"]) && did(trace, "rst-exact"),
    },
    {
      scenario: "unread-data-reset",
      shows: "close() with unread data is a RST, too",
      holds: (trace) => did(trace, "close-unread-reset"),
    },
  ],
  E10: [{ myth: "E10" }],
  E11: [
    { myth: "E11" },
    {
      scenario: "corrupt-data",
      shows: "a wrong checksum gets no answer at all",
      holds: (trace) => fired(trace, "checksum-bad")[0]?.entry.sent.length === 0,
    },
  ],
  E12: [
    {
      scenario: "abort",
      shows: "ABORT (SO_LINGER 0) sends a RST and deletes the connection",
      holds: (trace) => did(trace, "abort-reset") && states(trace, "client").at(-1) === "CLOSED",
    },
  ],
  E13: [
    { myth: "E13" },
    {
      scenario: "accept-overflow-reset",
      shows: "with tcp_abort_on_overflow=1 a RST is sent",
      holds: (trace) => did(trace, "listener-accept-queue-full-reset"),
    },
  ],
  E14: [{ myth: "E14" }],
  E15: [
    {
      scenario: "four-way",
      shows: "a record stays in TIME-WAIT, and with its end the TCB is gone",
      holds: (trace) => {
        const end = fired(trace, "time-wait-expired")[0]?.entry;
        return end?.before?.state === "TIME-WAIT" && (end.after === null || end.after.state === "CLOSED");
      },
    },
  ],
  E16: [
    {
      scenario: "four-way",
      shows: "the last ACK takes the server from LAST-ACK to CLOSED",
      holds: (trace) =>
        fired(trace, "ack-of-fin").some(({ entry }) =>
          entry.states.some(({ before, after }) => before === "LAST-ACK" && after === "CLOSED"),
        ),
    },
  ],

  F1: [{ myth: "F1" }],
  F2: [{ myth: "F2" }],
  F3: [
    {
      scenario: "last-ack-lost",
      shows: "the FIN comes again, and so does the ACK",
      holds: (trace) => sent(trace, "server", "FIN,ACK").length === 2 && did(trace, "time-wait-answer"),
    },
    {
      scenario: "last-ack-lost-five",
      shows: "each FIN restarts 2 MSL",
      holds: (trace) => fired(trace, "time-wait-restart").length === 5,
    },
    {
      scenario: "old-segment",
      shows: "TIME-WAIT keeps the 4-tuple from a new connection while an old segment is about",
      holds: (trace) => results(trace, "client").includes("connect EADDRNOTAVAIL"),
    },
  ],
  F4: [{ myth: "F4" }],
  F5: [
    {
      scenario: "four-way",
      shows: "when the time is over, TIME-WAIT becomes CLOSED without any error",
      holds: (trace) => did(trace, "time-wait-expired") && states(trace, "client").at(-1) === "CLOSED",
    },
  ],
  F6: [
    {
      scenario: "four-way",
      settings: { os: "rfc" },
      shows: "TIME-WAIT lasts twice the RFC's MSL of two minutes",
      holds: (trace) =>
        leftAt(trace, "client", "TIME-WAIT") - enteredAt(trace, "client", "TIME-WAIT") === 2 * 120_000,
    },
    { explain: "msl" },
  ],
  F7: [{ myth: "F7" }],
  F8: lengths,
  F9: [
    {
      scenario: "assassination",
      shows: "a late segment is answered and not delivered, and the RST it draws ends TIME-WAIT early",
      holds: (trace) => {
        const late = fired(trace, "time-wait-answer")[0]?.entry;
        const delivered = late?.effects.some(({ type }) => type === "deliver") ?? true;
        return !delivered && did(trace, "time-wait-rst") && !did(trace, "time-wait-expired");
      },
    },
  ],
  F10: [
    {
      scenario: "server-closes-first",
      shows: "the server is in TIME-WAIT, because it closed first",
      holds: (trace) =>
        states(trace, "server").includes("TIME-WAIT") && !states(trace, "client").includes("TIME-WAIT"),
    },
    {
      scenario: "simultaneous-close",
      shows: "both are, because the FINs crossed",
      holds: (trace) =>
        states(trace, "server").includes("TIME-WAIT") && states(trace, "client").includes("TIME-WAIT"),
    },
  ],
};
