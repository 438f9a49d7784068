/** Forged, late, doubled and lost: nothing is done that should not be, and nothing twice. */
import { subscribe } from "node:diagnostics_channel";
import { afterEach, describe, expect, it, vi } from "vitest";
import { SILENCE_MS } from "../../../src/platforms/slack/limits.ts";
import { MORE, SECRET, sampleBot } from "../../chat/sample-bot.ts";
import { type Mode, type OpenedSlack, openSlack, type SlackStageOptions } from "../slack-stage.ts";

let opened: OpenedSlack;
let logged: ReturnType<typeof sampleBot>["logged"];

async function open(mode: Mode, options: SlackStageOptions = {}): Promise<OpenedSlack> {
  const sample = sampleBot(SECRET, MORE);
  logged = sample.logged;
  opened = await openSlack(mode, sample.bot, options);
  return opened;
}

afterEach(async () => {
  expect(opened.slack.violations).toEqual([]);
  await opened.stop();
});

describe("over HTTP", () => {
  it.each(["bad signature", "old timestamp", "replayed"] as const)(
    "refuses what has a %s with 401",
    async (forgery) => {
      const { slack } = await open("http");
      const ada = slack.as("ada");
      await ada.command("/sample", "steps public");
      expect(await slack.forged(forgery)).toMatchObject({ ok: false, status: 401 });
      await slack.quiet();
      expect(ada.messages("lab")).toHaveLength(1);
    },
  );

  it("answers Slack's own retry, and does nothing again", async () => {
    const { slack } = await open("http");
    const ada = slack.as("ada");
    const root = (await ada.mention("sample steps public")).sole();
    expect(await slack.again()).toMatchObject({ ok: true, status: 200 });
    await slack.quiet();
    expect(ada.messages("lab").filter(({ words }) => words === root.words)).toHaveLength(1);
  });
});

describe("what an older version showed", () => {
  it.each(["socket", "http"] as const)("is answered privately, with a sentence (%s)", async (mode) => {
    const { slack, faults } = await open(mode);
    const ada = slack.as("ada");
    const card = (await ada.command("/sample", "steps public")).sole();
    const pressed = await ada.press(card, "old_button", { forged: true });
    expect(pressed.sole()).toMatchObject({ private: true, text: expect.stringMatching(/button/u) });
    // With it comes what there is now.
    expect(pressed.sole().buttons.map(({ label }) => label)).toContain("What can I do here?");
    const menu = await ada.messageShortcut("no_such_menu", card);
    expect(menu.sole()).toMatchObject({ private: true });
    expect((await ada.shortcut("no_such_shortcut")).modal?.open).toBe(true);
    expect(logged.map(({ fields }) => fields.why)).toEqual(["press", "press"]);
    expect(faults).toEqual([]);
  });
});

describe("through a socket", () => {
  it("keeps trying while Slack is down at the start, and says so", async () => {
    const { slack, platform, url } = await open("socket", {
      before: ({ trouble }) => {
        trouble.down = true;
      },
    });
    expect(platform.ready()).toMatch(/not connected/u);
    const readyz = await fetch(`${url}readyz`);
    expect([readyz.status, await readyz.text()]).toEqual([503, expect.stringContaining("slack: ")]);
    slack.trouble.down = false;
    await slack.overSocket();
    expect((await slack.as("ada").command("/sample", "steps")).sole().words).toBe("Step 0");
    await expect.poll(() => platform.ready(), { timeout: 10_000 }).toBe(true);
  }, 20_000);

  it.each(["disconnect", "drop"] as const)(
    "comes back after a %s",
    async (how) => {
      const { slack } = await open("socket");
      slack.sockets[how]();
      await slack.sockets.connected(2);
      expect((await slack.as("ada").command("/sample", "steps")).sole().words).toBe("Step 0");
    },
    20_000,
  );

  it("loses no command when the process stands still for nine seconds", async () => {
    const { slack, faults } = await silentFor(9_000);
    expect((await slack.as("ada").command("/sample", "steps")).sole().words).toBe("Step 0");
    expect([slack.sockets.greeted(), faults]).toEqual([1, []]);
  }, 20_000);

  it("gives up a socket that has been silent for twelve, and opens another", async () => {
    const { slack, faults } = await silentFor(12_000);
    await slack.sockets.connected(2);
    expect((await slack.as("ada").command("/sample", "steps")).sole().words).toBe("Step 0");
    expect(faults.map(({ fields }) => fields)).toEqual([
      { message: expect.stringMatching(/pong wasn't received/u) },
    ]);
  }, 20_000);
});

/**
 * A socket whose last pong came so long ago, in milliseconds, when Slack's library looks at its clock: it does so by an
 * interval, and after a standstill before it reads what has come. Both stand still here until they are moved by hand.
 */
async function silentFor(ms: number): Promise<OpenedSlack> {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date"], now: Date.now() });
  const stage = await open("socket");
  const ponged = new Promise((resolve) => subscribe("undici:websocket:pong", resolve));
  await expect.poll(() => vi.getTimerCount()).toBe(1);
  vi.advanceTimersToNextTimer();
  await ponged;
  const pong = Date.now();
  // What waits is moved along with the clock: so it fires once, as after a standstill.
  vi.setSystemTime(pong + ms - SILENCE_MS / 3);
  vi.advanceTimersToNextTimer();
  expect(Date.now() - pong).toBeCloseTo(ms, -1);
  vi.useRealTimers();
  return stage;
}
