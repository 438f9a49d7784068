/** Figures 6–13 of RFC 9293 as scenarios: ISNs, programs and delays chosen so that the figure's numbers come out. */
import type {
  Fault,
  ForgedSegment,
  HostSpec,
  Incident,
  Program,
  ProgramStep,
  Scenario,
} from "../../src/simulator/network/scenario.ts";
import type { ProfileOverrides } from "../../src/simulator/tcp/profile.ts";

const PORT_A = 40_001;
const PORT_B = 80;
const IP = { A: "10.0.0.1", B: "10.0.0.2" };

interface Play {
  readonly a: readonly ProgramStep[];
  readonly b: readonly ProgramStep[];
  readonly isn: { readonly A: readonly number[]; readonly B: readonly number[] };
  readonly profile?: ProfileOverrides;
  readonly faults?: readonly Fault[];
  readonly incidents?: readonly Incident[];
  readonly prologueMs?: number;
  readonly untilMs?: number;
}

function scenario(id: string, { a, b, isn, profile, ...rest }: Play): Scenario {
  const host = (name: "A" | "B"): HostSpec => ({
    id: name,
    ip: IP[name],
    title: { en: `TCP Peer ${name}`, ko: `TCP 피어 ${name}` },
    isn: { mode: "fixed", values: isn[name] },
    ...(profile && { profile }),
  });
  const programs: Program[] = [
    { host: "B", steps: b },
    { host: "A", steps: a },
  ];
  const text = { en: id, ko: id };
  return {
    id,
    title: text,
    about: text,
    topic: "open",
    hosts: [host("A"), host("B")],
    delayMs: 50,
    programs,
    ...rest,
  };
}

const connect: ProgramStep = {
  socket: "a",
  call: { op: "connect", to: { ip: IP.B, port: PORT_B }, localPort: PORT_A },
};
const listen: ProgramStep = { socket: "listener", call: { op: "listen", port: PORT_B } };
const accept: ProgramStep = {
  when: { acceptable: true },
  socket: "listener",
  call: { op: "accept", as: "b" },
};
/** One connection and no more: what comes later meets CLOSED. */
const stopListening: ProgramStep = { socket: "listener", call: { op: "close" } };
const atTime = (at: number, step: ProgramStep): ProgramStep => ({ ...step, when: { ...step.when, at } });
const later = (ms: number, step: ProgramStep): ProgramStep => ({ ...step, afterMs: ms });
const close = (socket: string): ProgramStep => ({ socket, call: { op: "close" } });
const send = (socket: string, data: string): ProgramStep => ({ socket, call: { op: "send", data } });

const oldSyn = (seq: number): ForgedSegment => ({
  from: "A",
  to: "B",
  srcPort: PORT_A,
  dstPort: PORT_B,
  flags: "SYN",
  seq,
});

/** SND.NXT is 100 at A and 300 at B when the story starts: both have sent their SYN and nothing else. */
const ESTABLISHED = { isn: { A: [99], B: [299] }, prologueMs: 1_000 };
const NEVER_MS = 1_000_000;

/** `Delayed ACKs`: figure 6 ends before the data is acknowledged. */
const figure6 = scenario("figure-6", {
  isn: { A: [100], B: [300] },
  profile: { acks: "delayed" },
  a: [connect, later(60, { ...send("a", "data"), when: { state: "ESTABLISHED" } })],
  b: [listen, accept],
  untilMs: 250,
});

/** A's SYN is slow, and so is its SYN,ACK. */
const figure7 = scenario("figure-7", {
  isn: { A: [100], B: [300] },
  a: [connect],
  b: [
    atTime(20, {
      socket: "b",
      call: { op: "connect", to: { ip: IP.A, port: PORT_A }, localPort: PORT_B },
    }),
  ],
  faults: [
    { from: "A", flags: "SYN", what: "delay", ms: 100 },
    { from: "A", flags: "SYN,ACK", what: "delay", ms: 200 },
  ],
});

const figure8 = (slowMs: number): Scenario =>
  scenario("figure-8", {
    isn: { A: [100], B: [300, 400] },
    a: [connect],
    b: [listen, accept],
    faults: [{ from: "A", flags: "SYN", what: "delay", ms: slowMs }],
    incidents: [{ at: 10, what: { type: "old duplicate", seg: oldSyn(90) } }],
  });

const figure9 = scenario("figure-9", {
  isn: { A: [99, 400], B: [299] },
  prologueMs: 1_000,
  a: [connect, atTime(20, { ...connect, socket: "a again" })],
  b: [listen, accept, stopListening],
  incidents: [{ at: 0, what: { type: "reboot", host: "A" } }],
  faults: [{ from: "A", flags: "SYN", nth: 2, what: "delay", ms: NEVER_MS }],
  untilMs: 2_000,
});

const figure10 = scenario("figure-10", {
  ...ESTABLISHED,
  a: [connect],
  b: [listen, accept, stopListening, atTime(20, send("b", "ten octets"))],
  incidents: [{ at: 0, what: { type: "reboot", host: "A" } }],
});

const figure11 = scenario("figure-11", {
  isn: { A: [], B: [9000] },
  a: [{ socket: "a", call: { op: "listen", port: PORT_A } }],
  b: [listen],
  incidents: [{ at: 10, what: { type: "old duplicate", seg: oldSyn(7000) } }],
});

const figure12 = (...faults: readonly Fault[]): Scenario =>
  scenario("figure-12", {
    ...ESTABLISHED,
    a: [connect, atTime(0, close("a"))],
    b: [listen, accept, stopListening, later(60, { ...close("b"), when: { eof: true } })],
    faults,
  });

/** A's FIN arrives after B's, its ACK after B's. */
const figure13 = scenario("figure-13", {
  ...ESTABLISHED,
  a: [connect, atTime(0, close("a"))],
  b: [listen, accept, stopListening, atTime(10, close("b"))],
  faults: [
    { from: "A", flags: "FIN,ACK", what: "delay", ms: 30 },
    { from: "A", flags: "ACK", what: "delay", ms: 40 },
  ],
});

export const FIGURES: ReadonlyMap<number, Scenario> = new Map([
  [6, figure6],
  [7, figure7],
  [8, figure8(150)],
  [9, figure9],
  [10, figure10],
  [11, figure11],
  [12, figure12()],
  [13, figure13],
]);

/** §3.5 of figure 8: the SYN arrives before the RST, "a more complex exchange might have occurred". */
export const SYN_BEFORE_RST = figure8(75);

export const LAST_ACK_LOST = figure12({ from: "A", flags: "ACK", what: "lose" });
