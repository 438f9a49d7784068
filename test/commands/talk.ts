/** What is said to a bot and what is pressed, where every answer must be one. */
import { expect } from "vitest";
import type { Bot } from "../../src/chat/bot.ts";
import { BUTTON_LABEL, BUTTON_ROWS, BUTTONS_PER_ROW } from "../../src/chat/limits.ts";
import type { Context, Shown } from "../../src/chat/message.ts";
import type { Locale } from "../../src/language.ts";
import { context } from "../chat/sample-bot.ts";
import { MESSAGE_MAX } from "./command-bot.ts";

export const buttons = ({ message }: Shown) => message.buttons?.flat() ?? [];

export function talk(bot: Bot) {
  async function say(
    text: string,
    locale: Locale = "en",
    who: Context = context("ada", locale),
  ): Promise<Shown> {
    const { replies, refused } = await bot.run(text, who);
    expect([text, refused?.why]).toEqual([text, undefined]);
    return replies[0] as Shown;
  }

  async function press(reply: Shown, label: string, who = context("ada", "en")): Promise<Shown> {
    const button = buttons(reply).find((one) => one.label === label);
    expect(buttons(reply).map((one) => one.label)).toContain(label);
    const { replies, refused } = await bot.press(button?.press ?? "", who);
    expect([label, refused?.why]).toEqual([label, undefined]);
    return replies[0] as Shown;
  }
  return { say, press };
}

export function fitsEveryPlatform(reply: Shown): void {
  const { text, buttons: rows = [] } = reply.message;
  expect(text.length, text).toBeLessThanOrEqual(MESSAGE_MAX);
  expect(rows.length).toBeLessThanOrEqual(BUTTON_ROWS);
  for (const row of rows) expect(row.length).toBeLessThanOrEqual(BUTTONS_PER_ROW);
  for (const { label } of rows.flat()) expect([...label].length, label).toBeLessThanOrEqual(BUTTON_LABEL);
  const ids = rows.flat().map((one) => one.press);
  expect(new Set(ids).size).toBe(ids.length);
}
