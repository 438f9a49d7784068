/** What nobody asked for: posted, changed, and what became of it in the port's words. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Bot } from "../../../src/chat/bot.ts";
import type { Place } from "../../../src/chat/message.ts";
import { sampleBot } from "../../chat/sample-bot.ts";
import { type OpenedSlack, openSlack, type SlackStageOptions } from "../slack-stage.ts";

let opened: OpenedSlack;
let bot: Bot;
let place: Place;

async function open(options: SlackStageOptions = {}): Promise<void> {
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
    ["restricted_action_read_only_channel", "forbidden"],
    ["restricted_action_thread_only_channel", "forbidden"],
    ["no_permission", "forbidden"],
    ["ekm_access_denied", "forbidden"],
    ["is_archived", "archived"],
    ["account_inactive", "later"],
    ["internal_error", "later"],
  ] as const)("that is refused with %s is told as %s", async (error, why) => {
    opened.slack.trouble.fail("chat.postMessage", error);
    expect(await opened.platform.post(place, card("x"), "k")).toEqual({ ok: false, why });
    // The others are told in the channel or to its managers, or at /readyz.
    const logged = opened.faults.filter(({ fields }) => fields.message === "a post did not reach Slack");
    expect(logged).toHaveLength(error === "internal_error" ? 1 : 0);
  });

  it("that may not be changed any more is not for later", async () => {
    const { platform, slack } = opened;
    const told = await platform.post(place, card("x"), "k");
    slack.trouble.fail("chat.update", "edit_window_closed");
    const id = told.ok ? told.id : "";
    expect(await platform.edit(place, id, card("y"))).toEqual({ ok: false, why: "forbidden" });
  });

  it("tells an archived channel, a channel that is gone and a token that may come back apart", async () => {
    const { platform, slack } = opened;
    const told = await platform.post(place, card("x"), "k");
    const id = told.ok ? told.id : "";
    const channel = await slack.channel();
    await slack.workspace().archive(channel);
    expect(await platform.edit(place, id, card("y"))).toEqual({ ok: false, why: "archived" });
    channel.gone = true;
    expect(await platform.post(place, card("y"), "k2")).toEqual({ ok: false, why: "gone" });
    slack.revoke();
    expect(await platform.post(place, card("y"), "k3")).toEqual({ ok: false, why: "later" });
  });

  it("waits for as long as a 429 says, and is there once", async () => {
    opened.slack.trouble.limit("chat.postMessage", { retryAfter: 1 });
    expect((await opened.platform.post(place, card("x"), "k")).ok).toBe(true);
    expect(posts()).toHaveLength(1);
  });

  it("leaves a channel a second after each other", async () => {
    await opened.stop();
    await open({ secondMs: 1_000 });
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

describe("a post", () => {
  beforeEach(() => open());

  it("pings one user group and nobody else, whatever it says", async () => {
    const { platform } = opened;
    await platform.post(place, card("<!channel> <@U1> <!subteam^S9>"), "k", { ping: "S123" });
    const [seen] = posts();
    expect(seen?.words).toBe("<!subteam^S123>\n&lt;!channel&gt; &lt;@U1&gt; &lt;!subteam^S9&gt;");
  });

  it("is talked about under it, with a first line that comes once", async () => {
    const { platform } = opened;
    const told = await platform.post(place, card("the question"), "k");
    const id = told.ok ? told.id : "";
    const opening = { title: "Question of the day", text: "Talk here." };
    const discuss = () => platform.discuss(place, id, opening, "t", { triedSince: Date.now() - 1_000 });
    opened.slack.trouble.loseReply("chat.postMessage");
    expect(await discuss()).toEqual({ ok: false, why: "later" });
    expect(await discuss()).toMatchObject({ ok: true });
    expect(posts().map(({ words, thread }) => [words, thread])).toEqual([
      ["the question", undefined],
      ["Talk here.", id],
    ]);
  });

  it("is not begun after the time that it has", async () => {
    await opened.stop();
    await open({ secondMs: 2_000 });
    const { platform } = opened;
    await platform.post(place, card("x"), "k");
    // The channel's second is used up, so it would come too late.
    expect(await platform.post(place, card("y"), "l", { withinMs: 1 })).toEqual({ ok: false, why: "later" });
    expect(posts()).toHaveLength(1);
  });
});

describe("a post whose answer was lost", () => {
  const lost = async () => {
    opened.slack.trouble.loseReply("chat.postMessage");
    expect(await opened.platform.post(place, card("once"), "k")).toEqual({ ok: false, why: "later" });
  };
  const again = () => opened.platform.post(place, card("once"), "k", { triedSince: Date.now() - 5_000 });

  it("is found by its key where the history may be read, and is not said again", async () => {
    await open();
    await lost();
    expect(await again()).toEqual({ ok: true, id: posts()[0]?.id });
    expect(posts()).toHaveLength(1);
  });

  it("is found however much was said since", { timeout: 30_000 }, async () => {
    await open();
    await lost();
    for (let n = 0; n < 230; n++) await opened.slack.as("ada").mention(`line ${n}`, { patienceMs: 0 });
    expect(await again()).toEqual({ ok: true, id: posts()[0]?.id });
  });

  it("is not said again while nobody can look whether it is there", async () => {
    await open();
    await lost();
    opened.slack.trouble.fail("conversations.history", "internal_error");
    expect(await again()).toEqual({ ok: false, why: "later" });
    expect(posts()).toHaveLength(1);
    expect(await again()).toMatchObject({ ok: true });
    expect(posts()).toHaveLength(1);
  });

  it("is said again where the history may not be read: better twice than not at all", async () => {
    await open({ scopes: ["chat:write"] });
    await lost();
    expect(await again()).toMatchObject({ ok: true });
    expect(posts()).toHaveLength(2);
  });
});
