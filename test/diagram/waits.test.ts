// The length of a wait stands where the picture is cut: beside RTO 16 s a wait of 15.95 s must not be told as 16 s.
import { describe, expect, it } from "vitest";
import { scenarios } from "../../src/content/scenarios.ts";
import { type Mark, marks } from "../../src/diagram/marks.ts";
import { planPages } from "../../src/diagram/plan.ts";
import * as size from "../../src/diagram/sizes.ts";
import type { Story } from "../../src/diagram/story.ts";
import { place } from "../../src/diagram/timescale.ts";
import { labelsOf } from "../../src/simulator/explain/index.ts";
import { run } from "../../src/simulator/network/run.ts";
import { language } from "../commands/command-bot.ts";

const MINUTE_MS = 60_000;

it.each(scenarios)("waits of $id under a minute are told to a hundredth of a second", (scenario) => {
  const trace = run(scenario, { loss: 0.5, seed: 1 });
  const made = planPages(trace, {
    locale: "en",
    labels: labelsOf(trace, "en", language),
    numbers: "relative",
  });
  if (!made.ok) throw new Error(made.error);
  for (const { story, durations } of made.plans) {
    const toldAt = ({ kind, journey, at }: Mark) =>
      kind === "ghost" ? (story.entries.find(({ n }) => n === journey?.since)?.at ?? at) : at;
    // What was lost on a way that is shown passes unseen; what nobody here sent is a moment of its own.
    const all = marks(story).all.filter(({ kind, journey }) => kind !== "ghost" || journey?.sentBy === null);
    let latest = all[0] === undefined ? 0 : toldAt(all[0]);
    for (const mark of all) {
      const { waited } = mark;
      // What came out of the network may be drawn below what came a little later.
      const exact = Math.max(0, toldAt(mark) - latest);
      latest = Math.max(latest, toldAt(mark));
      if (exact === 0 || exact >= MINUTE_MS) continue;
      expect(Math.abs(waited - exact), `${exact} ms`).toBeLessThanOrEqual(5);
      expect(durations[waited]).toBeDefined();
    }
  }
});

describe.each(["rfc", "freebsd"] as const)("on %s", (os) => {
  it.each(scenarios)("the cuts of $id beside a timer do not say more than it", (scenario) => {
    for (const [loss, seed] of [
      [0.3, 2],
      [0.5, 1],
      [0.5, 2],
      [0.5, 5],
    ] as const) {
      const trace = run(scenario, { os, loss, seed });
      const labels = labelsOf(trace, "en", language);
      const made = planPages(trace, { locale: "en", labels, numbers: "relative" });
      if (!made.ok) throw new Error(made.error);
      for (const { story } of made.plans) expect(overlong(story), `loss ${loss}, seed ${seed}`).toEqual([]);
    }
  });
});

/** Timers of under a minute beside which the picture's cuts add up to more. */
function overlong(story: Story): string[] {
  const found = marks(story);
  const ground = { top: 0, slant: size.SLANT_LIFE, margins: [], stretch: new Map() };
  const cuts = place(story, found, ground).breaks;
  const at = (n: number | null) => story.entries.find((entry) => entry.n === n)?.at;
  return story.waits.flatMap(({ from, to, words }) => {
    const [start, end] = [at(from), at(to)];
    if (start === undefined || end === undefined || end - start >= MINUTE_MS) return [];
    const beside = cuts.filter(({ before }) => {
      const then = found.all[before]?.at ?? 0;
      return then > start && then <= end;
    });
    const sum = beside.reduce((less, { ms }) => less + ms, 0);
    // Each is told to a hundredth of a second.
    return sum <= end - start + 5 * beside.length ? [] : [`${words}: ${beside.map(({ ms }) => ms)}`];
  });
}
