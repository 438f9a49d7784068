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

/** The words that stand by place, with a value that works. */
export function exampleOf(
  command: Command,
  subcommand: Subcommand,
  { locale, commands }: Pick<CommandContext, "locale" | "commands">,
): string {
  const words = positional(describeOptions(subcommand)).flatMap((option) => {
    const value =
      option.example ?? option.default ?? suggested(option, "", locale, commands)[0] ?? option.min;
    if (value === undefined) return option.required ? [option.name] : [];
    return [quoted(String(value))];
  });
  return [start(command, subcommand), ...words].join(" ");
}

const start = (command: Command, subcommand: Subcommand): string =>
  subcommand === command.bare ? `/${command.name}` : `/${command.name} ${subcommand.name}`;
