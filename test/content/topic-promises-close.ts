// What the scenarios of the close, of resets, attacks and old segments promise.
import { expect } from "vitest";
import { callResults, departures, passed, waitedInTimeWait } from "./facts.ts";
import { flagsOf, rules, type TopicPromise } from "./topic-promises.ts";

const OPEN = { client: ["ESTABLISHED"], server: ["ESTABLISHED"] } as const;

export const CLOSING: Readonly<Record<string, TopicPromise>> = {
  "three-segment-close": {
    holds: {},
    fact: (trace, os) =>
      expect(flagsOf(trace)).toEqual(
        os === "linux" ? ["FIN,ACK", "FIN,ACK", "ACK"] : ["FIN,ACK", "ACK", "FIN,ACK", "ACK"],
      ),
  },
  "server-closes-first": {
    holds: {},
    fact: (trace) => {
      expect(passed(trace, "server")).toContain("TIME-WAIT");
      expect(passed(trace, "client")).toEqual(["CLOSE-WAIT", "LAST-ACK", "CLOSED"]);
    },
  },
  "close-wait-leak": {
    on: ["linux"],
    holds: { server: ["CLOSE-WAIT"] },
    fact: (trace) => expect(rules(trace)).toContain("fin-wait-2-expired"),
  },
  "unread-data-reset": {
    holds: {},
    fact: (trace) => {
      expect(rules(trace)).toContain("close-unread-reset");
      expect(callResults(trace)).toContainEqual(["client", "receive", "ECONNRESET"]);
    },
  },
  "reconnect-in-time-wait": {
    holds: OPEN,
    fact: (trace) => {
      const tries = callResults(trace).filter(([, op]) => op === "connect");
      expect(tries.map(([, , got]) => got)).toEqual(["EADDRNOTAVAIL", "EINPROGRESS"]);
    },
  },
  "last-ack-lost-five": {
    holds: {},
    fact: (trace) => {
      expect(departures(trace).filter(({ lost }) => lost)).toHaveLength(5);
      expect(flagsOf(trace, "server").filter((flags) => flags === "FIN,ACK")).toHaveLength(6);
      expect(rules(trace).filter((rule) => rule === "time-wait-restart")).toHaveLength(5);
    },
  },
  "no-time-wait": {
    holds: {},
    fact: (trace) => {
      expect(passed(trace, "client")).not.toContain("TIME-WAIT");
      expect(departures(trace).at(-1)).toMatchObject({ from: "client", flags: "RST" });
    },
  },
  assassination: {
    holds: {},
    fact: (trace) => {
      expect(rules(trace)).toContain("time-wait-rst");
      expect(waitedInTimeWait(trace, "client")).toBeLessThan(1_000);
    },
  },
  "fin-overtakes-data": {
    holds: {},
    fact: (trace) => {
      expect(rules(trace)).toContain("fin-waits-for-gap");
      expect(passed(trace, "client")).toEqual(["FIN-WAIT-1", "FIN-WAIT-2", "TIME-WAIT", "CLOSED"]);
      expect(callResults(trace)).toContainEqual(["client", "receive", "last words"]);
      expect(flagsOf(trace)).not.toContain("RST");
    },
  },
  "ack-overtaken": {
    holds: {},
    fact: (trace) => {
      expect(passed(trace, "client")).toEqual(["FIN-WAIT-1", "TIME-WAIT", "CLOSED"]);
      expect(departures(trace).filter(({ again }) => again)).toEqual([]);
      expect(rules(trace)).toContain("time-wait-rst-ignored");
    },
  },
};

export const SECURITY: Readonly<Record<string, TopicPromise>> = {
  "note-isn-100-200": {
    holds: OPEN,
    fact: (trace, os) => {
      const [, , got] = callResults(trace).find(([, op]) => op === "receive") ?? [];
      expect(got).toBe(`${"n".repeat(49)}${os === "linux" ? "NEW!" : "OLD!"}`);
      expect(rules(trace)).toContain(os === "linux" ? "ack-before-all" : "text-held");
    },
  },
  "old-segment": {
    holds: {},
    fact: (trace) => expect(callResults(trace)).toContainEqual(["client", "connect", "EADDRNOTAVAIL"]),
  },
  "no-ack-bit": {
    holds: OPEN,
    fact: (trace) => {
      expect(rules(trace)).toContain("no-ack-dropped");
      expect(flagsOf(trace, "server")).toEqual(["ACK"]);
      expect(callResults(trace)).toContainEqual(["server", "receive", "hello"]);
    },
  },
  "forged-data": {
    holds: OPEN,
    fact: (trace) => {
      expect(rules(trace)).toContain("sequence-unacceptable");
      expect(flagsOf(trace)).not.toContain("RST");
    },
  },
  "forged-rst": {
    holds: OPEN,
    fact: (trace) => expect(rules(trace)).toContain("rst-challenge"),
  },
  "isn-prediction": {
    holds: { server: ["ESTABLISHED"] },
    fact: (trace) => expect(callResults(trace)).toContainEqual(["server", "receive", "EVIL!"]),
  },
  "syn-flood": {
    on: ["linux"],
    holds: { client: ["SYN-SENT"], server: ["SYN-RECEIVED", "SYN-RECEIVED", "SYN-RECEIVED"] },
    ended: "until",
    fact: (trace) => {
      expect(rules(trace).filter((rule) => rule === "listener-syn-queue-full")).toHaveLength(3);
      expect(departures(trace)).toContainEqual(expect.objectContaining({ from: "client", flags: "RST" }));
    },
  },
  "syn-cookies": {
    on: ["linux"],
    holds: {
      client: ["ESTABLISHED"],
      server: ["ESTABLISHED", "SYN-RECEIVED", "SYN-RECEIVED", "SYN-RECEIVED"],
    },
    ended: "until",
    fact: (trace) => expect(rules(trace)).toContain("listener-cookie-valid"),
  },
};
