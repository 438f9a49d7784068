/** The commands that need no store say on Slack what they say at the terminal. */

import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import explain from "../../../commands/explain.ts";
import handshake from "../../../commands/handshake.ts";
import help from "../../../commands/help.ts";
import myth from "../../../commands/myth.ts";
import { type Bot, createBot } from "../../../src/chat/bot.ts";
import { unbroken } from "../../../src/chat/unbroken.ts";
import { loadLanguage } from "../../../src/language.ts";
import { mrkdwn } from "../../../src/platforms/slack/words.ts";
import { say } from "../../../src/platforms/terminal/say.ts";
import { SECRET } from "../../chat/sample-bot.ts";
import { type OpenedSlack, openSlack } from "../slack-stage.ts";

interface Printed {
  readonly text: string;
  readonly picture?: { readonly file: string };
  readonly buttons: readonly (readonly { readonly label: string; readonly disabled?: boolean }[])[];
}

/** Longer texts are cut on Slack; that is another test's. */
const COMPARED = 2_000;
const commands = [explain, handshake, help, myth];
const texts = commands.flatMap(({ name, subcommands, firstSteps = [] }) => [
  `/${name}`,
  ...subcommands.slice(0, 2).map((subcommand) => `/${name} ${subcommand.name}`),
  ...firstSteps.map(({ text }) => text),
]);

let bot: Bot;
let opened: OpenedSlack;

beforeAll(async () => {
  let next = 0;
  bot = createBot({
    commands,
    language: loadLanguage(fileURLToPath(new URL("../../../assets/locales", import.meta.url))),
    secret: SECRET,
    log: { info() {}, warn() {}, error() {} },
    random: (bytes) => Uint8Array.from({ length: bytes }, () => next++ % 256),
  });
  opened = await openSlack("socket", bot);
});

afterAll(async () => {
  expect(opened.slack.violations).toEqual([]);
  expect(opened.faults).toEqual([]);
  await opened.stop();
});

it.each([...new Set(texts)])("%s", async (text) => {
  const out = mkdtempSync(join(tmpdir(), "ackademy-"));
  const { stdout } = await say(bot, ["--json", "--locale", "en", "--out", out, text], {});
  const printed = (JSON.parse(stdout) as { readonly replies: readonly Printed[] }).replies;
  const [command = "", ...rest] = text.split(" ");
  const outcome = await opened.slack.as("ada").command(command, rest.join(" "));
  await outcome.until(({ seen }) => seen.length >= printed.length, 60_000);
  expect(outcome.seen.map(({ words }) => words.slice(0, COMPARED))).toEqual(
    printed.map((reply) => mrkdwn(unbroken(reply.text)).slice(0, COMPARED)),
  );
  expect(outcome.seen.map(({ buttons }) => buttons.map(({ label }) => label))).toEqual(
    printed.map(({ buttons }) => buttons.flat().flatMap(({ label, disabled }) => (disabled ? [] : [label]))),
  );
  for (const [at, { picture }] of printed.entries()) {
    const shown = outcome.seen[at]?.pictures[0]?.bytes;
    expect(shown === undefined).toBe(picture === undefined);
    if (shown && picture) expect(Buffer.compare(shown, readFileSync(picture.file))).toBe(0);
  }
});
