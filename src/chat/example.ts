/** How a subcommand is written, and one example of it, both from its declaration. */
import type { Command, CommandContext, Subcommand } from "./command.ts";
import { describeOptions, type OptionDescription, positional } from "./options.ts";
import { suggested } from "./value.ts";
import { quoted } from "./words.ts";

/** `/handshake run [scenario] [rtt=…] [public]` */
export function usageOf(command: Command, subcommand: Subcommand): string {
  const options = describeOptions(subcommand);
  const places = positional(options);
  const words = options.map((option) => {
    const name = places.includes(option) ? option.name : named(option);
    return option.required ? `<${name}>` : `[${name}]`;
  });
  return [start(command, subcommand), ...words].join(" ");
}

const named = ({ kind, name }: OptionDescription): string => (kind === "boolean" ? name : `${name}=…`);

/** The words that stand by place, with a value that works; undefined where only the asker can know one. */
export function exampleOf(
  command: Command,
  subcommand: Subcommand,
  { locale, commands }: Pick<CommandContext, "locale" | "commands">,
): string | undefined {
  const words: string[] = [];
  for (const option of positional(describeOptions(subcommand))) {
    const value =
      option.example ?? option.default ?? suggested(option, "", locale, commands)[0] ?? option.min;
    if (value !== undefined) words.push(quoted(String(value)));
    else if (option.required) return undefined;
  }
  return [start(command, subcommand), ...words].join(" ");
}

export const start = (command: Command, subcommand: Subcommand): string =>
  subcommand === command.bare ? `/${command.name}` : `/${command.name} ${subcommand.name}`;
