import { describe, expect, it } from "vitest";
import { layout } from "../../src/diagram/layout.ts";
import { pixelsOf } from "../../src/diagram/paint.ts";
import type { Pixels } from "../../src/diagram/palette.ts";
import { FILLS, STROKES, WORDS } from "../../src/diagram/shape.ts";
import { THEMES } from "../../src/diagram/theme.ts";
import { TRACES, type TraceName } from "./traces.ts";
import { options } from "./words.ts";

const CONTRAST_MIN = 4.5;
/** CIE76 distance at which two neighbouring fills are still told apart at a glance. */
const DIFFERENCE_MIN = 9;

/** Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB. */
const EYES = {
  "an eye that sees all colours": [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
} as const;

type Rgb = readonly [number, number, number];

const linear = (colour: string): Rgb =>
  [1, 3, 5].map((i) => {
    const c = Number.parseInt(colour.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;

const luminance = ([r, g, b]: Rgb): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(linear(a)), luminance(linear(b))].sort((x, y) => x - y) as [
    number,
    number,
  ];
  return (light + 0.05) / (dark + 0.05);
}

function lab([r, g, b]: Rgb): Rgb {
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = f(luminance([r, g, b]));
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function seen(colour: string, eye: readonly number[]): Rgb {
  const rgb = linear(colour);
  return [0, 3, 6].map((row) =>
    Math.min(
      1,
      Math.max(
        0,
        rgb.reduce((sum, c, i) => sum + c * (eye[row + i] ?? 0), 0),
      ),
    ),
  ) as unknown as Rgb;
}

function differenceOf(a: string, b: string, eye: readonly number[]): number {
  const [p, q] = [lab(seen(a, eye)), lab(seen(b, eye))];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

describe.each(["light", "dark"] as const)("the %s theme", (name) => {
  const theme = THEMES[name];

  it.each(["colours", "dimmed"] as const)("has readable words in its %s", (which) => {
    const colours = theme[which];
    for (const role of WORDS) {
      expect(contrast(colours[role], theme.colours.ground), role).toBeGreaterThanOrEqual(CONTRAST_MIN);
    }
    for (const role of FILLS) {
      expect(contrast(colours.onFill, colours[role]), role).toBeGreaterThanOrEqual(CONTRAST_MIN);
    }
    expect(contrast(colours.onTitle, colours.title)).toBeGreaterThanOrEqual(CONTRAST_MIN);
  });

  it("has readable words on the boxes and badges of a state map", () => {
    const { muted, hair, ground, open } = theme.colours;
    expect(contrast(muted, hair)).toBeGreaterThanOrEqual(CONTRAST_MIN);
    expect(contrast(ground, open)).toBeGreaterThanOrEqual(CONTRAST_MIN);
  });

  it.each(Object.entries(EYES))("keeps states and segments apart for %s", (_, eye) => {
    for (const roles of [FILLS, STROKES]) {
      for (const [i, a] of roles.entries()) {
        for (const b of roles.slice(i + 1)) {
          const difference = differenceOf(theme.colours[a], theme.colours[b], eye);
          expect(difference, `${a} and ${b}`).toBeGreaterThanOrEqual(DIFFERENCE_MIN);
        }
      }
    }
  });

  // A step dims the states before it, and a map paints as `hair` those that nobody was in.
  it.each(Object.entries(EYES))("keeps every state apart from one that steps back, for %s", (_, eye) => {
    for (const role of FILLS) {
      for (const quiet of [theme.dimmed[role], theme.colours.hair]) {
        const difference = differenceOf(theme.colours[role], quiet, eye);
        expect(difference, `${role} and ${quiet}`).toBeGreaterThanOrEqual(DIFFERENCE_MIN);
      }
    }
  });
});

describe("both themes", () => {
  /** How far the rims of a letter may move where it is darker or lighter than its ground, in pixels. */
  const RIM = 2;

  /** Where a colour ends: the pixels that differ from the one before or above them. */
  const edgesOf = ({ width, indexes }: Pixels): Uint8Array =>
    indexes.map((colour, i) =>
      colour !== indexes[i - 1] || colour !== (indexes[i - width] ?? colour) ? 1 : 0,
    );

  /** Edges of one picture that have none of the other near them. */
  function alone(edges: Uint8Array, others: Uint8Array, width: number): number[] {
    const within = Array.from({ length: 2 * RIM + 1 }, (_, k) => k - RIM);
    const near = within.flatMap((dy) => within.map((dx) => dy * width + dx));
    const found: number[] = [];
    for (let i = edges.indexOf(1); i >= 0; i = edges.indexOf(1, i + 1)) {
      if (!near.some((by) => others[i + by] === 1)) found.push(i);
    }
    return found;
  }

  it.each(Object.keys(TRACES) as TraceName[])(
    "paint the same shapes in the same places: %s",
    async (name) => {
      for (const focus of [false, true]) {
        const picture = layout(TRACES[name], options("ko", name, { focus }));
        const [light, dark] = [await pixelsOf(picture, "light", 1), await pixelsOf(picture, "dark", 1)];
        expect([light.width, light.height]).toEqual([dark.width, dark.height]);
        const [a, b] = [edgesOf(light), edgesOf(dark)];
        expect(alone(a, b, light.width)).toEqual([]);
        expect(alone(b, a, light.width)).toEqual([]);
      }
    },
  );
});
