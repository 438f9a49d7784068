/** The commands as Discord registers them, and how what is registered differs from them. */

import { isDeepStrictEqual } from "node:util";
import {
  type APIApplicationCommandOption,
  ApplicationCommandType,
  ApplicationCommandOptionType as Kind,
  type REST,
  type RESTPutAPIApplicationCommandsJSONBody,
  Routes,
} from "discord.js";
import type { Command, Localised, Subcommand } from "../../chat/command.ts";
import { cutLetters } from "../../chat/cut-text.ts";
import { describeOptions, type OptionDescription } from "../../chat/options.ts";
import { CHOICE_NAME, CHOICES } from "./limits.ts";
import { MANAGE_GUILD } from "./who.ts";

type Body = RESTPutAPIApplicationCommandsJSONBody;

/** Where an app can be installed (server, person), and where its commands can be used (server, bot's DM, other DMs). */
const EVERYWHERE = { integration_types: [0, 1], contexts: [0, 1, 2] };
const IN_SERVERS = { integration_types: [0], contexts: [0] };

export const commandsOf = (commands: readonly Command[]): Body =>
  commands.flatMap((command) => [slashOf(command), ...menusOf(command)]);

function slashOf(command: Command): Body[number] {
  const { name, summary, subcommands, bare } = command;
  return {
    type: ApplicationCommandType.ChatInput,
    name,
    ...described(summary),
    ...whereOf(command),
    options:
      subcommands.length > 0
        ? subcommands.map((one) => ({
            type: Kind.Subcommand as const,
            name: one.name,
            ...described(one.summary),
            options: optionsOf(one),
          }))
        : optionsOf(bare),
  } as Body[number];
}

const menusOf = (command: Command): Body =>
  (command.menus ?? []).map(
    ({ label }) =>
      ({
        type: ApplicationCommandType.Message,
        name: label.en,
        name_localizations: { ko: label.ko },
        ...whereOf(command),
      }) as Body[number],
  );

const whereOf = ({ inServers, managers }: Command): object => ({
  ...(inServers || managers ? IN_SERVERS : EVERYWHERE),
  ...(managers && { default_member_permissions: String(MANAGE_GUILD) }),
});

/** English under all its names: a client set to another English would else see none. */
const described = ({ en, ko }: Localised): object => ({
  description: en,
  description_localizations: { "en-US": en, "en-GB": en, ko },
});

/** Required options first: Discord rejects any other order. */
const optionsOf = (subcommand: Subcommand | undefined): APIApplicationCommandOption[] =>
  subcommand === undefined
    ? []
    : [...describeOptions(subcommand)].sort((a, b) => Number(b.required) - Number(a.required)).map(optionOf);

const NAMED = { person: Kind.User, channel: Kind.Channel, role: Kind.Role, file: Kind.Attachment } as const;
const PLAIN = {
  string: Kind.String,
  enum: Kind.String,
  integer: Kind.Integer,
  boolean: Kind.Boolean,
} as const;

function optionOf(option: OptionDescription): APIApplicationCommandOption {
  const { name, kind, names, required, choices, suggest, min, max } = option;
  const few = kind === "enum" && choices.length <= CHOICES;
  return {
    type: names === undefined ? PLAIN[kind] : NAMED[names],
    name,
    ...described(option.summary),
    required,
    ...(few && { choices: choices.map((value) => choiceOf(option, value)) }),
    ...((suggest !== undefined || (kind === "enum" && !few)) && { autocomplete: true }),
    ...(kind === "integer" && { ...reach("min_value", min), ...reach("max_value", max) }),
  } as APIApplicationCommandOption;
}

function choiceOf({ labels }: OptionDescription, value: string): object {
  const label = labels?.[value];
  const cut = (text: string): string => cutLetters(text, CHOICE_NAME);
  if (label === undefined) return { name: value, value };
  return { name: cut(label.en), name_localizations: { ko: cut(label.ko) }, value };
}

/** Limits beyond what Discord's numbers hold are the number type's own and not worth saying. */
const reach = (name: string, limit: number | undefined): object =>
  limit === undefined || Math.abs(limit) >= Number.MAX_SAFE_INTEGER ? {} : { [name]: limit };

const routeOf = (application: string, guild: string | undefined) =>
  guild === undefined
    ? Routes.applicationCommands(application)
    : Routes.applicationGuildCommands(application, guild);

/** Puts all commands in one request: those that are no longer declared go. */
export const register = (rest: REST, application: string, commands: Body, guild?: string): Promise<unknown> =>
  rest.put(routeOf(application, guild), { body: commands });

/** Lines that say how what is registered differs; none = nothing to do. */
export async function differences(
  rest: REST,
  application: string,
  commands: Body,
  guild?: string,
): Promise<readonly string[]> {
  const query = new URLSearchParams({ with_localizations: "true" });
  const registered = (await rest.get(routeOf(application, guild), { query })) as object[];
  const byName = (all: readonly object[]) =>
    new Map(all.map((one) => [nameOf(one), plain(guild === undefined ? one : inGuild(one))]));
  const [there, here] = [byName(registered), byName(commands)];
  return [
    ...[...here.keys()].filter((name) => !there.has(name)).map((name) => `+ ${name}: not registered`),
    ...[...there.keys()]
      .filter((name) => !here.has(name))
      .map((name) => `- ${name}: registered, not declared`),
    ...[...here].flatMap(([name, one]) => compare(name, one, there.get(name))),
  ];
}

/** A server's own commands are used nowhere else: Discord keeps neither of these with them. */
const inGuild = (command: object): object => ({ ...command, contexts: null, integration_types: null });

const nameOf = (command: object): string => {
  const { type = 1, name } = command as { type?: number; name: string };
  return type === ApplicationCommandType.ChatInput ? `/${name}` : `"${name}"`;
};

function compare(path: string, here: unknown, there: unknown): string[] {
  if (there === undefined || isDeepStrictEqual(here, there)) return [];
  const keys = (value: unknown): string[] =>
    typeof value === "object" && value !== null ? Object.keys(value) : [];
  if (keys(here).length === 0 || keys(there).length === 0) {
    return [`~ ${path}: ${JSON.stringify(there)} registered, ${JSON.stringify(here)} declared`];
  }
  const at = (value: unknown, key: string): unknown => (value as Record<string, unknown>)[key];
  return [...new Set([...keys(here), ...keys(there)])].flatMap((key) =>
    isDeepStrictEqual(at(here, key), at(there, key))
      ? []
      : at(there, key) === undefined || at(here, key) === undefined
        ? [
            `~ ${path}.${key}: ${JSON.stringify(at(there, key))} registered, ${JSON.stringify(at(here, key))} declared`,
          ]
        : compare(`${path}.${key}`, at(here, key), at(there, key)),
  );
}

/** What both sides can say: Discord adds ids and versions, and leaves out or fills in what is empty. */
const SAID: readonly string[] = [
  ...["type", "name", "name_localizations", "description", "description_localizations", "options", "choices"],
  ...["required", "autocomplete", "min_value", "max_value", "value", "contexts", "integration_types"],
  "default_member_permissions",
];
/** Within them every key is a language: among those is `id`, Indonesian. */
const BY_LANGUAGE: readonly string[] = ["name_localizations", "description_localizations"];
/** Their order says nothing. */
const SETS: readonly string[] = ["contexts", "integration_types"];

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, one]) => SAID.includes(key) && !isEmpty(one))
      .map(([key, one]) => [key, plainField(key, one)] as const),
  );
}

function plainField(key: string, value: unknown): unknown {
  if (BY_LANGUAGE.includes(key)) return value;
  return SETS.includes(key) && Array.isArray(value) ? [...value].sort() : plain(value);
}

const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === false ||
  value === "" ||
  (Array.isArray(value) && value.length === 0);
