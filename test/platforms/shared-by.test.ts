/** What somebody shared says so after its buttons have changed it, whoever pressed and in whichever language. */
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { type Command, type CommandContext, subcommand } from "../../src/chat/command.ts";
import type { Message } from "../../src/chat/message.ts";
import { sharedBy } from "../../src/chat/shared-by.ts";
import { SECRET, sampleBot } from "../chat/sample-bot.ts";
import { runDiscord } from "./discord/running.ts";
import { openSlack } from "./slack-stage.ts";

const summary = { en: "Something to share", ko: "공유할 것" };
const page = (nth: number): Message => ({
  text: `Page ${nth}`,
  buttons: [[{ label: "Next", press: { command: "share", verb: "turn", args: [String(nth + 1)] } }]],
});
const shown = (nth: number, by?: CommandContext): Message => ({
  ...page(nth),
  ...(by && { sharedBy: sharedBy(by) }),
});

const share: Command = {
  name: "share",
  alias: "공유",
  summary,
  subcommands: [],
  bare: subcommand({
    name: "share",
    alias: "공유",
    summary,
    options: z.object({ quietly: z.boolean().default(false).meta({ summary }) }),
    run: async ({ quietly }, context) => [{ to: "channel", message: quietly ? page(1) : shown(1, context) }],
  }),
  press: async (_, [nth]) => [{ to: "same message", message: page(Number(nth)) }],
};
const bot = () => sampleBot(SECRET, [share]).bot;

describe.each(["gateway", "http"] as const)("on Discord, over %s", (mode) => {
  it("stays when the message changes", async () => {
    const running = await runDiscord(bot(), mode);
    const ada = running.discord.as("R&D *x*");
    const line = "Shared by R&D *x*.";
    const { message } = await ada.command("share");
    expect(message.text).toBe(`${line}\nPage 1`);
    const bob = running.discord.as("bob");
    const seen = () => running.discord.seenBy("bob", "general");
    await bob.press(message, "Next");
    await running.idle();
    await bob.press(seen()[0]!, "Next");
    await running.idle();
    expect(seen()[0]?.text).toBe(`${line}\nPage 3`);
    const quiet = (await ada.command("share", { quietly: true })).message;
    await bob.press(quiet, "Next");
    await running.idle();
    expect(seen().at(-1)?.text).toBe("Page 2");
    await running.stop();
  });
});

describe.each(["socket", "http"] as const)("on Slack, over %s", (mode) => {
  it.each(["en-US", "ko-KR"])("stays when the message changes (%s)", async (locale) => {
    const opened = await openSlack(mode, bot());
    const ada = opened.slack.as("R&D", { locale });
    const line = locale === "ko-KR" ? "R&amp;D 님이 공유했어요." : "Shared by R&amp;D.";
    const bob = opened.slack.as("bob");
    const root = () => bob.messages("lab")[0]!;
    await ada.command("/share");
    await opened.quiet();
    expect(root().words).toBe(`${line}\nPage 1`);
    for (let nth = 0; nth < 2; nth++) {
      await bob.press(root(), "Next");
      await opened.quiet();
    }
    expect(root().words).toBe(`${line}\nPage 3`);
    await opened.stop();
  });
});
