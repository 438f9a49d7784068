/** What a raw command interaction says: command, subcommand and options, or a menu and the message it was opened on. */
import {
  type APIApplicationCommandAutocompleteInteraction,
  type APIApplicationCommandInteraction,
  type APIApplicationCommandInteractionDataOption,
  type APIMessage,
  ApplicationCommandType,
  ApplicationCommandOptionType as Kind,
} from "discord.js";
import type { Command } from "../../chat/command.ts";
import type { Typed } from "../../chat/typed.ts";
import { REQUEST_MS, UPLOAD_BYTES } from "./limits.ts";

export function typedOf({ data }: APIApplicationCommandInteraction): Typed {
  if (data.type !== ApplicationCommandType.ChatInput) return { command: data.name, options: [] };
  const [first] = data.options ?? [];
  if (first?.type === Kind.Subcommand) {
    return { command: data.name, subcommand: first.name, options: valuesOf(first.options ?? []) };
  }
  return { command: data.name, options: valuesOf(data.options ?? []) };
}

const valuesOf = (options: readonly APIApplicationCommandInteractionDataOption[]): Typed["options"] =>
  options.flatMap((option) =>
    "value" in option
      ? [{ name: option.name, value: NAMED.includes(option.type) ? `discord:${option.value}` : option.value }]
      : [],
  );

/** Options whose value is an id that the port writes with its platform in front. */
const NAMED: readonly Kind[] = [Kind.User, Kind.Role];

/** Files become their text; one that is too large or cannot be read stays empty, and the command says so. */
export async function readUploads({ data }: APIApplicationCommandInteraction, typed: Typed): Promise<Typed> {
  const attachments =
    "resolved" in data && data.resolved && "attachments" in data.resolved
      ? data.resolved.attachments
      : undefined;
  if (attachments === undefined) return typed;
  const options = await Promise.all(
    typed.options.map(async ({ name, value }) => {
      const file = attachments[String(value)];
      return { name, value: file === undefined ? value : await textOfFile(file.url, file.size) };
    }),
  );
  return { ...typed, options };
}

async function textOfFile(url: string, size: number): Promise<string> {
  if (size > UPLOAD_BYTES) return "";
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(REQUEST_MS) });
    return response.ok ? await response.text() : "";
  } catch {
    return "";
  }
}

/** The entry of a message's menu that was chosen; undefined where the interaction is a slash command. */
export function menuOf(
  { data }: APIApplicationCommandInteraction,
  commands: readonly Command[],
): { readonly name: string; readonly message: APIMessage } | undefined {
  if (data.type !== ApplicationCommandType.Message) return undefined;
  const menus = commands.flatMap((command) => command.menus ?? []);
  const name = menus.find(({ label }) => label.en === data.name)?.name ?? data.name;
  const message = data.resolved.messages[data.target_id];
  return message === undefined ? undefined : { name, message };
}

/** The option that is being typed. */
export function focusedOf({ data }: APIApplicationCommandAutocompleteInteraction):
  | {
      readonly at: { readonly command: string; readonly subcommand?: string; readonly option: string };
      readonly typed: string;
    }
  | undefined {
  const [first] = data.options;
  const sub = first?.type === Kind.Subcommand ? first : undefined;
  const options = (sub?.options ?? data.options) as readonly APIApplicationCommandInteractionDataOption[];
  const option = options.find((one) => "focused" in one && one.focused === true);
  if (option === undefined || !("value" in option)) return undefined;
  const at = { command: data.name, ...(sub && { subcommand: sub.name }), option: option.name };
  return { at, typed: String(option.value) };
}
