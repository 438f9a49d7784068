import { describe, expect, it } from "vitest";
import { createBuckets } from "../../src/chat/buckets.ts";
import { createPace } from "../../src/chat/pace.ts";

const at = (person: string, channel = "c") => ({
  asker: { id: person, name: person },
  place: { platform: "test", server: "s", channel },
});

describe("a token bucket", () => {
  it("gives what is in it at once, then as fast as it fills, and says how long that takes", () => {
    let now = 0;
    const buckets = createBuckets({ burst: 2, perSecond: 0.5 }, () => now);
    expect([buckets.take("a"), buckets.take("a"), buckets.take("a")]).toEqual([0, 0, 2_000]);
    expect(buckets.take("b")).toBe(0);
    now = 500;
    expect([buckets.wait("a"), buckets.take("a")]).toEqual([1_500, 1_500]);
    now = 2_000;
    expect([buckets.wait("a"), buckets.take("a"), buckets.take("a")]).toEqual([0, 0, 2_000]);
    now = 100_000;
    expect([buckets.take("a"), buckets.take("a"), buckets.take("a")]).toEqual([0, 0, 2_000]);
  });

  it("lets no more than its burst and what flowed in pass in any while", () => {
    let now = 0;
    const [burst, perSecond] = [10, 10];
    const buckets = createBuckets({ burst, perSecond }, () => now);
    const taken: number[] = [];
    for (now = 900; now < 3_100; now += 10) if (buckets.take("a") === 0) taken.push(now);
    for (const [n, from] of taken.entries())
      for (const [m, to] of taken.entries())
        expect(m - n + 1, `between ${from} and ${to} ms`).toBeLessThanOrEqual(
          burst + (Math.max(0, to - from) * perSecond) / 1_000,
        );
    expect(taken.length).toBeGreaterThan(2 * burst);
  });

  it("neither gives nor takes while the clock is set back", () => {
    let now = 3_600_000;
    const buckets = createBuckets({ burst: 1, perSecond: 1 }, () => now);
    expect(buckets.take("a")).toBe(0);
    now = 0;
    expect(buckets.take("a")).toBe(1_000);
    now = 1_000;
    expect(buckets.take("a")).toBe(0);
  });
});

describe("the pace of pictures", () => {
  it("is each person's and each channel's, and whoever is refused has spent nothing", () => {
    let now = 0;
    const pace = createPace(() => now, 2, 3, 60);
    expect([pace(at("a")), pace(at("a")), pace(at("a"))]).toEqual([0, 0, 30_000]);
    expect([pace(at("b")), pace(at("b"))]).toEqual([0, 20_000]);
    expect(pace(at("b", "other"))).toBe(0);
    now = 20_000;
    expect([pace(at("a")), pace(at("b")), pace(at("d"))]).toEqual([10_000, 10_000, 0]);
  });
});
