/** A terminal has nobody to register commands with: its register is the usage text. */
import type { Command } from "../../chat/command.ts";
import { exampleOf } from "../../chat/example.ts";
import type { Language, Locale } from "../../language.ts";

export function usage(commands: readonly Command[], language: Language, locale: Locale): string {
  const examples = commands.flatMap((command) => {
    const first = command.subcommands[0] ?? command.bare;
    return first === undefined ? [] : [{ command, example: exampleOf(command, first, { commands, locale }) }];
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
