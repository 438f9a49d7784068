// What a host calls in a state stands below the state's name: above it, it would seem to have begun the state.
import { describe, expect, it } from "vitest";
import { scenarios } from "../../src/content/scenarios.ts";
import { draw } from "../../src/diagram/drawing.ts";
import { columns, marginWidth } from "../../src/diagram/lifelines.ts";
import { width } from "../../src/diagram/measure.ts";
import { type Plan, planPages } from "../../src/diagram/plan.ts";
import type { Column } from "../../src/diagram/scene.ts";
import type { Layout, Rect, Text } from "../../src/diagram/shape.ts";
import { BAR_WIDTH, BOX_HEIGHT, MIDDLE, TEXT_SIZE } from "../../src/diagram/sizes.ts";
import { FILL } from "../../src/diagram/states.ts";
import type { Call } from "../../src/diagram/story.ts";
import { LOCALES, type Locale } from "../../src/language.ts";
import { planOf } from "../../src/shared-connection/card.ts";
import { mayJoin, mayMove } from "../../src/shared-connection/may.ts";
import { labelsOf } from "../../src/simulator/explain/index.ts";
import { run } from "../../src/simulator/network/run.ts";
import { language } from "../commands/command-bot.ts";
import { AT, beginning, live } from "../shared-connection/playing.ts";

/** So near to its lifeline a call, and a box in the margin, begins or ends. */
const BESIDE = 24;

/** Where TCP runs: elsewhere no host has a state. */
const withStates = scenarios.filter(({ id }) => id !== "udp-loss");

const rectsIn = ({ shapes }: Layout): Rect[] =>
  shapes.filter((shape): shape is Rect => shape.type === "rect");

const isBeside = (x: number, from: number, long: number): boolean =>
  from < x + BESIDE && from + long > x - BESIDE;

/** The middle of a call's first line; null where it stands in the legend. */
function heightOf(call: Call, { story }: Plan, { shapes }: Layout, x: number): number | null {
  const [name = ""] = call.lines;
  const alike = story.calls.filter(({ host, lines }) => host === call.host && lines[0] === name);
  const wide = width(name, "mono", TEXT_SIZE);
  const said = shapes
    .filter((shape): shape is Text => shape.type === "text" && shape.text === name)
    .filter((text) => Math.min(Math.abs(text.x - x), Math.abs(text.x + wide - x)) < BESIDE)
    .sort((a, b) => a.y - b.y);
  const own = said.length === alike.length ? said[alike.indexOf(call)] : undefined;
  return own === undefined ? null : own.y - TEXT_SIZE * MIDDLE;
}

function wronglyIn(plan: Plan, picture: Layout, { host, x }: Column): { wrong: string[]; compared: number } {
  const spans = plan.story.spans.filter((span) => span.host === host);
  const rects = rectsIn(picture);
  const bars = rects.filter((rect) => rect.w === BAR_WIDTH && Math.abs(rect.x + BAR_WIDTH / 2 - x) < 1);
  const boxes = rects.filter((rect) => rect.h === BOX_HEIGHT && isBeside(x, rect.x, rect.w));
  const wrong: string[] = [];
  let compared = 0;
  for (const [i, { state, from }] of spans.entries()) {
    const bar = bars[i] as Rect;
    const until = spans[i + 1]?.from ?? Number.POSITIVE_INFINITY;
    const box = boxes.find(
      ({ role, y, h }) => role === FILL[state] && y + h / 2 > bar.y && y + h / 2 < bar.y + bar.h,
    );
    if (box === undefined) continue;
    const calls = plan.story.calls.filter(
      (one) => one.host === host && one.n > (from ?? -1) && one.n <= until,
    );
    for (const call of calls) {
      const y = heightOf(call, plan, picture, x);
      if (y === null) continue;
      compared++;
      if (y < box.y + box.h / 2) wrong.push(`${call.lines[0]} above ${state}`);
    }
  }
  return { wrong, compared };
}

function expectOrder(plans: readonly Plan[], atLeast: number): void {
  const told = plans.flatMap((plan) => {
    const picture = draw(plan);
    return columns(plan.story, marginWidth(plan.story)).map((column) => wronglyIn(plan, picture, column));
  });
  expect(told.flatMap(({ wrong }) => wrong)).toEqual([]);
  expect(told.reduce((sum, { compared }) => sum + compared, 0)).toBeGreaterThanOrEqual(atLeast);
}

/** The moves of a shared connection, by their place in what is offered. */
function played(id: string, moves: readonly number[], locale: Locale): Plan {
  const connection = live(beginning(id, { mode: "free", starter: { id: "test:ada", name: "Ada" } }));
  for (const seat of Object.keys(connection.state.seats))
    connection.press("ada", (state) => mayJoin(state, "test:ada", seat, AT));
  for (const move of moves) {
    const done = connection.press("ada", (state) => mayMove(state, "test:ada", state.step, move, AT));
    expect(done).toBe("move");
  }
  return planOf(connection.state, { locale, language });
}

describe.each(LOCALES)("in %s", (locale) => {
  it.each(withStates)("$id", (scenario) => {
    const trace = run(scenario);
    const labels = labelsOf(trace, locale, language);
    const made = planPages(trace, { locale, labels, numbers: scenario.numbers ?? "relative" });
    if (!made.ok) throw new Error(made.error);
    expectOrder(made.plans, 1);
  });

  it.each([
    ["half-open", [2, 2]],
    ["forged-rst", [2, 2]],
    ["three-connections", [1, 1, 3, 5]],
  ] as const)("a shared connection: %s", (id, moves) => {
    expectOrder([played(id, moves, locale)], 1);
  });
});
