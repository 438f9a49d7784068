import { describe, expect, it } from "vitest";
import { run } from "../../../src/simulator/network/run.ts";
import type { ProgramStep, Scenario } from "../../../src/simulator/network/scenario.ts";
import { A, arrivedAt, B } from "./pairs.ts";

const text = { en: "threads", ko: "스레드" };
const send = (data: string, more: Partial<ProgramStep>): ProgramStep => ({
  socket: "a",
  call: { op: "send", data },
  ...more,
});

/** A's program has several threads on one socket. */
const threads = (...steps: ProgramStep[][]): Scenario => ({
  id: "threads",
  title: text,
  about: text,
  topic: "data",
  hosts: [A, B],
  delayMs: 10,
  programs: [
    {
      host: B.id,
      steps: [
        { socket: "listener", call: { op: "listen", port: 80 } },
        { when: { acceptable: true }, socket: "listener", call: { op: "accept", as: "b" } },
      ],
    },
    { host: A.id, steps: [{ socket: "a", call: { op: "connect", to: { ip: B.ip, port: 80 } } }] },
    ...steps.map((one) => ({ host: A.id, steps: one })),
  ],
});

describe("two threads that make the same kind of call on one socket", () => {
  it("each take their own step, the one that is ready first", () => {
    const trace = run(
      threads([send("late ", { when: { at: 200 } })], [send("early ", { when: { at: 100 } })]),
    );
    expect(arrivedAt(trace.entries, B.id)).toBe("early late ");
  });

  it("do not take the step of one that still waits for something", () => {
    const trace = run(
      threads(
        [send("answer", { when: { received: 1 } })],
        [send("once ", { when: { state: "ESTABLISHED" }, afterMs: 100 })],
      ),
    );
    expect(arrivedAt(trace.entries, B.id)).toBe("once ");
  });
});
