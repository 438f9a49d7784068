/** Application commands, global ones and those of one server. */
import { commandFaults, commandsFaults, typeOf } from "./check-command.ts";
import { type Json, recordsOf, textOf } from "./json.ts";
import { COMMAND_CREATIONS_A_DAY } from "./limits.ts";
import { invalidForm, missingAccess, tooManyCreations, unknownCommand } from "./refusal.ts";
import { type Answered, type Call, created, nothing, ok, type Route } from "./router.ts";
import type { World } from "./world.ts";

const DAY_MS = 86_400_000;
const SCOPES = [
  "/applications/{application_id}/commands",
  "/applications/{application_id}/guilds/{guild_id}/commands",
];

export const commandRoutes: readonly Route[] = SCOPES.flatMap((path): Route[] => [
  { method: "GET", path, answer: list },
  { method: "PUT", path, answer: putAll },
  { method: "POST", path, answer: putOne },
  { method: "GET", path: `${path}/{command_id}`, answer: (call) => ok(commandOf(call)) },
  { method: "PATCH", path: `${path}/{command_id}`, answer: change },
  { method: "DELETE", path: `${path}/{command_id}`, answer: remove },
]);

/** Guild id, or "" for the global commands. */
function scopeOf({ world, params }: Call): string {
  if (params.application_id !== world.application) throw missingAccess();
  const guild = params.guild_id;
  if (guild !== undefined && world.guilds.get(guild)?.hasBot !== true) throw missingAccess();
  return guild ?? "";
}

const commandsOf = (world: World, scope: string): readonly Json[] => world.commands.get(scope) ?? [];

function list(call: Call): Answered {
  const all = commandsOf(call.world, scopeOf(call));
  return ok(call.query.get("with_localizations") === "true" ? all : all.map(withoutLocalisations));
}

/** Left out unless they are asked for. */
function withoutLocalisations(entry: Json): Json {
  const { name_localizations: _, description_localizations: __, ...rest } = entry;
  return {
    ...rest,
    ...(Array.isArray(rest.options) && { options: recordsOf(rest.options).map(withoutLocalisations) }),
    ...(Array.isArray(rest.choices) && { choices: recordsOf(rest.choices).map(withoutLocalisations) }),
  };
}

function putAll(call: Call): Answered {
  const { world, json } = call;
  const scope = scopeOf(call);
  const declared = recordsOf(json);
  const faults = commandsFaults(declared);
  if (faults.length > 0) throw invalidForm(faults);
  const before = commandsOf(world, scope);
  const all = declared.map((one) =>
    registered(
      world,
      scope,
      one,
      before.find((other) => isSame(one, other)),
    ),
  );
  count(world, scope, all.filter((one) => !before.some(({ id }) => id === one.id)).length);
  world.commands.set(scope, all);
  return ok(all);
}

function putOne(call: Call): Answered {
  const { world, body } = call;
  const scope = scopeOf(call);
  const before = commandsOf(world, scope);
  const there = before.find((other) => isSame(body, other));
  const all = [...before.filter((one) => one !== there), body];
  const faults = [...commandFaults("", body), ...commandsFaults(all).filter(({ path }) => path === "")];
  if (faults.length > 0) throw invalidForm(faults);
  if (there === undefined) count(world, scope, 1);
  const command = registered(world, scope, body, there);
  world.commands.set(scope, [...before.filter((one) => one !== there), command]);
  return there === undefined ? created(command) : ok(command);
}

function change(call: Call): Answered {
  const { world, body } = call;
  const scope = scopeOf(call);
  const there = commandOf(call);
  const command = registered(world, scope, { ...there, ...body }, there);
  const faults = commandFaults("", command);
  if (faults.length > 0) throw invalidForm(faults);
  world.commands.set(
    scope,
    commandsOf(world, scope).map((one) => (one === there ? command : one)),
  );
  return ok(command);
}

function remove(call: Call): Answered {
  const scope = scopeOf(call);
  const there = commandOf(call);
  call.world.commands.set(
    scope,
    commandsOf(call.world, scope).filter((one) => one !== there),
  );
  return nothing;
}

function commandOf(call: Call): Json {
  const command = commandsOf(call.world, scopeOf(call)).find(({ id }) => id === call.params.command_id);
  if (command === undefined) throw unknownCommand();
  return command;
}

const isSame = (a: Json, b: Json): boolean => a.name === b.name && typeOf(a) === typeOf(b);

function registered(world: World, scope: string, declared: Json, before: Json | undefined): Json {
  const permissions = declared.default_member_permissions;
  return {
    ...{ name_localizations: null, description_localizations: null, nsfw: false, contexts: null },
    ...declared,
    id: before?.id ?? world.nextId(),
    application_id: world.application,
    version: world.nextId(),
    type: typeOf(declared),
    description: textOf(declared.description),
    default_member_permissions:
      permissions === undefined || permissions === null ? null : String(permissions),
    ...(scope === "" ? { integration_types: declared.integration_types ?? [0] } : { guild_id: scope }),
  };
}

/** 200 creations a day for each scope; updating one that is there does not count. */
function count(world: World, scope: string, fresh: number): void {
  const day = `${scope} ${Math.floor(world.clock.now() / DAY_MS)}`;
  const soFar = (world.creations.get(day) ?? 0) + fresh;
  if (soFar > COMMAND_CREATIONS_A_DAY) throw tooManyCreations();
  world.creations.set(day, soFar);
}
