/** What nobody asked for: posted, changed, and what became of it in the port's words. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Bot } from "../../../src/chat/bot.ts";
import type { Place } from "../../../src/chat/message.ts";
import { sampleBot } from "../../chat/sample-bot.ts";
import type { LocalSlackOptions } from "../../local-slack/index.ts";
import { type OpenedSlack, openSlack } from "../slack-stage.ts";

let opened: OpenedSlack;
let bot: Bot;
let place: Place;

async function open(options: LocalSlackOptions = {}): Promise<void> {
  bot = sampleBot().bot;
  opened = await openSlack("socket", bot, options);
  const { id } = await opened.slack.channel();
  place = { server: opened.slack.workspace().id, channel: id };
}

const card = (text: string) => bot.open({ text });
const posts = () => opened.slack.as("ada").messages("lab");

afterEach(async () => {
  expect(opened.slack.violations).toEqual([]);
  await opened.stop();
});

describe("a post", () => {
  beforeEach(() => open());

  it("is there for everybody, and can be changed", async () => {
    const told = await opened.platform.post(place, card("**one**"), "k1");
    expect(told.ok).toBe(true);
    const [seen] = posts();
    expect(seen).toMatchObject({ words: "*one*", text: "one", private: false });
    expect(await opened.platform.edit(place, seen!.id, card("two"))).toEqual({ ok: true, id: seen!.id });
    expect(seen).toMatchObject({ words: "two", edits: 1 });
  });

  it.each([
    ["channel_not_found", "gone"],
    ["not_in_channel", "forbidden"],
    ["missing_scope", "forbidden"],
    ["is_archived", "archived"],
    ["account_inactive", "token"],
    ["internal_error", "later"],
  ] as const)("that is refused with %s is told as %s", async (error, why) => {
    opened.slack.trouble.fail("chat.postMessage", error);
    expect(await opened.platform.post(place, card("x"), "k")).toEqual({ ok: false, why });
  });

  it("tells an archived channel, a channel that is gone and a revoked token apart", async () => {
    const { platform, slack } = opened;
    const told = await platform.post(place, card("x"), "k");
    const id = told.ok ? told.id : "";
    const channel = await slack.channel();
    await slack.workspace().archive(channel);
    expect(await platform.edit(place, id, card("y"))).toEqual({ ok: false, why: "archived" });
    channel.gone = true;
    expect(await platform.post(place, card("y"), "k2")).toEqual({ ok: false, why: "gone" });
    slack.revoke();
    expect(await platform.post(place, card("y"), "k3")).toEqual({ ok: false, why: "token" });
  });

  it("waits for as long as a 429 says, and is there once", async () => {
    opened.slack.trouble.limit("chat.postMessage", { retryAfter: 1 });
    expect((await opened.platform.post(place, card("x"), "k")).ok).toBe(true);
    expect(posts()).toHaveLength(1);
  });

  it("leaves a channel a second after each other", async () => {
    const { platform } = opened;
    const at: number[] = [];
    await Promise.all(
      ["a", "b", "c"].map((key) =>
        platform.post(place, card(key), key).then(() => at.push(performance.now())),
      ),
    );
    // The limiter counts in whole windows of a second, so three posts reach into a third one.
    expect(at.at(-1)! - at[0]!).toBeGreaterThan(1_000);
    expect(posts()).toHaveLength(3);
  });
});

describe("a post whose answer was lost", () => {
  it("is found by its key where the history may be read, and is not said again", async () => {
    await open({ scopes: ["chat:write", "channels:history"] });
    const { platform, slack } = opened;
    slack.trouble.loseReply("chat.postMessage");
    expect(await platform.post(place, card("once"), "k")).toEqual({ ok: false, why: "later" });
    const again = await platform.post(place, card("once"), "k");
    expect(again).toEqual({ ok: true, id: posts()[0]?.id });
    expect(posts()).toHaveLength(1);
  });
});
