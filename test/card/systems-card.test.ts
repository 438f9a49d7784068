/** What the card of all systems says in words: the same as its picture, whose alt text it is. */
import { expect, it } from "vitest";
import handshake from "../../commands/handshake.ts";
import { LOCALES } from "../../src/language.ts";
import { context } from "../chat/sample-bot.ts";
import { commandBot } from "../commands/command-bot.ts";

const bot = commandBot(handshake);

/** How long TIME-WAIT lasts by default: RFC 9293 §3.4.2, and what systems are documented to do. */
const WAITS = {
  en: ["4 min", "60 s", "2 min", "60 s", "30 s"],
  ko: ["4분", "60초", "2분", "60초", "30초"],
};
const UNVERIFIED = { en: "unverified", ko: "확인되지 않음" };

it.each(LOCALES)("tells how long each waits, and of whom nobody could verify it, in %s", async (locale) => {
  const { replies } = await bot.run("/handshake compare", context("ada", locale));
  const { text, picture } = replies[0]!.message;
  for (const told of [text, picture!.alt]) {
    const lines = told.split("\n").filter((line) => line.startsWith("- "));
    expect(lines.map((line) => /TIME-WAIT (\S+(?: \S+)?)$/u.exec(line)?.[1])).toEqual(WAITS[locale]);
    const unverified = lines.filter((line) => line.includes(UNVERIFIED[locale]));
    expect(unverified.map((line) => /[A-Za-z]+/u.exec(line)?.[0])).toEqual(["FreeBSD", "macOS"]);
  }
});
