// Every command with every subcommand, typed on Discord and on Slack: the same answer, and all of it on the screen.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../../src/chat/bot.ts";
import { cutText } from "../../src/chat/cut-text.ts";
import { loadCommands } from "../../src/chat/load.ts";
import type { Shown } from "../../src/chat/message.ts";
import { unbroken } from "../../src/chat/unbroken.ts";
import { mrkdwn } from "../../src/platforms/slack/words.ts";
import { type Running, runDiscord } from "./discord/running.ts";
import { typedOn } from "./discord/stage.ts";
import { TOLD, textsOf } from "./every-command.ts";
import { type Neutral, neutral, neutralBot, sumOf } from "./neutral.ts";
import { type OpenedSlack, openSlack } from "./slack-stage.ts";

const commands = await loadCommands();

const texts = textsOf(commands);
const unknown = Object.keys(TOLD).filter((name) => {
  const [command, subcommand] = name.split(" ");
  const found = commands.find((one) => one.name === command);
  return found === undefined || (subcommand && !found.subcommands.some((one) => one.name === subcommand));
});

const ADA = "ada";
const PATIENT_MS = 60_000;

let onDiscord: Neutral;
let onSlack: Neutral;
let discord: Running;
let slack: OpenedSlack;

beforeAll(async () => {
  [onDiscord, onSlack] = await Promise.all([neutralBot(), neutralBot()]);
  [discord, slack] = await Promise.all([
    runDiscord(onDiscord.bot, "gateway"),
    // A socket is asked every two seconds whether it is alive, and a machine that draws may not answer.
    openSlack("http", onSlack.bot),
  ]);
  discord.discord.clock.stop();
}, 60_000);

afterAll(async () => {
  await Promise.all([discord.stop(), slack.stop()]);
  await Promise.all([onDiscord.store.close(), onSlack.store.close()]);
});

async function typeOnDiscord(text: string) {
  const { command, subcommand, values } = typedOn(commands, text);
  const client = discord.discord.as(ADA, { permissions: ["ManageGuild"], waitMs: PATIENT_MS, stale: true });
  const answered =
    subcommand === undefined
      ? await client.command(command, values)
      : await client.command(command, subcommand, values);
  await discord.discord.idle(100);
  const [card] = answered.messages;
  // What follows in a thread that is opened, the bot says by itself.
  const inThread = card?.thread === undefined ? [] : discord.discord.seenBy(ADA, card.thread);
  return [...answered.messages, ...inThread].map(({ text: shown, buttons, files }) => ({
    text: shown,
    buttons: buttons.map(({ label }) => label),
    pictures: files.map(({ bytes }) => sumOf(bytes)),
  }));
}

async function typeOnSlack(text: string, replies: () => number) {
  const [command = "", ...rest] = text.split(" ");
  const ada = slack.slack.as(ADA, { admin: true });
  const outcome = await ada.command(command, rest.join(" "), { patienceMs: PATIENT_MS });
  await slack.quiet();
  // A file comes as a message of its own, without a word.
  const said = () => outcome.seen.filter(({ words }) => words !== "");
  await outcome.until(() => said().length >= replies(), PATIENT_MS);
  return said().map(({ words, buttons, pictures }) => ({
    text: words,
    buttons: buttons.map(({ label }) => label),
    pictures: pictures.flatMap(({ bytes }) => (bytes === undefined ? [] : [sumOf(bytes)])),
  }));
}

/** In the order of saying. What a thread hangs on is changed, and says nothing anew. */
const shownAnew = (answer: Answer | undefined): readonly Shown[] =>
  (answer?.replies ?? []).filter(({ to }) => to !== "thread's root");

/** What a platform does in a way of its own. */
interface Way {
  readonly text: (said: string, file?: string) => string;
  readonly disabledButtons: boolean;
  /** Files stand beside what is said; on Slack they come to their asker alone. */
  readonly files: boolean;
}

const DISCORD: Way = { text: (said) => cutText(unbroken(said), 2_000), disabledButtons: true, files: true };
const SLACK: Way = {
  text: (said, file) => {
    const where = file === undefined ? "" : `\n\n\`${file}\` is in your messages with me.`;
    return cutText(mrkdwn(unbroken(said)), 3_000) + where;
  },
  disabledButtons: false,
  files: false,
};

/** What of a reply stands on a screen, in that platform's spelling. */
const screened = ({ message: { text, buttons = [], picture, file } }: Shown, way: Way) => ({
  text: way.text(text, file?.name),
  buttons: buttons
    .flat()
    .flatMap((one) => (one.disabled === true && !way.disabledButtons ? [] : [one.label])),
  pictures: [
    ...(picture ? [sumOf(picture.gif ?? picture.png)] : []),
    ...(file && way.files ? [sumOf(Buffer.from(file.text))] : []),
  ],
});

describe("every command", () => {
  it("is told by a name that there is", () => {
    expect(unknown).toEqual([]);
  });

  it.each(texts)(
    "%s",
    async (text) => {
      const before = [onDiscord.answers.length, onSlack.answers.length];
      const there = await typeOnDiscord(text);
      const answer = onDiscord.answers.at(-1);
      const replies = shownAnew(answer);
      const here = await typeOnSlack(text, () => replies.length);
      expect([onDiscord.answers.length, onSlack.answers.length]).toEqual(before.map((count) => count + 1));

      expect(neutral(onSlack.answers.at(-1), ADA)).toEqual(neutral(answer, ADA));
      expect(there).toEqual(replies.map((reply) => screened(reply, DISCORD)));
      const shown = shownAnew(onSlack.answers.at(-1));
      expect(here.slice(0, shown.length)).toEqual(shown.map((reply) => screened(reply, SLACK)));
    },
    PATIENT_MS,
  );

  it("is answered in the language that a person chose", async () => {
    for (const text of ["/me language ko", "/help connection"]) {
      await typeOnDiscord(text);
      await typeOnSlack(text, () => 1);
    }
    for (const { answers } of [onDiscord, onSlack])
      expect(answers.at(-1)?.replies[0]?.message.text).toMatch(/연결/u);
  });

  it("kept to both platforms' limits, and went wrong nowhere", () => {
    expect([...discord.discord.violations, ...slack.slack.violations]).toEqual([]);
    expect([...onDiscord.errors, ...onSlack.errors]).toEqual([]);
    expect([...discord.lines, ...slack.faults]).toEqual([]);
  });
});
