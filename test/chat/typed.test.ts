import { describe, expect, it } from "vitest";
import { suggest, textOf } from "../../src/chat/typed.ts";
import { context, sampleBot } from "./sample-bot.ts";

const run = async (options: Record<string, string | number | boolean>) => {
  const { bot } = sampleBot();
  const given = Object.entries(options).map(([name, value]) => ({ name, value }));
  const text = textOf({ command: "sample", subcommand: "greet", options: given });
  return (await bot.run(text, context())).replies[0]?.message.text;
};

describe("typed options", () => {
  it.each(["plain", "two words", 'with "quotes"', "it's", `both "kinds" of it's`, "times=3", "“curly”", ""])(
    "carry %j as it is",
    async (word) => {
      expect(await run({ word })).toBe(`hello ${word}`.trim());
    },
  );

  it("carry numbers and say what is out of range", async () => {
    expect(await run({ word: "a", times: 2 })).toBe("hello a hello a");
    expect(await run({ word: "a", times: 20 })).toContain("outside");
  });

  it("offer values by what is typed, and nothing for what is not there", () => {
    const { bot } = sampleBot();
    const at = { command: "sample", subcommand: "draw", option: "colour" };
    const values = (typed: string, where: Partial<typeof at> = {}) =>
      suggest({ ...at, ...where }, typed, "en", bot.commands).map(({ value }) => value);
    expect(values("")).toEqual(["blue", "green"]);
    expect(values("GRE")).toEqual(["green"]);
    expect(values("", { option: "nothing" })).toEqual([]);
    expect(values("", { subcommand: "nothing" })).toEqual([]);
    expect(values("", { command: "nothing" })).toEqual([]);
  });
});
