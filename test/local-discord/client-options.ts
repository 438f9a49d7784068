/** A slash command as Discord's own client lets a person fill it in: it sends nothing that does not fit what is registered. */
import { typeOf } from "./check-command.ts";
import { type Json, numberOf, recordsOf, textOf } from "./json.ts";
import { STRING_OPTION } from "./limits.ts";
import { fileJson, interactionChannelJson, memberJson, userJson } from "./shown-json.ts";
import type { Person, StoredFile, World } from "./world.ts";

export interface FileOption {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly contentType?: string;
}

/** People, channels and files are given by name; everything else as it is. */
export type OptionValue = string | number | boolean | FileOption;
export type OptionValues = Readonly<Record<string, OptionValue>>;

const KIND = {
  sub: 1,
  group: 2,
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  number: 10,
  file: 11,
} as const;

export interface Filling {
  readonly world: World;
  readonly person: Person;
  readonly guild?: string;
  /** `undefined`: a client that still has an older list of commands, which sends what it likes. */
  readonly declared: Json | undefined;
  /** The option that is being typed: not held against anything yet. */
  readonly focused?: string;
}

export interface Filled {
  readonly options: readonly Json[];
  readonly resolved: Json;
}

export class ClientRefuses extends Error {
  override readonly name = "ClientRefuses";
}

/** `path`: subcommand, or group and subcommand. */
export function fillIn(filling: Filling, path: readonly string[], values: OptionValues): Filled {
  const resolved: Resolved = { users: {}, members: {}, channels: {}, attachments: {} };
  const options = level(filling, filling.declared, path, values, resolved);
  const used = Object.entries(resolved).filter(([, entries]) => Object.keys(entries).length > 0);
  return { options, resolved: Object.fromEntries(used) };
}

type Resolved = Record<"users" | "members" | "channels" | "attachments", Record<string, Json>>;

function level(
  filling: Filling,
  declared: Json | undefined,
  path: readonly string[],
  values: OptionValues,
  resolved: Resolved,
): readonly Json[] {
  const [step, ...rest] = path;
  const known = recordsOf(declared?.options);
  if (step !== undefined) {
    const inner = known.find(({ name, type }) => name === step && (type === KIND.sub || type === KIND.group));
    if (filling.declared !== undefined && inner === undefined)
      throw new ClientRefuses(`there is no subcommand ${step}`);
    const type = rest.length > 0 ? KIND.group : KIND.sub;
    return [{ type, name: step, options: level(filling, inner, rest, values, resolved) }];
  }
  if (filling.declared !== undefined) mustFit(known, values, filling.focused);
  return Object.entries(values).map(([name, value]) => {
    const option = known.find((one) => one.name === name);
    if (name === filling.focused)
      return { name, type: numberOf(option?.type) ?? KIND.string, value, focused: true };
    if (option !== undefined) check(option, value);
    return { name, ...encoded(filling, numberOf(option?.type) ?? plainKind(value), value, resolved) };
  });
}

function mustFit(known: readonly Json[], values: OptionValues, focused: string | undefined): void {
  if (known.some(({ type }) => type === KIND.sub || type === KIND.group))
    throw new ClientRefuses("a subcommand has to be chosen");
  const unknown = Object.keys(values).find((name) => !known.some((one) => one.name === name));
  if (unknown !== undefined) throw new ClientRefuses(`there is no option ${unknown}`);
  const missing = known.find(({ name, required }) => required === true && values[textOf(name)] === undefined);
  if (missing !== undefined && focused === undefined)
    throw new ClientRefuses(`the option ${missing.name} is required`);
}

const plainKind = (value: OptionValue): number => {
  if (typeof value === "boolean") return KIND.boolean;
  if (typeof value === "number") return KIND.integer;
  return typeof value === "string" ? KIND.string : KIND.file;
};

function check(option: Json, value: OptionValue): void {
  const { name, type, choices } = option;
  const listed = recordsOf(choices);
  const fits: Readonly<Record<number, boolean>> = {
    [KIND.string]:
      typeof value === "string" &&
      inReach(value.length, option.min_length ?? 0, option.max_length ?? STRING_OPTION),
    [KIND.integer]: Number.isInteger(value) && inReach(value as number, option.min_value, option.max_value),
    [KIND.number]: typeof value === "number" && inReach(value, option.min_value, option.max_value),
    [KIND.boolean]: typeof value === "boolean",
    [KIND.file]: typeof value === "object",
  };
  if (fits[numberOf(type) ?? 0] === false)
    throw new ClientRefuses(`${name}: ${JSON.stringify(value)} does not fit`);
  if (listed.length > 0 && !listed.some((one) => one.value === value)) {
    throw new ClientRefuses(`${name}: ${JSON.stringify(value)} is not one of its choices`);
  }
}

const inReach = (value: number, min: unknown, max: unknown): boolean =>
  value >= (numberOf(min) ?? -(2 ** 53)) && value <= (numberOf(max) ?? 2 ** 53);

function encoded(filling: Filling, type: number, value: OptionValue, resolved: Resolved): Json {
  const { world, person, guild } = filling;
  if (type === KIND.user) {
    const found = [...world.people.values()].find(({ id, name }) => id === value || name === value);
    if (found === undefined) throw new ClientRefuses(`there is nobody called ${String(value)}`);
    resolved.users[found.id] = userJson(found, false);
    if (guild !== undefined)
      resolved.members[found.id] = { ...memberJson(found, false), permissions: String(found.permissions) };
    return { type, value: found.id };
  }
  if (type === KIND.channel) {
    const found = [...world.channels.values()].find(
      (one) => one.id === value || (one.name === value && one.guild === guild),
    );
    if (found === undefined) throw new ClientRefuses(`there is no channel ${String(value)}`);
    resolved.channels[found.id] = interactionChannelJson(world, found, person);
    return { type, value: found.id };
  }
  if (typeof value === "object") {
    const { name, bytes, contentType = "text/plain; charset=utf-8" } = value;
    const file: StoredFile = { id: world.nextId(), name, bytes, contentType };
    world.files.set(file.id, file);
    resolved.attachments[file.id] = { ...fileJson(world, file), ephemeral: true };
    return { type: KIND.file, value: file.id };
  }
  return { type, value };
}

/** The command as this client would offer it: the server's own before the global one. */
export function offered(
  world: World,
  guild: string | undefined,
  type: number,
  name: string,
): Json | undefined {
  const scopes = guild === undefined ? [""] : [guild, ""];
  return scopes
    .flatMap((scope) => world.commands.get(scope) ?? [])
    .find((one) => typeOf(one) === type && one.name === name);
}
