/** What a raw command interaction says: command, subcommand and options, or a menu and the message it was opened on. */
import {
  type APIApplicationCommandAutocompleteInteraction,
  type APIApplicationCommandInteraction,
  type APIApplicationCommandInteractionDataOption,
  type APIAttachment,
  type APIMessage,
  ApplicationCommandType,
  ApplicationCommandOptionType as Kind,
} from "discord.js";
import { type Attached, type Files, refusedUnread, TOO_LARGE, textIn, UNREAD } from "../../chat/attached.ts";
import type { Command } from "../../chat/command.ts";
import { FILE_BYTES } from "../../chat/limits.ts";
import type { Typed } from "../../chat/typed.ts";
import { REQUEST_MS } from "./limits.ts";

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

/** The files of its options, fetched as far as they may be; the options themselves only carry their ids. */
export async function readFiles({ data }: APIApplicationCommandInteraction, typed: Typed): Promise<Files> {
  const attachments =
    "resolved" in data && data.resolved && "attachments" in data.resolved
      ? (data.resolved.attachments ?? {})
      : {};
  const files = typed.options.flatMap(({ name, value }) => {
    const file = attachments[String(value)];
    return file === undefined ? [] : [{ name, file }];
  });
  return Object.fromEntries(
    await Promise.all(files.map(async ({ name, file }) => [name, await fetched(file)] as const)),
  );
}

async function fetched({ url, size, filename }: APIAttachment): Promise<Attached> {
  const refused = refusedUnread(filename, size);
  if (refused !== undefined) return refused;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(REQUEST_MS) });
    return response.ok ? await textOfBody(response.body) : UNREAD;
  } catch {
    return UNREAD;
  }
}

/** However long it says to be, no more is read than may be. */
async function textOfBody(body: Response["body"]): Promise<Attached> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > FILE_BYTES) return TOO_LARGE;
  }
  return textIn(Buffer.concat(chunks));
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
