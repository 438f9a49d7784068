/** D the states. */
import type { Proofs } from "./topics.ts";
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

export const STATES: Proofs = {
  D1: [{ myth: "D1" }],
  D2: [
    {
      scenario: "three-way",
      shows: "the server listens before the SYN comes",
      holds: (trace) => {
        const listen = callOf(trace, "server", "listen");
        return listen !== undefined && listen.at <= (fired(trace, "listen-syn")[0]?.entry.at ?? -1);
      },
    },
    {
      scenario: "refused",
      shows: "without a listener the SYN is answered with a RST",
      holds: (trace) => did(trace, "closed-reset-by-seq"),
    },
  ],
  D3: [
    {
      scenario: "three-way",
      shows: "the step that sends the SYN leads to SYN-SENT",
      holds: (trace) => {
        const step = callOf(trace, "client", "connect");
        return step?.sent.map(flagsOf).join() === "SYN" && step.after?.state === "SYN-SENT";
      },
    },
  ],
  D4: [{ myth: "D4" }],
  D5: [
    {
      scenario: "third-ack-lost",
      shows: "without the last ACK the server stays in SYN-RECEIVED and repeats its SYN,ACK",
      holds: (trace) =>
        sent(trace, "server", "SYN,ACK").length === 2 &&
        enteredAt(trace, "server", "ESTABLISHED") - enteredAt(trace, "server", "SYN-RECEIVED") >= 1_000,
    },
  ],
  D6: [
    {
      scenario: "three-way",
      shows: "the client is ESTABLISHED half a round trip before the server",
      holds: (trace) =>
        enteredAt(trace, "server", "ESTABLISHED") - enteredAt(trace, "client", "ESTABLISHED") ===
        trace.delayMs,
    },
  ],
  D7: [
    {
      scenario: "four-way",
      shows:
        "FIN-WAIT-1, FIN-WAIT-2, TIME-WAIT on one side, CLOSE-WAIT, LAST-ACK on the other, CLOSED on both",
      holds: (trace) =>
        equal(states(trace, "client"), ["FIN-WAIT-1", "FIN-WAIT-2", "TIME-WAIT", "CLOSED"]) &&
        equal(states(trace, "server"), ["CLOSE-WAIT", "LAST-ACK", "CLOSED"]),
    },
  ],
  D8: [{ myth: "D8" }],
  D9: [
    {
      scenario: "simultaneous-close",
      shows: "both are in CLOSING, because the FIN comes before the ACK of their own",
      holds: (trace) =>
        states(trace, "client").includes("CLOSING") &&
        states(trace, "server").includes("CLOSING") &&
        fired(trace, "fin-closing").length === 2,
    },
  ],
  D10: [
    {
      scenario: "four-way",
      shows: "TIME-WAIT after FIN-WAIT-2",
      holds: (trace) => follows(states(trace, "client"), "FIN-WAIT-2", "TIME-WAIT"),
    },
    {
      scenario: "simultaneous-close",
      shows: "TIME-WAIT after CLOSING",
      holds: (trace) => follows(states(trace, "client"), "CLOSING", "TIME-WAIT"),
    },
    {
      scenario: "three-segment-close",
      shows: "TIME-WAIT straight after FIN-WAIT-1",
      holds: (trace) => follows(states(trace, "client"), "FIN-WAIT-1", "TIME-WAIT"),
    },
  ],
  D11: [
    {
      scenario: "close-wait-leak",
      shows: "nothing but the program ends CLOSE-WAIT",
      holds: (trace) => states(trace, "server").at(-1) === "CLOSE-WAIT" && trace.ended === "quiet",
    },
  ],
  D12: [
    {
      scenario: "reconnect-in-time-wait",
      shows: "in TIME-WAIT the 4-tuple is still taken",
      holds: (trace) => {
        const refused = results(trace, "client").includes("connect EADDRNOTAVAIL");
        const tried = trace.entries.find(({ result }) => result?.ok === false)?.at ?? Number.NaN;
        return refused && tried < leftAt(trace, "client", "TIME-WAIT");
      },
    },
  ],
};

const follows = (all: readonly string[], first: string, second: string): boolean =>
  all[all.indexOf(first) + 1] === second;
