/** `/handshake` as a learner uses it: every scenario, every button, both languages. */
import { describe, expect, it, vi } from "vitest";
import handshake from "../../commands/handshake.ts";
import help from "../../commands/help.ts";
import type { Context, Shown } from "../../src/chat/message.ts";
import { scenarios } from "../../src/content/scenarios.ts";
import { LOCALES } from "../../src/language.ts";
import { run } from "../../src/simulator/network/run.ts";
import { flagNames } from "../../src/simulator/tcp/segment.ts";
import { context } from "../chat/sample-bot.ts";
import { readGif } from "../diagram/gif-reader.ts";
import { commandBot } from "./command-bot.ts";
import { buttons, fitsEveryPlatform, talk } from "./talk.ts";

const GIF_BYTES_MAX = 200 * 1024;

// Many pictures are drawn here; a busy machine takes its time.
vi.setConfig({ testTimeout: 30_000 });

const bot = commandBot(handshake, help);
const { say, press } = talk(bot);

describe.each(LOCALES)("/handshake run in %s", (locale) => {
  it.each(scenarios)("$id: a picture whose alt text holds every segment", async (scenario) => {
    const reply = await say(`/handshake run ${scenario.id}`, locale);
    fitsEveryPlatform(reply);
    expect(reply.to).toBe("asker");
    const { picture, text } = reply.message;
    expect(text).toContain(scenario.title[locale]);
    expect(text).toContain(`/handshake run ${scenario.id}`);
    expect(picture?.png.length).toBeGreaterThan(5_000);
    for (const { seg } of run(scenario).entries.flatMap(({ sent }) => sent)) {
      expect(picture?.alt).toContain(seg.protocol === "udp" ? "UDP" : flagNames(seg.flags));
    }
  });

  it.each(["text", "why"])("view=%s goes on until the end, part by part", async (view) => {
    let reply = await say(`/handshake run life view=${view}`, locale);
    const more = locale === "ko" ? "더 보기 ▶" : "More ▶";
    for (let parts = 1; buttons(reply).some(({ label }) => label === more); parts++) {
      fitsEveryPlatform(reply);
      expect(parts).toBeLessThan(20);
      reply = await press(reply, more, context("ada", locale));
    }
    fitsEveryPlatform(reply);
    expect(reply.message.text).toContain("CLOSED");
  });
});

describe("a word of the glossary in place of a scenario", () => {
  it.each([
    ["/handshake run 타임웨이트", "last-ack-lost"],
    ["/handshake run time wait", "last-ack-lost"],
    ["/handshake run time wait rtt 80", "last-ack-lost"],
    ["/handshake explore TIME_WAIT", "last-ack-lost"],
    ["/handshake predict 타임 웨이트", "last-ack-lost"],
  ])("%s leads to the run that shows it, at a press", async (typed, scenario) => {
    const { replies } = await bot.run(typed, context("ada", "en"));
    const [reply] = replies as [Shown];
    expect(buttons(reply)[0]?.label).toContain(scenario);
    expect(reply.message.text).toContain(
      `Nearest: \`${scenario}\`, \`reconnect-in-time-wait\`, \`no-time-wait\``,
    );
  });

  it("is offered that run while it is being typed", () => {
    const { items } = bot.complete("/handshake run 타임웨이트", undefined, "ko");
    expect(items.map(({ insert }) => insert).join()).toContain("last-ack-lost");
  });

  it("leaves an option its name, also where the glossary explains that", async () => {
    expect((await say("/handshake run rtt 80")).message.text).toContain("/handshake run three-way rtt=80");
    expect((await say("/handshake run isn random32")).message.text).toContain("isn=random32");
  });
});

describe("the buttons of a run", () => {
  it("go through it step by step, in the same message, and stop at both ends", async () => {
    let reply = await press(await say("/handshake run three-way"), "Step by step");
    expect(reply.to).toBe("same message");
    expect(reply.message.text).toContain("Nothing has happened yet");
    const steps = run(scenarios.find(({ id }) => id === "three-way") as (typeof scenarios)[number]).entries
      .length;
    for (let step = 1; step <= steps; step++) {
      reply = await press(reply, "Next ▶");
      fitsEveryPlatform(reply);
      expect(reply.message.text).toContain(`Step ${step} of ${steps}`);
    }
    expect(buttons(reply).find(({ label }) => label === "Next ▶")?.disabled).toBe(true);
    expect((await press(reply, "Whole picture")).message.text).toContain("Established after 1.5 round trips");
  });

  it.each(["", " view=map"])("say why a run of datagrams has no map, and show it%s", async (more) => {
    const { message } = await say(`/handshake run udp-loss${more}`);
    expect(message.text).toContain("There is no state map of this run");
    expect(message.picture?.png.length).toBeGreaterThan(5_000);
  });

  it("show the run as a path through the states, and back", async () => {
    const map = await press(await say("/handshake run life"), "State map");
    fitsEveryPlatform(map);
    expect(map.to).toBe("same message");
    expect(map.message.picture?.png.length).toBeGreaterThan(5_000);
    expect((await press(map, "Whole picture")).message.text).toContain("/handshake run life");
  });

  it("show it moving to whoever pressed, with the still picture beside", async () => {
    const run = await say("/handshake run life");
    expect(run.message.picture?.gif).toBeUndefined();
    const moving = await press(run, "Animate");
    fitsEveryPlatform(moving);
    expect(moving.to).toBe("asker");
    const { picture } = moving.message;
    expect(picture?.png).toBe(run.message.picture?.png);
    const gif = readGif(picture?.gif ?? new Uint8Array());
    expect(picture?.gif?.length).toBeLessThanOrEqual(GIF_BYTES_MAX);
    expect([gif.width, gif.plays]).toEqual([720, 3]);
    expect(gif.frames.length).toBeGreaterThan(20);
    // Nothing has happened in the first, all of it in the last: no two are alike.
    const looks = new Set(gif.frames.map(({ indexes }) => Buffer.from(indexes).toString("base64")));
    expect(looks.size).toBe(gif.frames.length);
  });

  it("keep what was asked for: the seed, the system and the departure", async () => {
    const asked = "/handshake run four-way rtt=80 seed=7 os=linux what-if=no-time-wait";
    const reply = await press(await say(asked), "Step by step");
    expect((await press(reply, "Whole picture")).message.text).toContain(asked);
    expect((await press(await say(asked), "Other numbers")).message.text).toContain("seed=8");
  });

  it("share a private run in the channel's language", async () => {
    const who: Context = { ...context("ada", "en"), channelLocale: "ko" };
    const shared = await press(await say("/handshake run syn-lost", "en", who), "Share with everybody", who);
    expect(shared.to).toBe("channel");
    expect(shared.message.text).toContain("SYN 유실");
    expect(shared.message.sharedBy).toBe("ada 님이 공유했어요.");
  });

  it("are refused to somebody else where the reply was private", async () => {
    const [first] = buttons(await say("/handshake run three-way"));
    const { refused } = await bot.press(first?.press ?? "", context("bob", "en"));
    expect(refused).toBeDefined();
  });
});

describe("/handshake run animate", () => {
  it.each(LOCALES)("moves for the asker alone, in %s", async (locale) => {
    const { replies } = await bot.run("/handshake run syn-lost animate=true", context("ada", locale));
    expect(replies.map(({ to, message }) => [to, message.picture?.gif !== undefined])).toEqual([
      ["asker", true],
    ]);
  });

  it("leaves what everybody sees still, and any other view as it is", async () => {
    for (const [view, picture] of [
      ["picture", true],
      ["map", true],
      ["text", false],
      ["why", false],
    ] as const) {
      for (const shared of [true, false]) {
        const text = `/handshake run three-way view=${view} animate=true public=${shared}`;
        const { replies } = await bot.run(text, context());
        const [shown, moving = shown] = replies;
        expect([shown?.to, moving?.to]).toEqual([shared ? "channel" : "asker", "asker"]);
        expect(moving?.message.picture?.gif).toBeDefined();
        if (moving === shown) continue;
        expect([text, shown?.message.picture !== undefined]).toEqual([text, picture]);
        expect(shown?.message.picture?.gif).toBeUndefined();
      }
    }
  });

  it("says so where there are too many steps, and stands still", async () => {
    const { message } = await say("/handshake run life loss=60 seed=1 animate=true");
    expect(message.picture?.gif).toBeUndefined();
    expect(message.picture?.png.length).toBeGreaterThan(5_000);
    expect(message.text).toContain("60 frames at most");
  });
});

describe("/handshake run public", () => {
  it.each(["picture", "map", "text", "why"])(
    "shows view=%s to everybody, in the channel's language",
    async (view) => {
      const who: Context = { ...context("ada", "en"), channelLocale: "ko" };
      const shown = await say(`/handshake run syn-lost view=${view} public=true`, "en", who);
      expect(shown.to).toBe("channel");
      expect(shown.message.text).toContain("SYN 유실");
    },
  );
});

describe("/handshake explore", () => {
  it.each(LOCALES)("lists the endings and runs each again, in %s", async (locale) => {
    const reply = await say("/handshake explore four-way", locale);
    fitsEveryPlatform(reply);
    const third = buttons(reply)[2];
    const { replies } = await bot.press(third?.press ?? "", context("ada", locale));
    expect(replies[0]?.message.text).toMatch(/\/handshake run four-way way=\d\w+/);
    const again = /\/handshake run four-way way=\w+/.exec(replies[0]?.message.text ?? "")?.[0] ?? "";
    expect((await say(again, locale)).message.picture?.alt).toBe(replies[0]?.message.picture?.alt);
  });
});

describe("/handshake list", () => {
  it.each(LOCALES)("names every scenario by topic, and runs one by two presses, in %s", async (locale) => {
    const reply = await say("/handshake list", locale);
    fitsEveryPlatform(reply);
    for (const { id } of scenarios) expect(reply.message.text).toContain(`\`${id}\``);
    const [topic] = buttons(reply);
    const one = await press(reply, topic?.label ?? "", context("ada", locale));
    fitsEveryPlatform(one);
    const [scenario] = buttons(one);
    expect((await press(one, scenario?.label ?? "", context("ada", locale))).message.picture).toBeDefined();
  });
});

describe("a flood", () => {
  it("comes with its arithmetic", async () => {
    const { text } = (await say("/handshake run syn-flood")).message;
    expect(text).toContain("each held for 63 s");
    expect(text).toContain("With 128 places it takes 2.03 a second");
  });
});
