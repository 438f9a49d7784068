import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sampleBot } from "./sample-bot.ts";

const { bot } = sampleBot();
const labels = (text: string, locale: "en" | "ko" = "en") =>
  bot.complete(text, undefined, locale).items.map(({ label }) => label);
/** What stands in the field once an item is taken. */
const taken = (text: string, label: string) => {
  const { from, to, items } = bot.complete(text, undefined, "en");
  const item = items.find((one) => one.label === label);
  return text.slice(0, from) + item?.insert + text.slice(to);
};

describe("completion", () => {
  it.each([
    ["hello", []],
    ["/", ["help", "sample"]],
    ["/sa", ["sample"]],
    ["/견", ["sample"]],
    ["/sample ", ["draw", "steps", "greet", "talk", "fail"]],
    ["/sample dr", ["draw"]],
    ["/sample draw ", ["blue", "green", "colour=", "size=", "public"]],
    ["/sample draw g", ["green"]],
    ["/sample draw green ", ["size=", "public"]],
    ["/sample draw colour=", ["blue", "green"]],
    ["/sample draw public size=8 ", ["blue", "green", "colour="]],
    ["/sample greet be", ["beta"]],
    ["/help ", ["help", "sample", "command="]],
    ["/nonsense ", []],
    ['/sample greet "al', []],
  ])("%s", (text, expected) => expect(labels(text)).toEqual(expected));

  it("gives text that goes on", () => {
    expect(taken("/sa", "sample")).toBe("/sample ");
    expect(taken("/sample draw colour=g", "green")).toBe("/sample draw colour=green ");
    expect(taken("/sample draw s", "size=")).toBe("/sample draw size=");
  });

  it("explains in the learner's language, ranges too", () => {
    expect(bot.complete("/sample draw size=", undefined, "en").hint).toBe(
      "size: Side in pixels (2 to 1,000)",
    );
    expect(bot.complete("/sample draw size=", undefined, "ko").hint).toBe(
      "size: 한 변의 픽셀 수 (2 ~ 1,000)",
    );
    expect(bot.complete("/sa", undefined, "ko").items[0]?.summary).toBe("견본 · 할 수 있는 모든 것");
  });

  it("looks only at what stands before the caret", () => {
    expect(bot.complete("/sample draw green", 3, "en")).toMatchObject({
      from: 1,
      to: 3,
      items: [{ label: "sample" }],
    });
  });

  it("stays inside the text whatever is typed", () => {
    fc.assert(
      fc.property(fc.string(), fc.integer(), (text, caret) => {
        const { from, to } = bot.complete(`/${text}`, caret, "ko");
        expect(from >= 0 && from <= to && to <= text.length + 1).toBe(true);
      }),
    );
  });
});
