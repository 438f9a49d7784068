// A label beyond its arrow's end must not lie on the far side of another arrow: it would be read as that one's.
import { expect, it } from "vitest";
import { draw } from "../../src/diagram/drawing.ts";
import type { Line, Text } from "../../src/diagram/shape.ts";
import { planOf } from "../../src/shared-connection/card.ts";
import { mayJoin, mayMove } from "../../src/shared-connection/may.ts";
import { language } from "../commands/command-bot.ts";
import { AT, beginning, live } from "../shared-connection/playing.ts";

/** Two datagrams, the first doubled and the second corrupted, a third; then the first arrives. */
const MOVES = [0, 0, 6, 2, 5, 17, 0];

function pictureOf(locale: "en" | "ko") {
  const game = live(beginning("udp-loss", { mode: "free" }));
  for (const seat of Object.keys(game.state.seats)) {
    game.press("Ada", (state) => mayJoin(state, "test:Ada", seat, AT));
  }
  for (const move of MOVES) {
    expect(game.press("Ada", (state) => mayMove(state, "test:Ada", state.step, move, AT))).toBe("move");
  }
  return draw(planOf(game.state, { locale, language }));
}

it.each([
  ["en", "duplicate"],
  ["ko", "중복"],
] as const)(
  "in %s the label of a datagram under way is on its own side of the newest arrow",
  (locale, word) => {
    const { shapes } = pictureOf(locale);
    const label = shapes.find((shape): shape is Text => shape.type === "text" && shape.text === word);
    const newest = shapes.find(
      (shape): shape is Line => shape.type === "line" && shape.role === "data" && !shape.dim,
    );
    expect(label).toBeDefined();
    const [x1, y1, x2, y2] = (newest as Line).points as [number, number, number, number];
    const { x, y } = label as Text;
    expect(y).toBeGreaterThan(y1 + ((x - x1) * (y2 - y1)) / (x2 - x1));
  },
);
