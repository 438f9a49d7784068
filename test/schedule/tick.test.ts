/** The real node-cron, with a clock that the test moves. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { startTick } from "../../src/schedule/tick.ts";

const MINUTE = 60_000;
const START = Date.parse("2026-03-02T08:59:40Z");
let stop: (() => Promise<void>) | undefined;
const warned: string[] = [];

beforeEach(() => {
  vi.useFakeTimers({ now: START });
});
afterEach(async () => {
  const stopped = stop?.();
  await vi.advanceTimersByTimeAsync(5 * MINUTE);
  await stopped;
  vi.useRealTimers();
});

/** Rounds as they begin; each lasts for so long. */
function ticking(lastsMs = 0) {
  const at: string[] = [];
  const state = { underWay: 0, most: 0 };
  const round = async () => {
    at.push(new Date().toISOString().slice(11, 19));
    state.underWay++;
    state.most = Math.max(state.most, state.underWay);
    if (lastsMs > 0) await new Promise((resolve) => setTimeout(resolve, lastsMs));
    state.underWay--;
  };
  const tick = startTick({ round }, { info() {}, warn: (_, words) => warned.push(words), error() {} });
  stop = tick.stop;
  return { at, state, tick };
}

it("a round at the start, for what a downtime left, and one each minute", async () => {
  const { at } = ticking();
  await vi.advanceTimersByTimeAsync(3 * MINUTE);
  expect(at).toEqual(["08:59:40", "09:00:00", "09:01:00", "09:02:00"]);
});

it("goes on through a night in which the clocks change", async () => {
  vi.setSystemTime(Date.parse("2026-03-08T06:30:30Z"));
  const { at } = ticking();
  await vi.advanceTimersByTimeAsync(60 * MINUTE);
  expect(at).toHaveLength(61);
});

it("a round that lasts longer than a minute is alone, and the next one comes", async () => {
  const { at, state } = ticking(2.5 * MINUTE);
  await vi.advanceTimersByTimeAsync(10 * MINUTE);
  expect(state.most).toBe(1);
  expect(at).toEqual(["08:59:40", "09:03:00", "09:06:00", "09:09:00"]);
  expect(warned).toEqual([]);
});

it("drops no minute because the event loop was blocked in it", async () => {
  const { at } = ticking();
  await vi.advanceTimersByTimeAsync(19_000);
  // The timer of 09:00:00 fires half a minute late.
  vi.setSystemTime(Date.parse("2026-03-02T09:00:30Z"));
  await vi.advanceTimersByTimeAsync(1_500);
  expect(at).toHaveLength(2);
  expect(at[1]).toMatch(/^09:00:3/u);
});

it("stops after the round that is under way, and for good", async () => {
  const { at, state, tick } = ticking(30_000);
  await vi.advanceTimersByTimeAsync(1_000);
  const stopped = tick.stop();
  let done = false;
  void stopped.then(() => {
    done = true;
  });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(done).toBe(false);
  await vi.advanceTimersByTimeAsync(20_000);
  await stopped;
  expect(state.underWay).toBe(0);
  await vi.advanceTimersByTimeAsync(5 * MINUTE);
  expect(at).toHaveLength(1);
});
