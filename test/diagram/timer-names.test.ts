// Two timers that run beside each other have two brackets: a name beside the other's bracket would say that that one is it.
import { describe, expect, it } from "vitest";
import { runOptionsOf } from "../../src/card/request.ts";
import { scenarioOf } from "../../src/content/scenarios.ts";
import { boxOfText } from "../../src/diagram/box.ts";
import { draw } from "../../src/diagram/drawing.ts";
import { type Plan, planPages } from "../../src/diagram/plan.ts";
import type { Layout, Line, Text } from "../../src/diagram/shape.ts";
import { BRACKET_WIDTH } from "../../src/diagram/sizes.ts";
import { LOCALES } from "../../src/language.ts";
import { labelsOf } from "../../src/simulator/explain/index.ts";
import { run } from "../../src/simulator/network/run.ts";
import type { Scenario } from "../../src/simulator/network/scenario.ts";
import { language } from "../commands/command-bot.ts";

/** One timer's bracket within another's, or over its end. */
const BESIDE = [
  { id: "accept-overflow", how: { loss: 50, seed: 2 } },
  { id: "reconnect-in-time-wait", how: { loss: 50, seed: 1 } },
  { id: "reconnect-in-time-wait", how: { os: "freebsd", loss: 50, seed: 5 } },
  { id: "unanswered", how: { os: "freebsd" } },
  { id: "both-ways", how: { os: "freebsd", loss: 50, seed: 5 } },
  { id: "syn-flood", how: { loss: 50, seed: 2 } },
] as const;

interface Bracket {
  readonly words: string;
  readonly x: number;
  readonly y1: number;
  readonly y2: number;
}

/** The longest part of each bracket that is drawn; they are drawn in the order of the timers. */
function bracketsIn({ story: { waits } }: Plan, { shapes }: Layout): Bracket[] {
  const lines = shapes.filter(
    (shape): shape is Line => shape.type === "line" && shape.width === BRACKET_WIDTH,
  );
  const upright = lines.filter(({ role }) => role === "muted").flatMap(({ points }) => uprightIn(points));
  expect(upright.length).toBe(waits.length);
  return upright.map((part, i) => ({ ...part, words: waits[i]?.words ?? "" }));
}

function uprightIn(points: readonly number[]): Omit<Bracket, "words">[] {
  for (let i = 0; i + 3 < points.length; i += 2) {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = points.slice(i, i + 4);
    if (x1 === x2) return [{ x: x1, y1, y2 }];
  }
  return [];
}

/** Names of timers that stand beside another timer's bracket, or say of more than run there that they do. */
function misplaced(plan: Plan): string[] {
  const picture = draw(plan);
  const brackets = bracketsIn(plan, picture);
  const words = new Set(brackets.map((bracket) => bracket.words));
  const names = picture.shapes.filter(
    (shape): shape is Text => shape.type === "text" && words.has(nameOf(shape)) && shape.rotation === 0,
  );
  expect(names.length).toBeGreaterThan(0);
  return names.flatMap((name) => {
    const y = name.y - name.size / 3;
    const away = ({ x }: Bracket): number => Math.abs(name.x - x);
    const [nearest] = brackets.filter(({ y1, y2 }) => y1 < y && y < y2).sort((a, b) => away(a) - away(b));
    if (nearest?.words !== nameOf(name)) return [`${name.text} beside ${nearest?.words}`];
    const isSame = ({ x, words: own, y1, y2 }: Bracket): boolean =>
      own === nameOf(name) && Math.abs(x - nearest.x) < NEIGHBOURS && y1 < y && y < y2;
    const alike = brackets.filter(isSame).length;
    return alike < countOf(name) ? [`${name.text} where ${alike} run`] : [];
  });
}

/** Brackets of one lifeline are nearer to each other than this. */
const NEIGHBOURS = 100;

const countOf = ({ text }: Text): number => Number(/ ×(\d+)$/.exec(text)?.[1] ?? 1);

const nameOf = ({ text }: Text): string => text.replace(/ ×\d+$/, "");

describe.each(LOCALES)("in %s", (locale) => {
  it.each(BESIDE)("each timer of $id ($how) is named beside its own bracket", ({ id, how }) => {
    const scenario = scenarioOf(id) as Scenario;
    const trace = run(scenario, runOptionsOf({ scenario, ...how }));
    const labels = labelsOf(trace, locale, language);
    const made = planPages(trace, { locale, labels, numbers: "relative" });
    if (!made.ok) throw new Error(made.error);
    expect(made.plans.flatMap(misplaced)).toEqual([]);
  });
});

/** The ends of fine lines that lead from a dot upon a bracket to a name. */
function leadersIn({ shapes }: Layout): { bracket: number; name: string | undefined }[] {
  const names = shapes.filter((shape): shape is Text => shape.type === "text" && shape.rotation === 0);
  const lines = shapes.filter((shape): shape is Line => shape.type === "line");
  return shapes.flatMap((dot) => {
    if (dot.type !== "circle" || dot.role !== "muted") return [];
    const line = lines.find(({ points: [x, y] }) => x === dot.x && y === dot.y);
    const end = line?.points.at(-2) ?? 0;
    const isThere = (text: Text): boolean => {
      const { x, halfW } = boxOfText(text);
      return Math.abs(text.y - dot.y) < text.size / 2 && Math.abs(Math.abs(x - end) - halfW) < NEAR;
    };
    return [{ bracket: dot.x, name: names.find(isThere)?.text }];
  });
}

const NEAR = 5;

it.each(LOCALES)("in %s a name that goes around another timer's bracket is led to its own", (locale) => {
  const trace = run(scenarioOf("accept-overflow") as Scenario, { os: "freebsd" });
  const labels = labelsOf(trace, locale, language);
  const made = planPages(trace, { locale, labels, numbers: "relative" });
  const plan = made.ok ? made.plans[0] : undefined;
  if (plan === undefined) throw new Error("no picture");
  const picture = draw(plan);
  const around = bracketsIn(plan, picture).filter(({ words }) => /75\s?[s초]/.test(words));
  const led = leadersIn(picture);
  expect(led.length).toBe(1);
  expect(around.map(({ x, words }) => ({ bracket: x, name: words }))).toEqual(expect.arrayContaining(led));
});

it("timers that share a name get more room for it where the first of them ends", () => {
  const trace = run(scenarioOf("reconnect-in-time-wait") as Scenario, { loss: 0.5, seed: 1 });
  const made = planPages(trace, {
    locale: "en",
    labels: labelsOf(trace, "en", language),
    numbers: "relative",
  });
  if (!made.ok) throw new Error(made.error);
  const said = made.plans
    .map(draw)
    .flatMap(({ shapes }) => shapes.flatMap((s) => (s.type === "text" ? [s.text] : [])));
  expect(said).toEqual(expect.arrayContaining(["RTO 1 s ×2", "RTO 2 s ×2", "RTO 4 s ×2"]));
});
