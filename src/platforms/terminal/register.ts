/** A terminal has nobody to register commands with: its register is the usage text. */
import type { Command } from "../../chat/command.ts";
import { exampleOf } from "../../chat/example.ts";
import type { Language, Locale } from "../../language.ts";

export function usage(commands: readonly Command[], language: Language, locale: Locale): string {
  // What managers do is done for a server, and a terminal is none.
  const examples = commands.flatMap((command) => {
    if (command.managers) return [];
    const first = command.subcommands[0] ?? command.bare;
    const example = first && exampleOf(command, first, { commands, locale });
    return example === undefined ? [] : [{ command, example }];
  });
  const widest = Math.max(0, ...examples.map(({ example }) => example.length));
  return [
    language.say("terminal.usage", locale),
    "",
    ...examples.map(
      ({ command, example }) =>
        `  '${example}'${" ".repeat(widest - example.length)}  ${command.summary[locale]}`,
    ),
  ].join("\n");
}
