/** Two hosts and one connection: random lives of it, and what the tests of this folder ask about them. */
import fc from "fast-check";
import { figure } from "../../../src/simulator/network/figure.ts";
import type {
  Fault,
  HostSpec,
  Program,
  ProgramStep,
  Scenario,
} from "../../../src/simulator/network/scenario.ts";
import type { Entry, Trace } from "../../../src/simulator/network/trace.ts";
import type { ProfileName } from "../../../src/simulator/tcp/profile.ts";
import type { Tcb } from "../../../src/simulator/tcp/tcb.ts";

export const A: HostSpec = { id: "a", ip: "10.0.0.1", title: { en: "Peer A", ko: "피어 A" } };
export const B: HostSpec = { id: "b", ip: "10.0.0.2", title: { en: "Peer B", ko: "피어 B" } };
const PORT = 80;

/** Everything that makes a random life of one connection. */
export interface Life {
  readonly os: { readonly a: ProfileName; readonly b: ProfileName };
  readonly iss: { readonly a: number; readonly b: number };
  readonly mss: number;
  readonly acks: "at once" | "delayed";
  /** Octets per SEND, in order. */
  readonly sends: { readonly a: readonly number[]; readonly b: readonly number[] };
  readonly closeAfterMs: { readonly a: number; readonly b: number };
  readonly faults: readonly Fault[];
}

const last = 0xffff_ffff;
/** Near 2^32 more often than not. */
const iss = fc.oneof(fc.integer({ min: last - 3_000, max: last }), fc.integer({ min: 0, max: last }));
const os = fc.constantFrom<ProfileName>("rfc", "linux");
const sends = fc.array(fc.integer({ min: 1, max: 1_500 }), { maxLength: 4 });
const waits = fc.integer({ min: 0, max: 400 });

/** Few enough that nobody gives up: each takes one segment of one direction. */
const faults: fc.Arbitrary<Fault[]> = fc.array(
  fc.record({
    from: fc.constantFrom(A.id, B.id),
    nth: fc.integer({ min: 1, max: 8 }),
    what: fc.constantFrom("lose", "duplicate", "corrupt", "hold", "delay"),
    ms: fc.integer({ min: 1, max: 700 }),
  }),
  { maxLength: 5 },
);

export const lives: fc.Arbitrary<Life> = fc.record({
  os: fc.record({ a: os, b: os }),
  iss: fc.record({ a: iss, b: iss }),
  mss: fc.constantFrom(100, 536, 1_460),
  acks: fc.constantFrom("at once", "delayed"),
  sends: fc.record({ a: sends, b: sends }),
  closeAfterMs: fc.record({ a: waits, b: waits }),
  faults,
});

/** B listens, A connects; each sends what it has and shuts down, and closes when the other has. */
export function scenarioOf(life: Life): Scenario {
  const host = (spec: HostSpec, side: "a" | "b"): HostSpec => ({
    ...spec,
    os: life.os[side],
    isn: { mode: "fixed", values: [life.iss[side]] },
    profile: { mss: life.mss, ...(life.os[side] === "rfc" && { acks: life.acks }) },
  });
  const text = { en: "a random life", ko: "임의의 연결" };
  return {
    id: "random-life",
    title: text,
    about: text,
    topic: "data",
    hosts: [host(A, "a"), host(B, "b")],
    delayMs: 20,
    programs: programsOf(life),
    faults: life.faults,
  };
}

function programsOf({ sends: octets, closeAfterMs }: Life): Program[] {
  const steps = (socket: "a" | "b"): [ProgramStep, ...ProgramStep[]] => [
    ...(octets[socket].map((count, i) => sending(socket, textOf(socket, count, i))) as [ProgramStep]),
    { afterMs: closeAfterMs[socket], socket, call: { op: "shutdown" } },
    { when: { eof: true }, socket, call: { op: "receive" } },
    { socket, call: { op: "close" } },
  ];
  const accept: ProgramStep = {
    when: { acceptable: true },
    socket: "listener",
    call: { op: "accept", as: "b" },
  };
  const connect: ProgramStep = { socket: "a", call: { op: "connect", to: { ip: B.ip, port: PORT } } };
  const [first, ...more] = steps("a");
  return [
    {
      host: B.id,
      steps: [{ socket: "listener", call: { op: "listen", port: PORT } }, accept, ...steps("b")],
    },
    { host: A.id, steps: [connect, { ...first, when: { state: "ESTABLISHED" } }, ...more] },
  ];
}

const sending = (socket: string, data: string): ProgramStep => ({ socket, call: { op: "send", data } });

/** Octets that tell where they belong; after thirty they come again. */
const textOf = (side: string, count: number, i: number): string =>
  Array.from({ length: 30 }, (_, k) => `${side}${i}${k % 10}`[k % 3])
    .join("")
    .repeat(Math.ceil(count / 30))
    .slice(0, count);

/** All that the programs of a host give to SEND, in order. */
export function sentBy({ programs }: Scenario, host: string): string {
  const texts = programs
    .filter((program) => program.host === host)
    .flatMap(({ steps }) => steps.map(({ call }) => (call.op === "send" ? call.data : "")));
  return texts.join("");
}

/** All that arrived in order at a host: what its program has read, and what waits to be read. */
export function arrivedAt(entries: readonly Entry[], host: string): string {
  const own = entries.filter((entry) => entry.host === host);
  const read = own.flatMap(({ effects }) => effects.map((one) => (one.type === "deliver" ? one.data : "")));
  const last = own.findLast(({ after }) => after !== null);
  return read.join("") + (last?.after?.unread ?? "");
}

/** Every state that a host's connections passed through. */
export const statesOf = (entries: readonly Entry[], host: string): string[] =>
  entries.filter((entry) => entry.host === host).flatMap(({ states }) => states.map(({ after }) => after));

/** The last TCB of each host after each entry. */
export function* tcbsOf(entries: readonly Entry[]): Generator<{ entry: Entry; tcbs: Record<string, Tcb> }> {
  let tcbs: Record<string, Tcb> = {};
  for (const entry of entries) {
    if (entry.host !== null && entry.after) tcbs = { ...tcbs, [entry.host]: entry.after };
    yield { entry, tcbs };
  }
}

/** Runs the checks; a failure is told with the figure of the story so far. */
export function told(trace: Trace, check: () => void): void {
  try {
    check();
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}\n${storyOf(trace)}`, { cause: error });
  }
}

const STORY_LINES = 60;

/** The figure; of an endless story its beginning. */
function storyOf(trace: Trace): string {
  const lines = figure(trace).split("\n");
  const more = lines.length - STORY_LINES;
  return more <= 0
    ? lines.join("\n")
    : [...lines.slice(0, STORY_LINES), `... and ${more} lines more`].join("\n");
}
