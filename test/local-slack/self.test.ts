/** The local Slack against the real Bolt: what it promises to tests has to hold first. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type LocalSlack, startLocalSlack } from "./index.ts";
import { type Mode, PIXEL, type SampleApp, startSampleApp } from "./sample-app.ts";

let slack: LocalSlack;
let sample: SampleApp;

async function open(mode: Mode): Promise<void> {
  slack = await startLocalSlack();
  sample = await startSampleApp(slack, mode);
}

afterEach(async () => {
  await sample.stop();
  await slack.stop();
});

describe.each<Mode>(["http", "socket"])("an app reached over %s", (mode) => {
  beforeEach(() => open(mode));

  it("answers a command privately, and a press in place", async () => {
    const ada = slack.as("ada");
    const { ack, ...outcome } = await ada.command("/hello");
    const card = outcome.seen[0]!;
    expect(ack).toMatchObject({ ok: true });
    expect(card).toMatchObject({ private: true, text: "Step 0", words: "*Step 0*" });
    const pressed = await ada.press(card, "Next");
    expect(pressed.sole()).toBe(card);
    expect(card).toMatchObject({ text: "Step 1", edits: 1 });
    expect((await ada.select(card, "level", "hard")).sole().text).toBe("level hard");
    expect(slack.as("bob").messages()).toEqual([]);
    await expect(slack.as("bob").press(card, "Next")).rejects.toThrow("does not see");
    expect(slack.violations).toEqual([]);
    expect(sample.faults).toEqual([]);
  });

  it("shows what an acknowledgement says", async () => {
    const { seen } = await slack.as("ada").command("/now");
    expect(seen[0]).toMatchObject({ private: false, text: "at once" });
    expect(slack.as("bob").messages("lab")).toEqual(seen);
  });

  it("opens a form, hears its complaint and takes it", async () => {
    const ada = slack.as("ada");
    const { modal } = await ada.command("/form");
    expect(modal).toMatchObject({ title: "Run", open: true });
    await expect(ada.submit(modal!, { los: "1" })).rejects.toThrow("asks for loss");
    await expect(ada.submit(modal!)).rejects.toThrow("complete: Loss");
    const wrong = await ada.submit(modal!, { loss: "120" });
    expect(wrong.formErrors).toEqual({ loss: "0 to 100" });
    expect(modal?.open).toBe(true);
    const taken = await ada.submit(modal!, { loss: "12" });
    expect(taken.sole()).toMatchObject({ text: "runs with a loss of 12 %" });
    expect(modal?.open).toBe(false);
    expect(slack.as("bob").messages()).toEqual([]);
  });

  it("shows the file that was uploaded", async () => {
    const { seen } = await slack.as("ada").command("/draw");
    expect(seen[0]?.pictures).toEqual([
      { alt: "One pixel", file: expect.stringMatching(/^F/u), bytes: PIXEL },
    ]);
    expect(slack.violations).toEqual([]);
  });

  it("answers a mention in its thread, where a command cannot be typed", async () => {
    const ada = slack.as("ada");
    const { text, thread = "" } = (await ada.mention("next")).sole();
    expect(text).toBe("you said next");
    expect((await ada.mention("again", { thread })).sole()).toMatchObject({ thread });
    const refused = await ada.command("/hello", "", { thread });
    expect(refused.ack).toMatchObject({ ok: false, error: "not_supported_in_threads" });
  });

  it("fills the Home tab and takes shortcuts", async () => {
    const ada = slack.as("ada");
    expect((await ada.openHome()).home?.words).toBe("Due: 3");
    expect((await ada.shortcut("start")).modal?.title).toBe("Run");
    const [public_] = (await ada.command("/now")).seen;
    expect((await ada.messageShortcut("report", public_!)).sole().text).toBe("reported: at once");
  });

  it("delivers twice when asked to, and says that it is a retry", async () => {
    const ada = slack.as("ada");
    const outcome = await ada.mention("twice", { twice: true });
    await outcome.until(({ seen }) => seen.length === 2);
    expect(outcome.acks.map(({ ok }) => ok)).toEqual([true, true]);
    expect([...sample.retries].sort()).toEqual([1, undefined]);
    await slack.again();
    await outcome.until(({ seen }) => seen.length === 3);
  });

  it("gives a response_url five uses in half an hour", async () => {
    const ada = slack.as("ada");
    const six = await ada.command("/often", "6");
    await vi.waitFor(() => expect(sample.faults).toHaveLength(1));
    expect(six.seen).toHaveLength(5);
    expect(sample.faults[0]).toContain("404");
    expect(slack.violations).toEqual([{ where: "response_url", problem: "used for a sixth time" }]);
  });

  it("lets an unanswered command fail", async () => {
    const { ack, seen } = await slack.as("ada").command("/never");
    expect(ack.ok).toBe(false);
    expect(ack.ms).toBeGreaterThan(2_900);
    expect(seen).toEqual([]);
  });

  it("answers 429 as often as it is told to, and Bolt comes again", async () => {
    slack.trouble.limit("chat.postMessage", { retryAfter: 0.01 });
    const { seen } = await slack.as("ada").command("/draw");
    expect(seen[0]?.text).toBe("A picture");
  });
});

describe("over HTTP", () => {
  beforeEach(() => open("http"));

  it("has what is forged or old refused, and what is replayed sent byte for byte", async () => {
    await slack.as("ada").command("/hello");
    expect(await slack.forged("bad signature")).toMatchObject({ ok: false, status: 401 });
    expect(await slack.forged("old timestamp")).toMatchObject({ ok: false, status: 401 });
    // Bolt remembers no signature: that is for the app to do.
    expect(await slack.forged("replayed")).toMatchObject({ ok: true });
  });
});

describe("over a socket", () => {
  beforeEach(() => open("socket"));

  it.each(["disconnect", "drop"] as const)("comes back after a %s", async (how) => {
    slack.sockets[how]();
    await slack.sockets.connected(2);
    expect((await slack.as("ada").command("/hello")).sole().text).toBe("Step 0");
  });

  it("says that nobody is there", async () => {
    await sample.stop();
    await slack.sockets.closed();
    expect((await slack.as("ada").command("/hello")).ack.error).toBe("dispatch_failed");
  });
});
