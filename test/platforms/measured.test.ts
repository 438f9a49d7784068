// Every command, button, select, menu and form, in both languages, measured against both platforms' limits.
import { expect, it } from "vitest";
import type { Answer } from "../../src/chat/bot.ts";
import { FILL } from "../../src/chat/form.ts";
import * as port from "../../src/chat/limits.ts";
import type { Context, Form, Message } from "../../src/chat/message.ts";
import { describeOptions } from "../../src/chat/options.ts";
import { LOCALES, type Locale } from "../../src/language.ts";
import * as discordLimits from "../../src/platforms/discord/limits.ts";
import * as onDiscord from "../../src/platforms/discord/render.ts";
import * as slackLimits from "../../src/platforms/slack/limits.ts";
import * as onSlack from "../../src/platforms/slack/render.ts";
import { context } from "../chat/sample-bot.ts";
import { language } from "../commands/command-bot.ts";
import { modalFaults } from "../local-discord/check-form.ts";
import { messageFaults } from "../local-discord/check-message.ts";
import type { Json } from "../local-discord/json.ts";
import { blockComplaints, repeatedActions, viewComplaints } from "../local-slack/block-check.ts";
import { textsOf } from "./every-command.ts";
import { type Neutral, neutralBot } from "./neutral.ts";

const PATIENT_MS = 120_000;

interface Measured {
  readonly complaints: string[];
  readonly counts: { messages: number; forms: number; presses: number };
}

it.each(LOCALES)(
  "everything that is shown fits (%s)",
  async (locale) => {
    const stage = await neutralBot();
    const measured: Measured = { complaints: [], counts: { messages: 0, forms: 0, presses: 0 } };
    const who = personIn(locale);
    const answers: Answer[] = [];
    for (const text of textsOf(stage.bot.commands)) {
      const answer = await stage.bot.run(text, who);
      answers.push(answer);
      measureAnswer(text, answer, locale, measured);
    }
    for (const answer of answers) await pressAll(stage, answer, who, measured);
    await measureForms(stage, who, measured);
    measureHome(await stage.bot.home(who), locale, measured);
    expect(measured.complaints).toEqual([]);
    expect(stage.errors).toEqual([]);
    expect(measured.counts.forms).toBeGreaterThan(20);
    expect(measured.counts.presses).toBeGreaterThan(100);
    await stage.store.close();
  },
  PATIENT_MS,
);

const personIn = (locale: Locale): Context => ({
  ...context("ada", locale),
  asker: { id: "any:ada", name: "ada" },
  place: { server: "S1", channel: "C1" },
});

/** Every button, every entry of every select and every menu of its messages, once each. */
async function pressAll(stage: Neutral, answer: Answer, who: Context, measured: Measured): Promise<void> {
  const { bot } = stage;
  for (const { message } of answer.replies) {
    const { buttons = [], selects = [] } = message;
    const ids = [...new Set(buttons.flat().map(({ press }) => press))];
    for (const id of ids) measurePress(id, await bot.press(id, who), who.locale, measured);
    for (const { press, choices } of selects)
      for (const { value: chosen } of choices)
        measurePress(`${press} ${chosen}`, await bot.press(press, who, { chosen }), who.locale, measured);
    for (const { name } of bot.commands.flatMap(({ menus = [] }) => menus))
      measurePress(name, await bot.menu(name, ids, who), who.locale, measured);
    // What these change of a person is no other test's.
    await stage.store.people.forget(who.asker.id);
  }
}

function measurePress(id: string, answer: Answer, locale: Locale, measured: Measured): void {
  measured.counts.presses += 1;
  measureAnswer(id, answer, locale, measured);
}

/** The form of every subcommand that has options. */
async function measureForms({ bot }: Neutral, who: Context, measured: Measured): Promise<void> {
  for (const command of bot.commands)
    for (const part of [...command.subcommands, ...(command.bare ? [command.bare] : [])]) {
      if (describeOptions(part).length === 0) continue;
      const args = [part === command.bare ? "" : part.name];
      const { buttons = [] } = bot.open({
        text: "form",
        buttons: [[{ label: "open", press: { command: command.name, verb: FILL, args } }]],
      });
      const answer = await bot.press(buttons[0]?.[0]?.press ?? "", who);
      if (answer.form === undefined) measured.complaints.push(`/${command.name} ${args[0]} opens no form`);
      measureAnswer(`form of /${command.name} ${args[0]}`, answer, who.locale, measured);
    }
}

function measureAnswer(
  what: string,
  { replies, form, refused }: Answer,
  locale: Locale,
  all: Measured,
): void {
  if (refused?.why === "bug") all.complaints.push(`${what}: a bug`);
  for (const { message } of replies) measureMessage(what, message, locale, all);
  if (form !== undefined) measureForm(what, form, locale, all);
}

function measureMessage(what: string, message: Message<string>, locale: Locale, all: Measured): void {
  all.counts.messages += 1;
  const voice = { language, locale };
  const { body } = onDiscord.renderMessage(message, voice);
  const { blocks, text } = onSlack.renderMessage(message, message.picture && "F1", voice);
  const told = onSlack.renderMessage(message, undefined, voice).blocks;
  all.complaints.push(
    ...messageFaults(body as unknown as Json, 0).map((one) => `discord: ${what}: ${JSON.stringify(one)}`),
    ...[blocks, told].flatMap((shown) =>
      [...blockComplaints(shown, "message", () => true), ...repeatedActions(shown)].map(
        (one) => `slack: ${what}: ${one}`,
      ),
    ),
    ...(text === "" ? [`slack: ${what}: nothing for screen readers`] : []),
  );
}

function measureForm(what: string, form: Form<string>, locale: Locale, all: Measured): void {
  all.counts.forms += 1;
  const view = onSlack.renderForm(form, { channel: "C1" }, { language, locale });
  all.complaints.push(
    ...modalFaults(onDiscord.renderForm(form) as unknown as Json).map(
      (one) => `discord: ${what}: ${JSON.stringify(one)}`,
    ),
    ...viewComplaints({ ...view }, "modal", () => true).map((one) => `slack: ${what}: ${one}`),
  );
}

function measureHome(message: Message<string>, locale: Locale, all: Measured): void {
  const { blocks } = onSlack.renderMessage(message, undefined, { language, locale });
  all.complaints.push(
    ...viewComplaints({ type: "home", blocks }, "home", () => true).map((one) => `slack: home: ${one}`),
  );
  // The same on Discord and the page, by `/me home`.
  measureMessage("home", message, locale, all);
}

it("holds the port to the narrower of both platforms", () => {
  expect(port.MESSAGE_TEXT).toBeLessThanOrEqual(Math.min(discordLimits.CONTENT, slackLimits.SECTION));
  expect(port.BUTTON_LABEL).toBeLessThanOrEqual(Math.min(80, slackLimits.BUTTON_TEXT));
  expect(port.FORM_TITLE).toBeLessThanOrEqual(Math.min(45, slackLimits.MODAL_TITLE));
  expect(port.FIELD_VALUE).toBeLessThanOrEqual(
    Math.min(discordLimits.TEXT_INPUT, slackLimits.PLAIN_TEXT_INPUT),
  );
  expect(port.CHOICES).toBeLessThanOrEqual(discordLimits.CHOICES);
  expect(port.PRESS_ID).toBeLessThanOrEqual(100);
});
