/** One person in front of Discord's client: types, presses, chooses, fills in, and sees what comes of it. */
import type { PermissionsString } from "discord.js";
import { AUTOCOMPLETE, COMMAND, COMPONENT, MODAL_SUBMIT } from "./answer-interaction.ts";
import { type Answered, answeredOf, isShown } from "./answered.ts";
import { BUTTON, LABEL, STRING_SELECT } from "./check-components.ts";
import { ClientRefuses, fillIn, type OptionValues, offered } from "./client-options.ts";
import { createInteraction, payloadOf, type Use } from "./client-payload.ts";
import type { Delivery } from "./deliver.ts";
import { isRecord, type Json, recordsOf, textOf } from "./json.ts";
import { type Seen, type SeenField, seenMessage } from "./seen.ts";
import { messageJson } from "./shown-json.ts";
import { type Channel, EVERYBODY, type Message, type Person, type World } from "./world.ts";

export interface Who {
  /** `ko`, `en-US` (without it), … */
  readonly locale?: string;
  /** Beside what everybody may do. */
  readonly permissions?: readonly PermissionsString[];
  /** A server's name; the first one where it is not given. */
  readonly guild?: string;
  /** A channel's name, or the id of a channel or thread; the server's first one where it is not given. */
  readonly channel?: string;
  /** In the direct messages with the bot. */
  readonly dm?: boolean;
  /** As an app that this person installed for themselves. */
  readonly byUser?: boolean;
  /** A client that has not loaded the commands anew: it offers what is registered no more. */
  readonly stale?: boolean;
  /** `shown`: a call waits until "thinking" is over; `first`: only for the first answer. */
  readonly until?: "shown" | "first";
  /** How long "thinking" may last, in real milliseconds; 4,000. */
  readonly waitMs?: number;
}

export interface Client {
  readonly id: string;
  /** `command("help")`, `command("help", { topic: "syn" })`, `command("handshake", "run", { rtt: 80 })`. */
  command(name: string, ...rest: Rest): Promise<Answered>;
  /** The last option named is the one being typed. */
  autocomplete(name: string, ...rest: Rest): Promise<Answered>;
  /** A button, by its custom id or label. `forged`: an id that the message does not show. */
  press(message: Seen, which: string, how?: { readonly forged?: boolean }): Promise<Answered>;
  select(message: Seen, which: string, values: readonly string[]): Promise<Answered>;
  submitModal(
    opened: Answered,
    values: Readonly<Record<string, string | readonly string[]>>,
  ): Promise<Answered>;
  /** An entry of the message's "Apps" menu. */
  messageMenu(name: string, message: Seen): Promise<Answered>;
}

type Rest = readonly [] | readonly [OptionValues] | readonly [string] | readonly [string, OptionValues];

interface Seat {
  readonly world: World;
  readonly delivery: Delivery;
  readonly person: Person;
  readonly channel: Channel;
  readonly who: Who;
}

const MESSAGE_MENU = 3;

export function clientOf(seat: Seat): Client {
  return {
    id: seat.person.id,
    command: async (name, ...rest) => use(seat, COMMAND, { name, ...slash(seat, name, rest, false) }),
    autocomplete: async (name, ...rest) =>
      use(seat, AUTOCOMPLETE, { name, ...slash(seat, name, rest, true) }),
    press: async (message, which, how = {}) => {
      const found = how.forged === true ? which : customIdOf(seat, message, which);
      const data = { component_type: BUTTON, custom_id: found, id: 1 };
      return use(seat, COMPONENT, { name: which, data, source: message.id });
    },
    select: async (message, which, values) => {
      const select = liveMessage(seat, message).selects.find((one) =>
        [one.customId, one.placeholder].includes(which),
      );
      if (select === undefined) throw new ClientRefuses(`the message has no select ${which}`);
      mustOffer(select, values);
      const data = { component_type: STRING_SELECT, custom_id: select.customId, id: 1, values };
      return use(seat, COMPONENT, { name: which, data, source: message.id });
    },
    submitModal: async (opened, values) => submit(seat, opened, values),
    messageMenu: async (name, message) => use(seat, COMMAND, { name, data: menu(seat, name, message) }),
  };
}

function slash(seat: Seat, name: string, rest: Rest, typing: boolean): { readonly data: Json } {
  const { world, person, channel } = seat;
  const path = typeof rest[0] === "string" ? rest[0].split(" ") : [];
  const values = (typeof rest[0] === "string" ? rest[1] : rest[0]) ?? {};
  const declared = commandFor(seat, 1, name);
  const focused = typing ? Object.keys(values).at(-1) : undefined;
  const { options, resolved } = fillIn(
    {
      world,
      person,
      declared,
      ...(channel.guild !== undefined && { guild: channel.guild }),
      ...(focused !== undefined && { focused }),
    },
    path,
    values,
  );
  const filled = Object.keys(resolved).length > 0 ? { resolved } : {};
  return { data: { ...identityOf(seat, declared), name, type: 1, options, ...filled } };
}

function menu(seat: Seat, name: string, message: Seen): Json {
  const declared = commandFor(seat, MESSAGE_MENU, name);
  liveMessage(seat, message);
  const stored = seat.world.messages.get(message.id) as Message;
  const messages = { [message.id]: messageJson(seat.world, stored) };
  return {
    ...identityOf(seat, declared),
    name,
    type: MESSAGE_MENU,
    target_id: message.id,
    resolved: { messages },
  };
}

const identityOf = ({ world }: Seat, declared: Json | undefined): Json => ({
  id: declared?.id ?? world.nextId(),
  ...(declared?.guild_id !== undefined && { guild_id: declared.guild_id }),
});

/** What this client offers; a stale one is asked for nothing. */
function commandFor({ world, channel, person, who }: Seat, type: number, name: string): Json | undefined {
  if (who.stale === true) return undefined;
  const command = offered(world, channel.guild, type, name);
  if (command === undefined) throw new ClientRefuses(`no command ${name} is registered`);
  if (channel.archived) throw new ClientRefuses("an archived thread takes no commands");
  const context = channel.guild === undefined ? 1 : 0;
  const { contexts, integration_types, default_member_permissions } = command;
  if (Array.isArray(contexts) && !contexts.includes(context))
    throw new ClientRefuses(`${name} is not offered here`);
  const install = who.byUser === true ? 1 : 0;
  if (Array.isArray(integration_types) && !integration_types.includes(install)) {
    throw new ClientRefuses(`${name} is not offered to this kind of installation`);
  }
  const wanted = BigInt(textOf(default_member_permissions) || 0);
  if (context === 0 && ((EVERYBODY | person.permissions) & wanted) !== wanted) {
    throw new ClientRefuses(`${name} is not offered to ${person.name}`);
  }
  return command;
}

/** The message as it is now, if this person can see it. */
function liveMessage({ world, person }: Seat, { id }: Seen): Seen {
  const message = world.messages.get(id);
  if (message === undefined) throw new ClientRefuses("the message is gone");
  if (message.onlyFor !== undefined && message.onlyFor !== person.id)
    throw new ClientRefuses("the message is not theirs to see");
  return seenMessage(message);
}

function customIdOf(seat: Seat, message: Seen, which: string): string {
  const { buttons } = liveMessage(seat, message);
  const button =
    buttons.find(({ customId }) => customId === which) ?? buttons.find(({ label }) => label === which);
  const shown = buttons.map(({ label }) => label).join(", ");
  if (button === undefined)
    throw new ClientRefuses(`the message has no button ${which}; it has ${shown || "none"}`);
  if (button.disabled) throw new ClientRefuses(`the button ${which} is disabled`);
  return button.customId;
}

function submit(
  seat: Seat,
  opened: Answered,
  values: Readonly<Record<string, string | readonly string[]>>,
): Promise<Answered> {
  const { modal } = opened;
  const from = seat.world.interactions.get(opened.interaction);
  if (modal === undefined || from?.first?.kind !== "modal") throw new ClientRefuses("no form is open");
  const unknown = Object.keys(values).find((name) => !modal.fields.some(({ customId }) => customId === name));
  if (unknown !== undefined) throw new ClientRefuses(`the form has no field ${unknown}`);
  let next = 1;
  const filled = (part: Json): Json => {
    const field = modal.fields.find(({ customId }) => customId === part.custom_id) as SeenField;
    return {
      id: next++,
      type: part.type,
      custom_id: field.customId,
      ...filledField(field, values[field.customId]),
    };
  };
  const components = recordsOf(from.first.modal.components).map((row) => ({
    ...{ type: row.type, id: next++ },
    ...(row.type === LABEL && isRecord(row.component) ? { component: filled(row.component) } : {}),
    ...(Array.isArray(row.components) ? { components: recordsOf(row.components).map(filled) } : {}),
  }));
  const data = { custom_id: modal.customId, components };
  return use(seat, MODAL_SUBMIT, {
    name: modal.title,
    data,
    ...(from.source !== undefined && { source: from.source }),
  });
}

function filledField(field: SeenField, value: string | readonly string[] = field.value): Json {
  const { customId, kind, required, min, max } = field;
  if (kind === "select") {
    const values = typeof value === "string" ? [value].filter(Boolean) : value;
    if (required || values.length > 0) mustOffer(field, values);
    return { values };
  }
  const { length } = value;
  if ((required && length === 0) || (length > 0 && length < min) || length > max) {
    throw new ClientRefuses(
      `the field ${customId} takes ${Math.max(min, required ? 1 : 0)} to ${max} characters`,
    );
  }
  return { value };
}

function mustOffer(
  { options, min, max }: Pick<SeenField, "options" | "min" | "max">,
  values: readonly string[],
): void {
  const strange = values.find((value) => !options.some((one) => one.value === value));
  if (strange !== undefined) throw new ClientRefuses(`${strange} is not offered`);
  if (values.length < min || values.length > max)
    throw new ClientRefuses(`${min} to ${max} have to be chosen`);
}

async function use(
  seat: Seat,
  type: number,
  { name, data, source }: Pick<Use, "name" | "data" | "source">,
): Promise<Answered> {
  const { world, delivery, person, who } = seat;
  const channel = world.channels.get(world.messages.get(source ?? "")?.channel ?? "") ?? seat.channel;
  const made: Use = {
    type,
    person,
    channel,
    name,
    data,
    byUser: who.byUser === true,
    ...(source !== undefined && { source }),
  };
  const interaction = createInteraction(world, made);
  delivery.deliver(interaction, payloadOf(world, interaction, made));
  await world.watch.until(() => interaction.first !== undefined, `an answer to ${name}`);
  if (who.until !== "first")
    await world.watch.until(() => isShown(world, interaction), `what was announced for ${name}`, who.waitMs);
  return answeredOf(world, interaction);
}
