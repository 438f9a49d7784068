/**
 * Figures 6–13 of RFC 9293, drawn from real runs: once as text, beside the committed drawing, and once as what each
 * peer sees, beside the RFC's own rows. `UPDATE_GOLDENS=1` rewrites the drawings.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { figure } from "../../src/simulator/network/figure.ts";
import { run } from "../../src/simulator/network/run.ts";
import type { RunOptions } from "../../src/simulator/network/simulation.ts";
import type { Trace } from "../../src/simulator/network/trace.ts";
import { endStates, eventsOfFigure, eventsOfTrace, signalsOf } from "./events.ts";
import { FIGURES, LAST_ACK_LOST, SYN_BEFORE_RST } from "./figures.ts";
import { figureRows } from "./vectors.ts";

const GOLDEN = new URL("golden/", import.meta.url);
const LITERAL: RunOptions = { profile: { acceptsCrossingSynAck: false } };
const TIME_WAIT_MS = 240_000;

function drawn(number: number, options: RunOptions = {}): Trace {
  const scenario = FIGURES.get(number);
  if (!scenario) throw new Error(`no scenario for figure ${number}`);
  return run(scenario, { os: "rfc", ...options });
}

function expectGolden(name: string, trace: Trace): void {
  const file = new URL(`${name}.txt`, GOLDEN);
  const text = `${figure(trace)}\n`;
  if (process.env.UPDATE_GOLDENS === "1") {
    mkdirSync(GOLDEN, { recursive: true });
    writeFileSync(file, text);
  }
  expect(text).toBe(readFileSync(file, "utf8"));
}

describe.each([...FIGURES.keys()])("figure %i", (number) => {
  it("is drawn in the RFC's notation", () => {
    expectGolden(`figure-${number}`, drawn(number));
  });

  it("lets each peer see what the RFC says, in that order and with those states", () => {
    const trace = drawn(number);
    expect(eventsOfTrace(trace), figure(trace)).toEqual(eventsOfFigure(figureRows(number)));
  });
});

describe("figure 7 read literally", () => {
  it("refuses the crossing SYN,ACK, and both peers are ESTABLISHED by the bare ACKs that answer it", () => {
    const trace = drawn(7, LITERAL);
    expectGolden("figure-7-literal", trace);
    expect(endStates(trace), figure(trace)).toEqual({ A: "ESTABLISHED", B: "ESTABLISHED" });
    expect(trace.ended).toBe("quiet");
  });
});

describe("figure 8", () => {
  it("ends well, too, when the SYN arrives before the RST", () => {
    const trace = run(SYN_BEFORE_RST);
    expectGolden("figure-8-syn-first", trace);
    expect(endStates(trace), figure(trace)).toEqual({ A: "ESTABLISHED", B: "ESTABLISHED" });
  });
});

describe("half-open connections", () => {
  it.each([9, 10])("end in figure %i with a signal to B's user", (number) => {
    const trace = drawn(number);
    expect(signalsOf(trace.entries, "B"), figure(trace)).toEqual(["connection reset"]);
  });

  it("are discovered in figure 10 by ten octets", () => {
    const sent = drawn(10).entries.flatMap((entry) => entry.sent);
    expect(sent[0]?.seg.data).toHaveLength(10);
  });
});

describe("figure 11", () => {
  it("tells neither user anything", () => {
    const { entries } = drawn(11);
    expect([signalsOf(entries, "A"), signalsOf(entries, "B")]).toEqual([[], []]);
  });
});

describe("figure 12", () => {
  it("keeps A in TIME-WAIT for 2 MSL", () => {
    const { entries } = drawn(12);
    const began = entries.find(({ states }) => states.some(({ after }) => after === "TIME-WAIT"));
    expect((entries.at(-1)?.at ?? 0) - (began?.at ?? 0)).toBe(TIME_WAIT_MS);
  });

  it("starts the 2 MSL anew when the last ACK is lost and B repeats its FIN", () => {
    const trace = run(LAST_ACK_LOST);
    expectGolden("figure-12-last-ack-lost", trace);
    const repeated = trace.entries.find(({ flight, move }) => move.type === "deliver" && flight?.again);
    expect((trace.entries.at(-1)?.at ?? 0) - (repeated?.at ?? 0), figure(trace)).toBe(TIME_WAIT_MS);
  });
});
