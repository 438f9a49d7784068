// What the scenarios of the topics promise: opening, data, loss, and what only a program or UDP can see.
import { expect } from "vitest";
import type { Trace } from "../../src/simulator/network/trace.ts";
import type { ProfileName } from "../../src/simulator/tcp/profile.ts";
import { callResults, departures, passed } from "./facts.ts";

export interface TopicPromise {
  /** Without it: both ends, of the systems on which it says something. */
  readonly on?: readonly ProfileName[];
  /** States of connections at the end; a host that is absent holds none. */
  readonly holds: Readonly<Record<string, readonly string[]>>;
  readonly ended?: Trace["ended"];
  readonly fact: (trace: Trace, os: ProfileName) => void;
}

const OPEN = { client: ["ESTABLISHED"], server: ["ESTABLISHED"] } as const;
export const rules = ({ entries }: Trace): string[] =>
  entries.flatMap(({ because }) => because.map(({ rule }) => rule));
export const flagsOf = (trace: Trace, from?: string): string[] =>
  departures(trace)
    .filter((one) => from === undefined || one.from === from)
    .map(({ flags }) => flags);
const at = (trace: Trace, host: string, op: string): number[] =>
  trace.entries.flatMap(({ move, at: when }) =>
    move.type === "call" && move.host === host && move.call.op === op ? [when] : [],
  );

export const OPENING: Readonly<Record<string, TopicPromise>> = {
  "two-way": {
    holds: {},
    fact: (trace) => {
      expect(passed(trace, "server")).toEqual(["ESTABLISHED", "CLOSED"]);
      expect(callResults(trace)).toContainEqual(["server", "receive", "ECONNRESET"]);
    },
  },
  "sample-1100": {
    holds: OPEN,
    fact: (trace) =>
      expect(departures(trace)).toMatchObject([
        { seq: 1_100 },
        { seq: 5_300, ack: 1_101 },
        { seq: 1_101, ack: 5_301 },
      ]),
  },
  "third-ack-with-data": {
    holds: OPEN,
    fact: (trace) => {
      expect(departures(trace)[2]).toMatchObject({ from: "client", flags: "ACK", data: "hello" });
      expect(departures(trace)).toHaveLength(4);
    },
  },
  "data-on-syn": {
    holds: OPEN,
    fact: (trace, os) => {
      expect(departures(trace)[0]).toMatchObject({ flags: "SYN", data: "hello" });
      expect(departures(trace).filter(({ again }) => again)).toHaveLength(os === "linux" ? 1 : 0);
      expect(callResults(trace)).toContainEqual(["server", "receive", "hello"]);
    },
  },
  "accept-late": {
    holds: OPEN,
    fact: (trace) => {
      const acknowledged = departures(trace).findIndex(({ from, ack }) => from === "server" && ack !== 0);
      expect(departures(trace).at(-1)?.at).toBeLessThan(at(trace, "server", "accept")[0] as number);
      expect(acknowledged).toBeGreaterThan(0);
      expect(callResults(trace)).toContainEqual(["server", "receive", "hello"]);
    },
  },
  "three-connections": {
    holds: {
      a: ["ESTABLISHED"],
      b: ["FIN-WAIT-2"],
      c: ["ESTABLISHED"],
      server: ["CLOSE-WAIT", "ESTABLISHED", "SYN-RECEIVED"],
    },
    ended: "until",
    fact: (trace) => expect(rules(trace).filter((rule) => rule === "listen-syn")).toHaveLength(3),
  },
  "accept-overflow": {
    on: ["linux"],
    holds: { client: ["ESTABLISHED"], late: ["ESTABLISHED"], server: ["ESTABLISHED", "ESTABLISHED"] },
    fact: (trace) => {
      expect(rules(trace).filter((rule) => rule === "listener-accept-queue-full")).toHaveLength(2);
      const [late] = trace.entries
        .filter(({ host, states }) => host === "late" && states.length > 0)
        .slice(-1);
      const established = trace.entries.findLast(
        ({ host, states }) => host === "server" && states.length > 0,
      );
      expect(established?.at).toBeGreaterThan((late?.at ?? 0) + 3_000);
    },
  },
  "accept-overflow-reset": {
    on: ["linux"],
    holds: { client: ["ESTABLISHED"], server: ["ESTABLISHED"] },
    fact: (trace) => {
      expect(rules(trace)).toContain("listener-accept-queue-full-reset");
      expect(callResults(trace)).toContainEqual(["late", "receive", "ECONNRESET"]);
    },
  },
};

export const DATA: Readonly<Record<string, TopicPromise>> = {
  "two-writes-one-read": {
    holds: OPEN,
    fact: (trace) => {
      expect(departures(trace).flatMap(({ data }) => data || [])).toEqual(["hello ", "world"]);
      expect(callResults(trace)).toContainEqual(["server", "receive", "hello world"]);
    },
  },
  "both-ways": {
    holds: OPEN,
    fact: (trace) => {
      const [one, other] = departures(trace);
      expect([one?.from, other?.from]).toEqual(["client", "server"]);
      expect((other?.at ?? 0) - (one?.at ?? 0)).toBeLessThan(trace.delayMs);
      expect(callResults(trace)).toContainEqual(["client", "receive", "from the server"]);
      expect(callResults(trace)).toContainEqual(["server", "receive", "from the client"]);
    },
  },
  "zero-window": {
    holds: OPEN,
    fact: (trace) => {
      expect(trace.entries.flatMap(({ sent }) => sent).some(({ seg }) => seg.wnd === 0)).toBe(true);
      expect(rules(trace)).toContain("zero-window-probe");
      const arrived = trace.entries.findLast(({ host, after }) => host === "server" && after)?.after;
      expect(arrived?.received).toBe(1_500);
    },
  },
  "corrupt-data": {
    holds: OPEN,
    fact: (trace) => {
      expect(rules(trace)).toContain("checksum-bad");
      expect(flagsOf(trace, "server")).toEqual(["ACK"]);
      expect(callResults(trace)).toContainEqual(["server", "receive", "hello"]);
    },
  },
  "give-up": {
    holds: { server: ["ESTABLISHED"] },
    fact: (trace) => {
      expect(callResults(trace)).toContainEqual(["client", "receive", "ETIMEDOUT"]);
      expect(flagsOf(trace)).not.toContain("RST");
      expect(trace.entries.at(-1)?.at).toBeGreaterThan(100_000);
    },
  },
};

export const PROGRAMS: Readonly<Record<string, TopicPromise>> = {
  blackhole: {
    holds: {},
    fact: (trace, os) => {
      expect(at(trace, "client", "close")).toEqual([3_000]);
      expect(departures(trace).map(({ at: when }) => when)).toEqual(
        os === "linux" ? [0, 1_000, 2_000] : [0, 1_000],
      );
    },
  },
  "slow-reply": {
    holds: {},
    fact: (trace) => {
      expect(at(trace, "client", "close")).toEqual([5_000]);
      expect(rules(trace)).toContain("text-after-close-reset");
    },
  },
  trickle: {
    holds: {},
    fact: (trace) => {
      expect(callResults(trace)).toContainEqual(["client", "receive", "abc"]);
      expect(at(trace, "client", "close")[0]).toBeGreaterThan(12_000);
      expect(flagsOf(trace)).not.toContain("RST");
    },
  },
  "read-timeout": {
    holds: {},
    fact: (trace) => {
      expect(at(trace, "client", "close")).toEqual([10_000]);
      expect(rules(trace)).toContain("close-unread-reset");
      expect(callResults(trace)).toContainEqual(["server", "send", "ECONNRESET"]);
    },
  },
  "udp-loss": {
    holds: {},
    fact: (trace) => {
      const read = callResults(trace).filter(([, op]) => op === "receive from");
      expect(read.map(([, , got]) => got)).toEqual(["one ", "four ", "three "]);
      expect(departures(trace)).toHaveLength(4);
      expect(at(trace, "server", "receive from")[0]).toBe(trace.delayMs);
    },
  },
  "tcp-loss": {
    holds: OPEN,
    fact: (trace) => {
      const read = callResults(trace).filter(([host, op]) => host === "server" && op === "receive");
      expect(read.map(([, , got]) => got).join("")).toBe("one two three four ");
      // One round trip for the handshake before anything could leave.
      expect(at(trace, "server", "receive")[0]).toBe(3 * trace.delayMs);
      expect(rules(trace)).toContain("text-held");
    },
  },
  "port-53-twice": {
    holds: OPEN,
    fact: (trace) => {
      expect(callResults(trace)).toContainEqual(["server", "listen", "ok"]);
      expect(callResults(trace)).toContainEqual(["server", "bind udp", "ok"]);
      expect(callResults(trace)).toContainEqual(["server", "receive from", "question"]);
    },
  },
};
