import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createRetry } from "../../src/platforms/retry.ts";
import { watchStanding } from "../../src/platforms/standing.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watched() {
  const platform = { fault: undefined as string | undefined, asked: 0 };
  const said: string[] = [];
  const line = (_: object, message: string) => void said.push(message);
  const standing = watchStanding({
    name: "elsewhere",
    ask: async () => {
      platform.asked++;
      if (platform.fault !== undefined) throw new Error(platform.fault);
    },
    reasonOf: (error) => (error as Error).message,
    log: { info: line, warn: line, error: line },
  });
  return { standing, platform, said };
}

it("notices within a minute that a token is revoked, and within seconds that it is taken again", async () => {
  const { standing, platform, said } = watched();
  expect(standing.well()).toMatch(/not said yet/u);
  await vi.advanceTimersByTimeAsync(0);
  expect(standing.well()).toBe(true);
  platform.fault = "refused";
  await vi.advanceTimersByTimeAsync(60_000);
  expect(standing.well()).toBe("refused");
  await vi.advanceTimersByTimeAsync(60_000);
  platform.fault = undefined;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(standing.well()).toBe(true);
  // Each change once, however often it was asked.
  expect(said).toEqual(["elsewhere: refused", "elsewhere takes the bot's token"]);
  standing.stop();
});

it("asks at once where something was refused, and no more often for a flood of refusals", async () => {
  const { standing, platform } = watched();
  await vi.advanceTimersByTimeAsync(0);
  platform.fault = "refused";
  for (let n = 0; n < 100; n++) standing.doubt();
  await vi.advanceTimersByTimeAsync(0);
  expect(standing.well()).toBe("refused");
  for (let n = 0; n < 100; n++) standing.doubt();
  await vi.advanceTimersByTimeAsync(4_999);
  expect(platform.asked).toBe(2);
  standing.stop();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(platform.asked).toBe(2);
});

it("tries again ever more patiently, and anew after a connection that lasted", async () => {
  const retry = createRetry(() => Date.now());
  const next = () => retry.again(() => {});
  expect([next(), next(), next()]).toEqual([1_000, 2_000, 4_000]);
  for (let n = 0; n < 9; n++) next();
  expect(next()).toBe(60_000);
  // It came, and went at once.
  retry.reached();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(next()).toBe(60_000);
  retry.reached();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(next()).toBe(1_000);
  retry.stop();
});
