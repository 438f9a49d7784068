// A segment of which nothing comes looks like one that is heard: a word at its arrow tells them apart.
import { describe, expect, it } from "vitest";
import { scenarioOf } from "../../src/content/scenarios.ts";
import { layout } from "../../src/diagram/layout.ts";
import { LOCALES, type Locale } from "../../src/language.ts";
import { labelsOf } from "../../src/simulator/explain/index.ts";
import { run } from "../../src/simulator/network/run.ts";
import { language } from "../commands/command-bot.ts";
import { texts } from "./looks.ts";

type Word = "ignored" | "dropped" | "delayed" | "unreachable";

function timesSaid(id: string, locale: Locale, upTo?: number, word: Word = "ignored"): number {
  const scenario = scenarioOf(id);
  if (scenario === null) throw new Error(id);
  const trace = run(scenario);
  const labels = labelsOf(trace, locale, language, { command: "/handshake" });
  const picture = layout(trace, { locale, labels, numbers: "relative", ...(upTo !== undefined && { upTo }) });
  return texts(picture).filter((text) => text === labels[word]).length;
}

describe.each(LOCALES)("in %s", (locale) => {
  it.each([
    ["ack-overtaken", "in TIME-WAIT, as RFC 1337 advises"],
    ["old-segment", "in TIME-WAIT, where it lies left of the window"],
    ["two-way", "in CLOSED"],
  ])("%s says that a RST is ignored %s", (id) => {
    expect(timesSaid(id, locale)).toBe(1);
  });

  it.each(["assassination", "forged-rst", "no-time-wait", "refused", "abort"])("%s has no such RST", (id) => {
    expect(timesSaid(id, locale)).toBe(0);
  });

  it.each([
    ["accept-overflow", 2, "the third ACK, while the accept queue is full"],
    ["syn-flood", 3, "the honest client's SYNs, while the SYN queue is full"],
    ["no-ack-bit", 1, "a segment without the ACK bit"],
  ])("%s says %i times that the server drops %s", (id, times) => {
    expect(timesSaid(id, locale, undefined, "dropped")).toBe(times);
  });

  it.each(["three-way", "accept-late", "corrupt-data", "syn-cookies"])("%s drops nothing", (id) => {
    expect(timesSaid(id, locale, undefined, "dropped")).toBe(0);
  });

  it.each([
    ["old-duplicate-syn", 1],
    ["ack-overtaken", 1],
    ["fin-overtakes-data", 1],
    ["tcp-loss", 1],
    ["udp-loss", 1],
    ["three-way", 0],
    ["accept-overflow", 0],
    ["old-segment", 0],
  ])("%s says of %i segments that the network delayed them", (id, times) => {
    expect(timesSaid(id, locale, undefined, "delayed")).toBe(times);
  });

  it.each([
    ["syn-flood", 6, "and sends them again"],
    ["syn-cookies", 3, "before the cookies begin"],
  ])("in %s the server answers addresses where nobody is, %i times, %s", (id, times) => {
    expect(timesSaid(id, locale, undefined, "unreachable")).toBe(times);
  });

  it("nothing is said of it before it arrives", () => {
    const scenario = scenarioOf("ack-overtaken");
    const { entries } = run(scenario as NonNullable<typeof scenario>);
    const arrives = entries.findIndex(({ because }) =>
      because.some(({ rule }) => rule === "time-wait-rst-ignored"),
    );
    expect([
      timesSaid("ack-overtaken", locale, arrives),
      timesSaid("ack-overtaken", locale, arrives + 1),
    ]).toEqual([0, 1]);
  });
});
