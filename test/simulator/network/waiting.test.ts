import { describe, expect, it } from "vitest";
import { faultsOf } from "../../../src/simulator/network/check.ts";
import { LIMITS } from "../../../src/simulator/network/limits.ts";
import { run } from "../../../src/simulator/network/run.ts";
import type { Program, ProgramStep, Scenario } from "../../../src/simulator/network/scenario.ts";
import { A, B } from "./pairs.ts";

const text = { en: "waiting", ko: "기다림" };
const DELAY_MS = 10;
/** The handshake is over here for A. */
const OPEN_AT = 2 * DELAY_MS;

const send = (data: string, afterMs: number): ProgramStep => ({
  afterMs,
  socket: "b",
  call: { op: "send", data },
});

/** A connects and goes on with `own`; B accepts and goes on with `theirs`. */
function between(own: readonly ProgramStep[], theirs: readonly ProgramStep[] = []): Scenario {
  const programs: Program[] = [
    {
      host: B.id,
      steps: [
        { socket: "listener", call: { op: "listen", port: 80 } },
        { when: { acceptable: true }, socket: "listener", call: { op: "accept", as: "b" } },
        ...theirs,
      ],
    },
    {
      host: A.id,
      steps: [
        { socket: "a", call: { op: "connect", to: { ip: B.ip, port: 80 } } },
        { when: { state: "ESTABLISHED" }, socket: "a", call: { op: "get error" } },
        ...own,
      ],
    },
  ];
  return {
    id: "waiting",
    title: text,
    about: text,
    topic: "timeout",
    hosts: [A, B],
    delayMs: DELAY_MS,
    programs,
  };
}

const close: ProgramStep = { socket: "a", call: { op: "close" } };

function closedAt(scenario: Scenario): number | undefined {
  const { entries } = run(scenario);
  return entries.find(({ move }) => move.type === "call" && move.host === A.id && move.call.op === "close")
    ?.at;
}

describe("sinceMs", () => {
  it("counts from the program's step before", () => {
    expect(closedAt(between([{ ...close, when: { sinceMs: 700 } }]))).toBe(OPEN_AT + 700);
    expect(closedAt(between([{ ...close, when: { sinceMs: 700 }, afterMs: 50 }]))).toBe(OPEN_AT + 750);
  });

  it("holds at once where that long has passed", () => {
    const late = between([{ ...close, when: { sinceMs: 100, received: 1 } }], [send("x", 500)]);
    expect(closedAt(late)).toBe(OPEN_AT + DELAY_MS + 500 + DELAY_MS);
  });
});

describe("silenceMs", () => {
  const silent = (silenceMs: number, ...theirs: ProgramStep[]) =>
    closedAt(between([{ ...close, when: { silenceMs } }], theirs));

  it("counts from the step before where nothing arrives", () => {
    expect(silent(300)).toBe(OPEN_AT + 300);
  });

  it("begins anew with every octet, and not with segments that bring none", () => {
    // Accepted at 30, sent at 230 and 430, arrived 10 later.
    expect(silent(300, send("x", 200), send("y", 200))).toBe(440 + 300);
  });

  it("is over although the octets come later", () => {
    expect(silent(300, send("x", 600))).toBe(OPEN_AT + 300);
  });
});

describe("unless", () => {
  const receive: ProgramStep = { socket: "a", call: { op: "receive" } };
  const limited: ProgramStep = { ...close, when: { sinceMs: 400 }, unless: { received: 1 } };
  const callsOfA = (scenario: Scenario): string[] =>
    run(scenario).entries.flatMap(({ move }) =>
      move.type === "call" && move.host === A.id ? [move.call.op] : [],
    );

  it("leaves the step out when the other thing happens first, and goes on with the next", () => {
    expect(callsOfA(between([limited, receive], [send("x", 100)]))).toEqual([
      "connect",
      "get error",
      "receive",
    ]);
  });

  it("is too late after the step", () => {
    expect(callsOfA(between([limited], [send("x", 800)]))).toEqual(["connect", "get error", "close"]);
  });
});

describe("the limits of waiting", () => {
  it.each([
    ["silenceMs", { ...close, when: { silenceMs: LIMITS.timeMs + 1 } }, "timeMs"],
    ["sinceMs", { ...close, when: { sinceMs: -1 } }, "timeMs"],
    ["unless.host", { ...close, unless: { host: "nobody", eof: true } }, "no host"],
  ] as const)("%s", (name, step, told) => {
    const [fault, ...more] = faultsOf(between([step]));
    expect(more).toEqual([]);
    expect(fault).toContain(name);
    expect(fault).toContain(told);
  });
});
