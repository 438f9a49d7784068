/** The comparisons that learners get: scenarios beside themselves elsewhere, beside each other, beside a departure. */
import { describe, expect, it } from "vitest";
import { scenarios } from "../../src/content/scenarios.ts";
import { longer, textBoxes, touch } from "../../src/diagram/box.ts";
import { type Drawing, draw } from "../../src/diagram/drawing.ts";
import { type Layout, planCompare } from "../../src/diagram/index.ts";
import type { Plan, Plans, Stack } from "../../src/diagram/plan.ts";
import { COMPARED_HOSTS_MAX } from "../../src/diagram/sizes.ts";
import { LOCALES, type Locale } from "../../src/language.ts";
import { labelsOf } from "../../src/simulator/explain/index.ts";
import { run } from "../../src/simulator/network/run.ts";
import type { RunOptions } from "../../src/simulator/network/simulation.ts";
import type { Numbers, Trace } from "../../src/simulator/network/trace.ts";
import { language } from "../commands/command-bot.ts";
import { collisions, isTurn, READABLE_PX, smallestOnPhone, texts } from "./looks.ts";
import { untold } from "./numbers.ts";

const NUMBERS = ["relative", "absolute"] as const;
/** Four boxes below where its state begins. */
const NEAR_ITS_BAR = 100;

const ids = scenarios.map(({ id }) => id);
const traceOf = (id: string, options: RunOptions = {}): Trace =>
  run(scenarios.find((one) => one.id === id)!, options);

function beside(left: Trace, right: Trace, locale: Locale, numbers: Numbers): Plans<Plan | Stack> {
  const words = { headings: ["One", "Other"], captions: ["", ""] } as const;
  const labels = labelsOf(left, locale, language, { command: "/handshake compare" });
  return planCompare(left, right, { locale, labels: { ...labels, ...words }, numbers: [numbers, numbers] });
}

/** All of both runs is to be seen, no text upon another, on a phone as well. Its pictures. */
function whole(made: Plans<Plan | Stack>): Layout[] {
  if (!made.ok) throw new Error(made.error);
  return made.plans.map((drawing) => {
    // As it is elsewhere: from what is left of a drawing as JSON.
    const page = draw(JSON.parse(JSON.stringify(drawing)) as Drawing);
    expect(collisions(page)).toEqual([]);
    expect(smallestOnPhone(page)).toBeGreaterThanOrEqual(READABLE_PX);
    const left =
      "upper" in drawing
        ? [drawing.upper, drawing.lower].flatMap((half) => untold(half, draw(half)))
        : untold(drawing, page);
    expect(left).toEqual([]);
    return page;
  });
}

const tooMany = (...traces: readonly Trace[]): boolean =>
  traces.some(({ hosts }) => hosts.length > COMPARED_HOSTS_MAX);

describe.each(LOCALES)("in %s", (locale) => {
  const turn = LOCALES.indexOf(locale);

  const turns = ids.map((id, i) => [id, i] as const).filter(([, i]) => isTurn(turn, i));

  it.each(turns)("%s stands beside itself on another system, and nothing is left out", (id, i) => {
    const [left, right] = [traceOf(id), traceOf(id, { os: "linux" })];
    for (const numbers of NUMBERS.filter((_, kind) => isTurn(i >> 1, kind))) {
      const made = beside(left, right, locale, numbers);
      if (tooMany(left)) {
        expect(made).toEqual({ ok: false, error: "too many hosts", limit: COMPARED_HOSTS_MAX });
        continue;
      }
      expect(whole(made).flatMap(texts)).toContain("Other");
    }
  });

  it("what is sent at the same time leaves at the same height, with a timer's start or without", () => {
    const made = beside(
      traceOf("corrupt-data", { whatIf: ["no-checksum"] }),
      traceOf("corrupt-data"),
      locale,
      "relative",
    );
    const [page] = whole(made);
    const [left, right] = page!.shapes.flatMap((s) =>
      s.type === "line" && s.role === "alarm" && s.points.length > 4 ? [s.points[1]] : [],
    );
    expect(left).toBe(right);
    // Nor does a label, however many lines it has, stand between the titles of the hosts.
    const titles = page!.shapes.flatMap((s) => (s.type === "rect" && s.role === "title" ? [s.y + s.h] : []));
    const labels = page!.shapes.flatMap((s) => (s.type === "text" && s.rotation !== 0 ? [s.y - s.size] : []));
    expect(Math.min(...labels)).toBeGreaterThan(Math.max(...titles) - READABLE_PX);
  });

  it("names errors on each side as its own system does", () => {
    const pages = whole(
      beside(
        traceOf("unanswered", { os: "linux" }),
        traceOf("unanswered", { os: "windows" }),
        locale,
        "relative",
      ),
    );
    const words = pages.flatMap(({ shapes }) => shapes.flatMap((s) => (s.type === "text" ? [s.text] : [])));
    expect(words).toEqual(expect.arrayContaining(["ETIMEDOUT", "WSAETIMEDOUT"]));
  });

  it("what TCP tells when it gives up stands before the break after it, and behind the state's end", () => {
    const made = beside(
      traceOf("unanswered", { os: "linux" }),
      traceOf("unanswered", { os: "freebsd" }),
      locale,
      "relative",
    );
    const pages = whole(made);
    const tells = pages.flatMap(({ shapes, height }) => {
      const errors = shapes.flatMap((s) => (s.type === "text" && s.text === "ETIMEDOUT" ? [s] : []));
      const slashes = shapes.flatMap((s) =>
        s.type === "line" && s.role === "muted" && s.points.length === 4 && s.points[1]! > s.points[3]!
          ? [s.points[1]!]
          : [],
      );
      const bars = shapes.flatMap((s) =>
        s.type === "rect" && s.role === "closedFill" && s.w < 20 ? [s] : [],
      );
      return errors.map((error) => {
        const bar = bars.findLast(({ x }) => x < error.x)!;
        const cut = slashes.find((y) => y > bar.y) ?? height;
        return { belowTheStart: error.y > bar.y, beforeTheBreak: error.y < cut };
      });
    });
    expect(tells).toEqual([
      { belowTheStart: true, beforeTheBreak: true },
      { belowTheStart: true, beforeTheBreak: true },
    ]);
  });

  it("a long state is named where it begins, and a timer around others where it fires", () => {
    const made = beside(
      traceOf("unanswered", { os: "linux" }),
      traceOf("unanswered", { os: "freebsd" }),
      locale,
      "relative",
    );
    const { shapes } = whole(made)[0]!;
    const opening = shapes.flatMap((s) => (s.type === "rect" && s.role === "openingFill" ? [s] : []));
    const [bars, boxes] = [opening.filter(({ w }) => w < 20), opening.filter(({ w }) => w > 20)];
    expect(boxes.map(({ y }, i) => y - bars[i]!.y < NEAR_ITS_BAR)).toEqual([true, true]);
    const bar = bars[1]!;
    const timeout = shapes.find((s) => s.type === "text" && /75\s?[s초]/.test(s.text) && s.font === "bold");
    expect(bar.y + bar.h - (timeout as { y: number }).y).toBeLessThan(NEAR_ITS_BAR);
    // Waits that look alike are alike: after the first, which has room for the state, each takes as much.
    const lost = shapes.flatMap((s) => (s.type === "cross" && s.x < 320 ? [s.y] : []));
    const apart = lost.slice(2).map((y, i) => Math.round(y - lost[i + 1]!));
    expect(new Set(apart).size).toBe(1);
  });

  it("a whole life beside an abort has room for every number: nothing stands behind a sign", () => {
    const pages = whole(beside(traceOf("life"), traceOf("abort"), locale, "relative"));
    expect(pages.flatMap(texts).filter((text) => /[①-⑳]/u.test(text))).toEqual([]);
  });

  it("a two-way handshake beside the rule has room for every state and number: a sign stands for ECONNRESET alone", () => {
    const made = beside(
      traceOf("old-duplicate-syn", { whatIf: ["two-way"] }),
      traceOf("old-duplicate-syn"),
      locale,
      "absolute",
    );
    const said = whole(made).flatMap(texts);
    expect(new Set(said.flatMap((text) => text.match(/[①-⑳]/gu) ?? []))).toEqual(new Set(["①"]));
    for (const state of ["CLOSED", "LISTEN"])
      expect(said.filter((text) => text === state).length).toBeGreaterThan(2);
  });

  it("a timer's words and a label's do not stand on one line as if they were one", () => {
    const made = beside(
      traceOf("reconnect-in-time-wait", { whatIf: ["no-time-wait"] }),
      traceOf("reconnect-in-time-wait"),
      locale,
      "relative",
    );
    const boxes = textBoxes(whole(made)[0]!);
    const timer = boxes.find(({ text }) => text.includes("2MSL"))!;
    const close = boxes.filter((box) => box !== timer && touch(longer(timer, 20), box));
    expect(close.map(({ text }) => text)).toEqual([]);
  });

  it.each(turns.map(([id, i]) => [id, ids[(i + 1) % ids.length]!]))(
    "%s beside %s is whole",
    (one = "", other = "") => {
      const [left, right] = [traceOf(one), traceOf(other)];
      if (!tooMany(left, right)) whole(beside(left, right, locale, "relative"));
    },
  );

  it.each<[string, RunOptions]>([
    // A state between two arrows that arrive at once: its sign needs the room that the state had asked for in vain.
    ["simultaneous-close", { whatIf: ["no-third-ack"] }],
    // The second picture begins with what a timer of the first one does.
    ["accept-overflow", { os: "freebsd" }],
    ["accept-overflow-reset", { os: "rfc" }],
    // The longest name of a timer.
    ["trickle", { os: "windows" }],
    ["old-duplicate-syn", { whatIf: ["two-way"] }],
    ["last-ack-lost", { whatIf: ["no-time-wait"] }],
  ])("%s beside %o is whole", (id, options) => {
    for (const numbers of NUMBERS) whole(beside(traceOf(id), traceOf(id, options), locale, numbers));
  });
});
