import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { layout } from "../../src/diagram/layout.ts";
import { paint } from "../../src/diagram/paint.ts";
import { BusyError, LIMITS, type Made, type Order, Painters } from "../../src/diagram/painters.ts";
import { plan } from "../../src/diagram/plan.ts";
import { plansOf } from "./reels.ts";
import { TRACES } from "./traces.ts";
import { options } from "./words.ts";

const CHECKOUT = path.resolve(import.meta.dirname, "../..");
const PATIENT = { timeout: 30_000 };

const picture = layout(TRACES.threeWay, options("ko", "three-way"));
const still: Order = { moving: false, theme: "light", drawing: JSON.stringify(picture) };
const moving: Order = {
  ...still,
  moving: true,
  drawing: JSON.stringify(plansOf(TRACES.lostLife, options("ko", "life"))),
};
const unpaintable: Order = { ...still, drawing: '{"width":1}' };

/** Its bytes. */
async function png(made: Promise<Made>): Promise<Uint8Array> {
  const painted = await made;
  if (!painted.ok) throw new Error(painted.error);
  return painted.picture;
}

const opened: Painters[] = [];

function open(limits: Partial<typeof LIMITS> = {}): Painters {
  const painters = new Painters({ ...LIMITS, painters: 2, ...limits });
  opened.push(painters);
  return painters;
}

const lives = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const gone = (pids: readonly number[]) =>
  expect.poll(() => pids.filter(lives), { timeout: 10_000 }).toEqual([]);

describe("painters", PATIENT, () => {
  afterEach(() => Promise.all(opened.splice(0).map((painters) => painters.stop())));

  it("paint what this process would, and start only when asked", async () => {
    const painters = open();
    expect(painters.pids()).toEqual([]);
    expect(Buffer.compare(await png(painters.paint(still)), await paint(picture, "light"))).toBe(0);
    expect(painters.pids()).toHaveLength(1);
  });

  it("lay out what is only planned", async () => {
    const painters = open();
    const planned = plan(TRACES.threeWay, options("ko", "three-way"));
    const made = await painters.paint({ ...still, drawing: JSON.stringify(planned) });
    expect(made).toMatchObject({
      ok: true,
      width: 1_280,
      height: Math.round(picture.height * picture.scale),
      missing: 0,
    });
    expect(Buffer.compare(await png(Promise.resolve(made)), await paint(picture, "light"))).toBe(0);
  });

  it("are as many as their limit, whatever is asked, and everybody gets what was asked for", async () => {
    const painters = open();
    const dark = { ...still, theme: "dark" } as const;
    const made = await Promise.all(
      Array.from({ length: 9 }, (_, i) => png(painters.paint(i % 2 ? dark : still))),
    );
    expect(painters.pids()).toHaveLength(2);
    const [light, other] = [await paint(picture, "light"), await paint(picture, "dark")];
    for (const [i, one] of made.entries()) expect(Buffer.compare(one, i % 2 ? other : light)).toBe(0);
  });

  it("say what is wrong with shapes that cannot be painted, and go on", async () => {
    const painters = open({ painters: 1 });
    await expect(painters.paint(unpaintable)).rejects.toThrow("could not be painted");
    const [pid] = painters.pids();
    await expect(painters.paint({ ...still, drawing: "no JSON" })).rejects.toThrow("could not be painted");
    const unplaced = { ...still, drawing: '{"story":{}}' };
    await expect(painters.paint(unplaced)).rejects.toThrow("could not be painted");
    expect((await png(painters.paint(still))).length).toBeGreaterThan(1_000);
    expect(painters.pids()).toEqual([pid]);
  });

  it("lose one picture with a process that breaks; another takes its place", async () => {
    const painters = open({ painters: 1 });
    await painters.paint(still);
    const [first] = painters.pids();
    const lost = painters.paint(moving);
    const waiting = painters.paint(still);
    process.kill(first!, "SIGSEGV");
    await expect(lost).rejects.toThrow(/broke.*SIGSEGV/u);
    expect((await png(waiting)).length).toBeGreaterThan(1_000);
    expect(painters.pids()).toHaveLength(1);
    expect(painters.pids()).not.toContain(first);
  });

  it("fail every picture where no process comes up, and never try for ever", async () => {
    const painters = open({ painters: 1, orderMs: 1 });
    const asked = await Promise.allSettled([painters.paint(still), painters.paint(still)]);
    expect(asked.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    await gone(painters.pids());
  });

  it("end a picture that takes too long", async () => {
    const limits = { ...LIMITS, painters: 1 };
    const painters = new Painters(limits);
    opened.push(painters);
    await painters.paint(still);
    const [pid] = painters.pids();
    limits.orderMs = 100;
    process.kill(pid!, "SIGSTOP");
    await expect(painters.paint(still)).rejects.toThrow(/broke.*SIGKILL/u);
  });

  it("refuse who comes when too many wait", async () => {
    const painters = open({ painters: 1, waiting: 2 });
    const served = [painters.paint(still), painters.paint(still)];
    await expect(painters.paint(still)).rejects.toBeInstanceOf(BusyError);
    expect((await Promise.all(served)).length).toBe(2);
  });

  it("end when they have had nothing to do, and come back", async () => {
    const painters = open({ idleMs: 50 });
    await painters.paint(still);
    const pids = painters.pids();
    await expect.poll(() => painters.pids()).toEqual([]);
    if (pids.length > 0) await gone(pids);
    expect((await png(painters.paint(still))).length).toBeGreaterThan(1_000);
  });

  it("do not end with a signal that is meant for the whole group", async () => {
    const painters = open({ painters: 1 });
    await painters.paint(still);
    const [pid] = painters.pids();
    const made = painters.paint(moving);
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.kill(pid!, signal);
    expect((await png(made)).length).toBeGreaterThan(1_000);
    // It may end a moment after its answer: whoever paints next is still the same one.
    expect((await png(painters.paint(still))).length).toBeGreaterThan(1_000);
    expect(painters.pids()).toEqual([pid]);
  });

  it("give up what is not done when they are stopped, and leave no process behind", async () => {
    const painters = open({ painters: 1 });
    await painters.paint(still);
    const pids = painters.pids();
    const asked = [painters.paint(moving), painters.paint(still)];
    const settled = Promise.allSettled(asked);
    await painters.stop();
    expect((await settled).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(pids.filter(lives)).toEqual([]);
  });
});

describe("a program that had a picture painted", PATIENT, () => {
  it.each([
    ["ends by itself, and its painters with it", "end", 0],
    ["takes its painters along when it is killed", "stay", null],
  ])("%s", async (_, then, status) => {
    const argv = ["scripts/run.mjs", "test/diagram/paints-once.ts", then];
    const child = spawn(process.execPath, argv, { cwd: CHECKOUT, stdio: ["ignore", "pipe", "inherit"] });
    const [said] = (await once(child.stdout, "data")) as [Buffer];
    const pids = said.toString().trim().split(",").map(Number);
    expect(pids.length).toBeGreaterThan(0);
    const ended = once(child, "exit");
    if (status === null) child.kill("SIGKILL");
    const [code] = await Promise.race([ended, wait(15_000, ["it did not end"])]);
    expect(code).toBe(status);
    await gone(pids);
  });
});
