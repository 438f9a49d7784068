/** `/help`: what there is, written from the declared commands themselves. */
import * as z from "zod";
import {
  about,
  type Command,
  type CommandContext,
  type Subcommand,
  subcommand,
} from "../src/chat/command.ts";
import { exampleOf, start, usageOf } from "../src/chat/example.ts";
import { echo } from "../src/chat/fault.ts";
import { firstStepsOf } from "../src/chat/first-steps.ts";
import { BUTTON_ROWS } from "../src/chat/limits.ts";
import { cut, opening, rows } from "../src/chat/menu.ts";
import type { Button, Reply } from "../src/chat/message.ts";
import { named } from "../src/chat/named.ts";
import { nearest } from "../src/chat/nearest.ts";
import { describeOptions, type OptionDescription } from "../src/chat/options.ts";
import { fits, saying } from "../src/chat/press.ts";

/** Rows of buttons that run something; the rest lead to the commands' pages. */
const TRY_ROWS = 2;
const CHOICES_SHOWN = 12;

const options = z.object({
  command: z
    .string()
    .optional()
    .meta(
      about("Command to explain", "설명을 볼 명령", {
        // `/help quiz practice`: all of the command is explained.
        reads: (typed) => typed.trim().split(/\s+/u)[0],
        suggest: (_typed, locale, commands) =>
          commands.map(({ name, summary }) => ({ value: name, label: summary[locale] })),
      }),
    ),
});

const help: Command = {
  name: "help",
  alias: "도움말",
  summary: { en: "What there is and how to ask for it", ko: "할 수 있는 일과 쓰는 법" },
  subcommands: [],
  firstSteps: [
    { rank: 9, label: { en: "What can I do here?", ko: "여기서 무엇을 할 수 있나요?" }, text: "/help" },
  ],
  bare: subcommand({
    name: "help",
    alias: "도움말",
    summary: { en: "What there is and how to ask for it", ko: "할 수 있는 일과 쓰는 법" },
    options,
    async run({ command: word }, context) {
      if (word === undefined) return [overview(context)];
      const command = named(context.commands, word.replace(/^\//u, ""));
      return [command === undefined ? unknown(word, context) : page(command, context)];
    },
  }),
};

export default help;

function overview({ commands, language, locale }: CommandContext): Reply {
  const lines = commands.map(({ name, summary }) => `- \`/${name}\`: ${summary[locale]}`);
  const others = commands.filter(({ name }) => name !== "help");
  const steps = firstStepsOf(others);
  const pages = others.map(({ name }) => helpButton(name));
  const tries = steps.map(({ label, text }): Button => runButton(text, label[locale], "primary"));
  const buttons = [...rows(tries, 3).slice(0, TRY_ROWS), ...rows(pages).slice(0, BUTTON_ROWS - TRY_ROWS)];
  const text = [language.say("help.title", locale), ...lines, language.say("help.more", locale)].join("\n");
  return { to: "asker", message: { text, buttons } };
}

function page(command: Command, context: CommandContext): Reply {
  const { locale } = context;
  const parts = [...(command.bare === undefined ? [] : [command.bare]), ...command.subcommands];
  const examples = parts.map((part) => exampleOf(command, part, context));
  const text = [
    `**/${command.name}** (${command.alias}): ${command.summary[locale]}`,
    ...parts.map((part, order) => section(command, part, examples[order], context)),
  ].join("\n\n");
  const buttons = parts.flatMap((part, order): Button[] => {
    const example = examples[order];
    if (example !== undefined) return fits(saying(example)) ? [runButton(example, example)] : [];
    // Only the asker knows its words: they are asked for.
    return [{ label: cut(`${start(command, part)}…`), press: opening(command, part) }];
  });
  return { to: "asker", message: { text, buttons: rows(buttons, 2) } };
}

function section(
  command: Command,
  part: Subcommand,
  example: string | undefined,
  context: CommandContext,
): string {
  const { language, locale } = context;
  return [
    `\`${usageOf(command, part)}\` ${part.summary[locale]}`,
    ...describeOptions(part).map((option) => `- ${optionLine(option, context)}`),
    ...(example === undefined ? [] : [language.say("help.example", locale, { example })]),
  ].join("\n");
}

function optionLine(option: OptionDescription, { language, locale }: CommandContext): string {
  const { min, max, choices } = option;
  const details = [
    ...(option.required ? [language.say("help.required", locale)] : []),
    ...(min === undefined || option.kind !== "integer" ? [] : [range(min, max, locale)]),
    ...(choices.length === 0 || choices.length > CHOICES_SHOWN
      ? []
      : [language.say("help.choices", locale, { choices: choices.join(", ") })]),
    ...(option.default === undefined || option.kind === "boolean"
      ? []
      : [language.say("help.default", locale, { value: String(option.default) })]),
  ];
  return language.say("help.option", locale, {
    name: option.name,
    summary: option.summary[locale],
    details: details.length === 0 ? "" : ` (${details.join("; ")})`,
  });

  function range(from: number, to: number | undefined, tongue: typeof locale): string {
    const values = { min: from.toLocaleString(tongue), max: (to ?? 0).toLocaleString(tongue) };
    const open = to === undefined || to === Number.MAX_SAFE_INTEGER;
    return language.say(open ? "help.from" : "help.range", tongue, values);
  }
}

function unknown(word: string, { commands, language, locale }: CommandContext): Reply {
  const near = nearest(
    word,
    commands.map(({ name }) => name),
  );
  const listed = near.map((name) => `\`/${name}\``).join(", ");
  const text = language.say("help.unknown", locale, { word: echo(word), near: listed });
  return { to: "asker", message: { text, buttons: rows(near.map(helpButton)) } };
}

const helpButton = (name: string): Button => runButton(`/help ${name}`, `/help ${name}`);

const runButton = (text: string, label: string, style: Button["style"] = "secondary"): Button => ({
  label: cut(label),
  press: saying(text),
  style,
});
