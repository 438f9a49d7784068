import { describe, expect, it } from "vitest";
import { createBot } from "../../src/chat/bot.ts";
import { context, SECRET, sampleBot } from "./sample-bot.ts";
import { sample } from "./sample-commands.ts";

describe("the bot", () => {
  it("catches a bug once: the learner gets an id, the log the same id and the error", async () => {
    const { bot, logged } = sampleBot();
    const { replies, refused } = await bot.run("/sample fail", context());
    expect(refused).toEqual({ why: "bug", id: expect.stringMatching(/^E-[2-9A-HJ-NP-Z]{5}$/u) });
    expect(replies[0]?.to).toBe("asker");
    expect(replies[0]?.message.text).toContain(refused?.id);
    expect(replies[0]?.message.text).not.toContain("inside of the machine");
    expect(logged).toEqual([
      {
        level: "error",
        fields: { id: refused?.id, err: expect.objectContaining({ message: "the inside of the machine" }) },
      },
    ]);
  });

  it("says a mistake privately, in the asker's language, and logs it without what was typed", async () => {
    const { bot, logged } = sampleBot();
    const { replies, refused } = await bot.run("/sample draw colour=<b>`gren`", context("ada", "ko"));
    expect(replies).toHaveLength(1);
    expect(replies[0]?.to).toBe("asker");
    expect(replies[0]?.message.text).toBe("`colour` 옵션에 `<b>'gren'` 값은 없어요. 예: `blue`, `green`");
    expect(logged).toEqual([
      { level: "info", fields: { id: refused?.id, why: "command", faults: ["no such choice"] } },
    ]);
    expect(JSON.stringify(logged)).not.toContain("gren");
  });

  it("gives the range of a number", async () => {
    const { replies } = await sampleBot().bot.run("/sample draw size=5000", context());
    expect(replies[0]?.message.text).toBe("`size` goes from 2 to 1,000; `5000` is outside. Nearest: `1000`.");
  });

  it("mends a mistake by a button", async () => {
    const { bot } = sampleBot();
    const wrong = await bot.run("/sample draw colour=gren", context());
    const button = wrong.replies[0]?.message.buttons?.[0]?.[0];
    expect(button?.label).toBe("/sample draw colour=green");
    const right = await bot.press(button?.press ?? "", context());
    expect(right.replies[0]?.message.picture?.name).toBe("green.png");
  });

  it("answers a command without a subcommand with a menu that works", async () => {
    const { bot } = sampleBot();
    const menu = await bot.run("/sample", context("ada", "ko"));
    expect(menu.replies[0]?.to).toBe("asker");
    const buttons = menu.replies[0]?.message.buttons?.flat() ?? [];
    expect(buttons.map(({ label }) => label)).toEqual(["그림", "단계", "인사…", "대화", "실패"]);
    const drawn = await bot.press(buttons[0]?.press ?? "", context());
    expect(drawn.replies[0]?.message.picture).toBeDefined();
    // What needs a word asks for it, and does not say that it is missing.
    const asked = await bot.press(buttons[2]?.press ?? "", context("ada", "ko"));
    expect([asked.refused, asked.form?.title]).toEqual([undefined, "/sample greet"]);
    const without = context("ada", "ko");
    const told = await bot.press(buttons[2]?.press ?? "", {
      ...without,
      can: { ...without.can, forms: false },
    });
    expect(told.replies[0]?.message.text).toContain("`word`");
  });

  it("keeps a private message private when a press replaces it", async () => {
    const { bot } = sampleBot();
    const first =
      (await bot.run("/sample steps", context())).replies[0]?.message.buttons?.[0]?.[0]?.press ?? "";
    const second = (await bot.press(first, context())).replies[0];
    expect(second).toMatchObject({ to: "same message", message: { text: "Step 1" } });
    const stolen = await bot.press(second?.message.buttons?.[0]?.[0]?.press ?? "", context("bob"));
    expect(stolen.refused?.why).toBe("press");
    expect(stolen.replies[0]?.to).toBe("asker");
  });

  it("refuses a press that the message no longer shows", async () => {
    const { bot, logged } = sampleBot();
    const press =
      (await bot.run("/sample steps public", context())).replies[0]?.message.buttons?.[0]?.[0]?.press ?? "";
    const { replies, refused } = await bot.press(press, context("bob"), { stillShown: false });
    expect(replies[0]?.message.text).toContain("moved on");
    expect(logged.at(-1)?.fields).toEqual({ id: refused?.id, why: "press", because: "moved on" });
  });

  it("refuses a 10 MB command before it looks at it", async () => {
    const { refused, replies } = await sampleBot().bot.run(`/sample ${"x".repeat(10_000_000)}`, context());
    expect(refused?.why).toBe("command");
    expect(replies[0]?.message.text).toContain("at most 2,000");
  });

  it("does not start with two commands of one name", () => {
    const { bot } = sampleBot();
    const parts = { language: bot.language, secret: SECRET, log: console, random: () => new Uint8Array(5) };
    expect(() => createBot({ ...parts, commands: [sample, sample] })).toThrow('"sample" is given twice');
  });
});

describe("/help", () => {
  it("names every command, and shows each subcommand with its options and an example", async () => {
    const { bot } = sampleBot();
    const overview = (await bot.run("/help", context())).replies[0]?.message;
    expect(overview?.text).toContain("- `/sample`: Everything the port can do");
    expect(overview?.buttons?.flat().map(({ label }) => label)).toEqual(["Draw a picture", "/help sample"]);
    const page = (await bot.press(overview?.buttons?.flat()[1]?.press ?? "", context())).replies[0]?.message;
    expect(page?.text).toContain("`/sample draw [colour] [size=…] [public]` A picture with its words");
    expect(page?.text).toContain("- `size` Side in pixels (2 to 1,000; default 120)");
    expect(page?.text).toContain("Example: `/sample greet alpha`");
    expect(page?.buttons?.flat().map(({ label }) => label)).toContain("/sample greet alpha");
  });

  it("speaks Korean, and names the nearest command", async () => {
    const { bot } = sampleBot();
    const page = (await bot.run("/도움말 견본", context("ada", "ko"))).replies[0]?.message;
    expect(page?.text).toContain("- `size` 한 변의 픽셀 수 (2 ~ 1,000; 기본값 120)");
    const unknown = (await bot.run("/help smaple", context())).replies[0]?.message;
    expect(unknown?.text).toBe("There is no command `/smaple`. Nearest: `/sample`.");
  });
});
