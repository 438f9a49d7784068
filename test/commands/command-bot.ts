/** A bot over real commands, as the tests of those commands use it. */

import { type Bot, createBot } from "../../src/chat/bot.ts";
import type { Command } from "../../src/chat/command.ts";
import { asset } from "../../src/checkout.ts";
import { loadLanguage } from "../../src/language.ts";
import { SECRET } from "../chat/sample-bot.ts";

/** Discord takes 2,000 characters. */
export const MESSAGE_MAX = 1_950;

export const language = loadLanguage(asset("locales"));

export const commandBot = (...commands: Command[]): Bot =>
  createBot({
    commands,
    language,
    secret: SECRET,
    log: { info() {}, warn() {}, error() {} },
    random: (bytes) => new Uint8Array(bytes),
  });
