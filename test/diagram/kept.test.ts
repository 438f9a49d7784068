import { describe, expect, it } from "vitest";
import { animate, KEPT_BYTES_MAX, keptBytes, paint } from "../../src/diagram/kept.ts";
import { layout } from "../../src/diagram/layout.ts";
import { plansOf } from "./reels.ts";
import { TRACES } from "./traces.ts";
import { options } from "./words.ts";

const picture = (title: string) => layout(TRACES.threeWay, options("ko", title));

describe("a picture that was painted before", () => {
  it("is given again to whoever asks for the same shapes", async () => {
    const first = await paint(picture("a"), "light");
    expect(await paint(picture("a"), "light")).toBe(first);
  });

  it("moving or not", async () => {
    const plans = plansOf(TRACES.threeWay, options("ko", "moving"));
    const first = await animate(plans, "light");
    expect(await animate(plans, "light")).toBe(first);
    expect(await animate(plans, "dark")).not.toBe(first);
  });

  it("is painted once for two who ask at the same time", async () => {
    const [one, two] = await Promise.all([paint(picture("b"), "dark"), paint(picture("b"), "dark")]);
    expect(one).toBe(two);
  });

  it("is another one in another theme or with another word", async () => {
    const pictures = await Promise.all([
      paint(picture("c"), "light"),
      paint(picture("c"), "dark"),
      paint(picture("d"), "light"),
    ]);
    expect(new Set(pictures).size).toBe(3);
  });

  it("is forgotten, the oldest first, so that memory stays bounded", async () => {
    const large = layout(TRACES.lostLife, options("ko", "large"));
    const padding = "x".repeat(2_000_000);
    const grown = (i: number) => ({ ...large, padding: `${i}${padding}` });
    const first = await paint(grown(0), "light");
    for (let i = 1; i < 8; i++) await paint(grown(i), "light");
    expect(keptBytes()).toBeLessThanOrEqual(KEPT_BYTES_MAX);
    // `not.toBe` looks for the words of a failure byte by byte.
    expect((await paint(grown(0), "light")) === first).toBe(false);
  });
});
