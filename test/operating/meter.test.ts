/** The bot that counts is the bot: whatever it is handed reaches the one inside. */
import { describe, expect, it } from "vitest";
import type { Answer, Bot } from "../../src/chat/bot.ts";
import { meteredBot } from "../../src/operating/meter.ts";
import { createMetrics } from "../../src/operating/metrics.ts";
import { context, MORE, sampleBot } from "../chat/sample-bot.ts";

const QUIET = { info() {}, warn() {}, error() {} };
const metered = (bot: Bot): Bot => meteredBot(bot, createMetrics(), QUIET);

describe("a metered bot", () => {
  it("reads a file that comes with a command", async () => {
    const { bot } = sampleBot(undefined, MORE);
    const files = { file: { ok: true, text: "one\nthe end\n" } } as const;
    const { replies } = await metered(bot).run("/tools read loud=true", context(), files);
    expect(replies[0]?.message.text).toBe("12 characters, and at last: THE END");
  });

  it("hands everything on, whichever way it is asked", async () => {
    const { bot } = sampleBot();
    const handed: unknown[][] = [];
    const note = async (...given: unknown[]): Promise<Answer> => {
      handed.push(given);
      return { replies: [] };
    };
    const counting = metered({ ...bot, run: note, press: note, menu: note, mention: note, start: note });
    const ada = context();
    const files = { file: { ok: true, text: "" } } as const;
    await counting.run("/help", ada, files);
    await counting.press("v1|help|say|p", ada, { fields: {}, files });
    await counting.menu("inspect", ["an id"], ada);
    await counting.mention("next", ada);
    await counting.start(ada);
    expect(handed).toEqual([
      ["/help", ada, files],
      ["v1|help|say|p", ada, { fields: {}, files }],
      ["inspect", ["an id"], ada],
      ["next", ada],
      [ada],
    ]);
  });
});
