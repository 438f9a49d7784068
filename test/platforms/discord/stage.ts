/** The local Discord as a stage of the contract: people type, press and fill in as its client lets them. */

import { assign } from "../../../src/chat/assign.ts";
import type { Command } from "../../../src/chat/command.ts";
import { named } from "../../../src/chat/named.ts";
import { describeOptions } from "../../../src/chat/options.ts";
import { cutWords } from "../../../src/chat/words.ts";
import { MORE, type SampleBot, SECRET, sampleBot } from "../../chat/sample-bot.ts";
import type { How, Seen, SeenForm, Stage } from "../../contract/stage.ts";
import type { Answered } from "../../local-discord/answered.ts";
import { ClientRefuses, type OptionValues } from "../../local-discord/client-options.ts";
import type { Who } from "../../local-discord/person.ts";
import type { Seen as Shown } from "../../local-discord/seen.ts";
import { type Mode, type Running, runDiscord } from "./running.ts";

const CHANNEL = "general";

interface OpenForm extends SeenForm {
  readonly opened: Answered;
}

export async function openStage(
  mode: Mode,
  { bot, logged }: SampleBot = sampleBot(SECRET, MORE),
): Promise<Stage & { readonly running: Running }> {
  const running = await runDiscord(bot, mode);
  const { discord } = running;
  const as = (person: string, how: How = {}, more: Who = {}) =>
    discord.as(person, {
      locale: how.locale ?? "en-US",
      permissions: how.manager === true ? ["ManageGuild"] : [],
      ...more,
    });
  /** A message lives on in the local Discord, which knows it by its id alone. */
  const onScreen = ({ id }: Seen) => ({ id }) as Shown;
  const seen = async (answered: Answered): Promise<readonly Seen[]> => {
    await running.idle();
    return answered.messages.map(seenOf);
  };
  return {
    running,
    logged,
    lacks: {
      mention: "without the intent for messages the bot does not hear what is said; commands work in threads",
    },
    run: async (person, text, how) => {
      const typed = typedOn(bot.commands, text);
      const send = (more: Who) => {
        const client = as(person, how, more);
        return typed.subcommand === undefined
          ? client.command(typed.command, typed.values)
          : client.command(typed.command, typed.subcommand, typed.values);
      };
      // What today's client does not offer, one with an older list of commands sends all the same.
      return seen(await send({}).catch((error: unknown) => again(error, () => send({ stale: true }))));
    },
    press: async (person, on, id, how) =>
      seen(await as(person, how).press(onScreen(on), id, { forged: true })),
    select: async (person, on, id, value, how) =>
      seen(await as(person, how).select(onScreen(on), id, [value])),
    open: async (person, on, id, how) => formOf(await as(person, how).press(onScreen(on), id)),
    submit: async (person, form, fields, how) =>
      seen(await as(person, how).submitModal((form as OpenForm).opened, fields)),
    hand: async (person, text, option, file, how) => {
      const { command, subcommand, values } = typedOn(bot.commands, text);
      const given = { ...values, [option]: { name: "given.yaml", bytes: Buffer.from(file) } };
      return seen(await as(person, how).command(command, subcommand ?? "", given));
    },
    menu: async (person, on, name, how) => {
      const label = bot.commands.flatMap(({ menus = [] }) => menus).find((one) => one.name === name)
        ?.label.en;
      return seen(await as(person, how).messageMenu(label ?? name, onScreen(on)));
    },
    twice: (deed) => {
      discord.deliverTwice();
      return deed();
    },
    inThread: async (person, { thread = "" }) => discord.seenBy(person, thread).map(seenOf),
    seenBy: async (person) => discord.seenBy(person, CHANNEL).map(seenOf),
    stop: running.stop,
  };
}

function again<T>(error: unknown, send: () => Promise<T>): Promise<T> {
  if (error instanceof ClientRefuses) return send();
  throw error;
}

interface TypedOn {
  readonly command: string;
  readonly subcommand?: string;
  readonly values: OptionValues;
}

/** A command's text as a person would fill it in: names instead of Korean aliases, options by type. */
export function typedOn(commands: readonly Command[], text: string): TypedOn {
  const [first, second, ...rest] = cutWords(text.replace(/^\//u, " "));
  const command = named(commands, first?.value ?? "");
  if (command === undefined) {
    return { command: first?.value ?? "", ...(second && { subcommand: second.value }), values: {} };
  }
  const chosen = second && named(command.subcommands, second.value);
  const subcommand = chosen ?? command.bare;
  if (subcommand === undefined) return { command: command.name, values: {} };
  const words = chosen === undefined && second !== undefined ? [second, ...rest] : rest;
  const given = assign(words, describeOptions(subcommand), text)?.given ?? new Map();
  const flags = words.filter(({ value }) => value === "public").map(() => ["public", true] as const);
  const values = [...given].map(([{ name, kind }, { value }]) => {
    if (kind === "integer") return [name, Number(value)] as const;
    return [name, kind === "boolean" ? value !== "false" : value] as const;
  });
  return {
    command: command.name,
    ...(chosen && { subcommand: chosen.name }),
    values: Object.fromEntries([...values, ...flags]) as OptionValues,
  };
}

function seenOf({ id, text, private: hidden, thread, files, buttons, selects }: Shown): Seen {
  const picture = files.find(({ width }) => width !== undefined);
  const file = files.find(({ width }) => width === undefined);
  return {
    id,
    text,
    private: hidden,
    ...(thread !== undefined && { thread }),
    ...(picture && {
      picture: {
        png: picture.bytes,
        alt: picture.description,
        width: picture.width ?? 0,
        height: picture.height ?? 0,
      },
    }),
    ...(file && { file: { name: file.name, text: Buffer.from(file.bytes).toString() } }),
    buttons: buttons.map(({ label, customId }) => ({ label, press: customId })),
    selects: selects.map(({ placeholder, customId, options }) => ({
      placeholder,
      press: customId,
      choices: options,
    })),
  };
}

function formOf(opened: Answered): OpenForm {
  if (opened.modal === undefined) throw new Error(`no form: ${opened.kind}`);
  return {
    opened,
    title: opened.modal.title,
    fields: opened.modal.fields.map(({ customId, label, value, required, kind, options }) => ({
      name: customId,
      label,
      required,
      ...(value !== "" && { value }),
      ...(kind === "select" && { choices: options.map((option) => option.value) }),
    })),
  };
}
