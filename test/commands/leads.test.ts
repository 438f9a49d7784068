/** Nothing that an answer offers may lead nowhere: buttons of help, menus, lists and errors, and commands in texts. */
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Answer, Bot } from "../../src/chat/bot.ts";
import { createBot } from "../../src/chat/bot.ts";
import { understood } from "../../src/chat/form.ts";
import { parse } from "../../src/chat/grammar.ts";
import { loadCommands } from "../../src/chat/load.ts";
import type { Context, Shown } from "../../src/chat/message.ts";
import { SAY, unseal } from "../../src/chat/press.ts";
import { glossary, runWords } from "../../src/content/glossary.ts";
import { questions } from "../../src/content/questions.ts";
import { LOCALES } from "../../src/language.ts";
import { openBank, servicesOf } from "../../src/services.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { context, SECRET } from "../chat/sample-bot.ts";
import { NOW } from "../store/given.ts";
import { folder } from "../store/processes.ts";
import { language } from "./command-bot.ts";

// Some of what is pressed draws.
vi.setConfig({ testTimeout: 60_000 });

const commands = await loadCommands();
const log = { info() {}, warn() {}, error: (fields: object) => console.error(fields) };

/** Where somebody may begin: no word of it is drawn. */
const BEGINNINGS = [
  ...["/help", "/me home", "/explain", "/handshake list", "/myth list", "/handshake compare rule rule"],
  ...commands.flatMap(({ name }) => [`/${name}`, `/help ${name}`]),
  // Mistakes.
  ...["/hand", "/", "/handshake rum", "/handshake run syn", "/handshake run rtt=-1", "/handshake three-way"],
  ...[
    "/quiz practise",
    "/quiz practice topic=syn",
    "/explain tiem-wait",
    "/me timezone Soul",
    "/me timezone 부산",
  ],
  ...["/me language", "/me timezone", "/me visibility x", "/connection start thr", "/questions disable what"],
];

let store: Store;
let bot: Bot;
let next = 0;

beforeAll(async () => {
  const opened = await openStore({ data: folder() });
  if (!opened.ok) throw new Error(opened.problem);
  store = opened.store;
  const random = (bytes: number) => Uint8Array.from({ length: bytes }, () => next++ % 256);
  const services = servicesOf(store, openBank(store, log), ["test"]);
  bot = createBot({ commands, language, secret: SECRET, log, random, services, now: () => NOW });
});
afterAll(() => store.close());

const told = ({ replies }: Answer): string => replies.map(({ message }) => message.text).join("\n");
const buttonsOf = ({ message }: Shown) => (message.buttons ?? []).flat().filter(({ disabled }) => !disabled);

/** Commands that stand in a text as they would be typed; `<word>` and `[word]` are for the reader to fill in. */
const commandsIn = (text: string): string[] =>
  [...text.matchAll(/`(\/[a-z][^`]*)`/gu)]
    .map(([, found = ""]) => found)
    .filter((one) => !/[<[…]/u.test(one));

/** A command by itself, or one that still wants a word, answers with a menu or a form. */
function leadsSomewhere(text: string, locale: Context["locale"]): boolean {
  const parsed = parse(text, commands, locale);
  if (parsed.kind !== "wrong") return true;
  return parsed.faults.every(({ kind }) => kind === "missing") && understood(text, commands) !== undefined;
}

describe.each(LOCALES)("in %s", (locale) => {
  const who: Context = { ...context("ada", locale), place: { server: "test:s", channel: "test:general" } };

  it.each(BEGINNINGS)("%s offers only what answers", async (text) => {
    const first = await bot.run(text, who);
    expect(first.refused?.why ?? "command").toBe("command");
    // An answer to a mistake says the mistake again.
    const named = commandsIn(told(first)).filter((command) => command !== text);
    for (const command of named) expect([command, leadsSomewhere(command, locale)]).toEqual([command, true]);
    for (const button of first.replies.flatMap(buttonsOf)) {
      const unsealed = unseal(button.press, who.asker.id, SECRET);
      if (!unsealed.ok) throw new Error(`${button.label} cannot be pressed`);
      const { command, verb, args } = unsealed.press;
      // What draws is only read: the tests of those commands run it.
      const drawn = commands.find(({ name }) => name === command)?.draws === true;
      if (verb === SAY && drawn) {
        expect([button.label, leadsSomewhere(`/${command} ${args.join(" ")}`, locale)]).toEqual([
          button.label,
          true,
        ]);
        continue;
      }
      const pressed = await bot.press(button.press, who);
      expect([button.label, pressed.refused?.why]).toEqual([button.label, undefined]);
      expect([button.label, told(pressed) !== "" || pressed.form !== undefined]).toEqual([
        button.label,
        true,
      ]);
    }
  });
});

it("runs what the glossary and the questions name", () => {
  const terms = glossary.flatMap(({ run }) => (run === undefined ? [] : [`/handshake run ${runWords(run)}`]));
  const named = [...terms, ...questions.flatMap(({ run }) => run ?? [])];
  expect(named.length).toBeGreaterThan(100);
  expect(named.filter((text) => parse(text, commands, "en").kind !== "run")).toEqual([]);
});
