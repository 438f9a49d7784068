/** Whether every command and subcommand can be reached by its name. */
import type { Command } from "./command.ts";

/** Two commands of one name, or a subcommand hidden behind another's alias, would never be reached. */
export function checkNames(commands: readonly Command[]): void {
  unique(commands, "command");
  for (const { name, subcommands } of commands) unique(subcommands, `/${name}`);
}

function unique(all: readonly { readonly name: string; readonly alias: string }[], where: string): void {
  const seen = new Set<string>();
  for (const word of all.flatMap(({ name, alias }) => [name, alias])) {
    if (seen.has(word)) throw new Error(`${where}: the name "${word}" is given twice`);
    seen.add(word);
  }
}
