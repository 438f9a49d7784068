import { describe, expect, it } from "vitest";
import { context, sampleBot } from "./sample-bot.ts";
import { tools } from "./sample-tools.ts";

describe("a word that is said to the bot", () => {
  const said = async (managers: boolean, manager: boolean) => {
    const { bot } = sampleBot(undefined, [managers ? { ...tools, managers: true } : tools]);
    return (await bot.mention("next", { ...context(), manager })).replies[0]?.message.text;
  };

  it("reaches the command that listens to it", async () => {
    expect(await said(false, false)).toBe("moved on");
    expect(await said(true, true)).toBe("moved on");
  });

  it("reaches a managers' command only from a manager", async () => {
    expect(await said(true, false)).not.toBe("moved on");
  });
});
