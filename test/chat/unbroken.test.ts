// A number and its unit stay on one line, on every platform that wraps; what is to be copied stays as it is.
import { expect, it } from "vitest";
import { unbroken } from "../../src/chat/unbroken.ts";
import { renderMessage as onDiscord } from "../../src/platforms/discord/render.ts";
import { renderMessage as onSlack } from "../../src/platforms/slack/render.ts";
import { content as onPage } from "../../src/platforms/web/render.ts";
import { createShelf } from "../../src/platforms/web/shelf.ts";
import { language } from "../commands/command-bot.ts";

it("keeps numbers and units together", () => {
  expect(unbroken("after 240.14 s, 80 ms (2 min), 1 octet of 15 octets; 1.5 h")).toBe(
    "after 240.14\u00A0s, 80\u00A0ms (2\u00A0min), 1\u00A0octet of 15\u00A0octets; 1.5\u00A0h",
  );
});

it("leaves words, Korean and code alone", () => {
  for (const text of [
    "step 3 sends 2 minutes",
    "3 hosts",
    "240.14초 뒤 2개",
    "`rtt=80 ms` 5 segments",
    "```\n80 ms  SYN\n```",
  ])
    expect(unbroken(text)).toBe(text);
  expect(unbroken("`a` 80 ms `80 ms`")).toBe("`a` 80\u00A0ms `80 ms`");
});

it("on Discord, on Slack and on the page", () => {
  const message = { text: "after 240.14 s" };
  const voice = { language, locale: "en" } as const;
  for (const shown of [
    onDiscord(message, voice).body.content,
    onSlack(message, undefined, voice).text,
    JSON.stringify(onSlack(message, undefined, voice).blocks),
    onPage(message, createShelf(), undefined).text,
  ])
    expect(shown).toContain("240.14\u00A0s");
});
