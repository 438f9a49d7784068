/** An interaction as Discord tells it to the bot. */

import type { Json } from "./json.ts";
import { FILE_BYTES } from "./limits.ts";
import {
  appPermissions,
  guildJson,
  interactionChannelJson,
  memberJson,
  messageJson,
  userJson,
} from "./shown-json.ts";
import { type Channel, EVERYBODY, type Interaction, type Person, type World } from "./world.ts";

/** Where the app is used: a server, its own direct messages, any other. */
const IN_GUILD = 0;
const IN_BOT_DM = 1;

export interface Use {
  readonly type: number;
  readonly person: Person;
  readonly channel: Channel;
  readonly data: Json;
  /** For people to read: `/sample draw`, a custom id. */
  readonly name: string;
  readonly source?: string;
  /** Used as an app that the person installed for themselves. */
  readonly byUser: boolean;
}

export function createInteraction(world: World, use: Use): Interaction {
  const { type, person, channel, data, name, source, byUser } = use;
  const id = world.nextId();
  const interaction: Interaction = {
    ...{ id, token: tokenOf(world, id), type, person: person.id, channel: channel.id, byUser, name, data },
    ...(channel.guild !== undefined && { guild: channel.guild }),
    ...(source !== undefined && { source }),
    ...{ at: world.clock.now(), produced: [], followUps: 0, updates: 0 },
  };
  world.interactions.set(id, interaction);
  return interaction;
}

export function payloadOf(world: World, interaction: Interaction, { person, channel, byUser }: Use): Json {
  const { id, token, type, data } = interaction;
  const guild = world.guilds.get(channel.guild ?? "");
  const source = world.messages.get(interaction.source ?? "");
  const member = { ...memberJson(person, false), permissions: String(EVERYBODY | person.permissions) };
  return {
    ...{ id, token, type, data, version: 1, application_id: world.application },
    ...{ channel_id: channel.id, channel: interactionChannelJson(world, channel, person) },
    ...(guild === undefined
      ? { user: userJson(person, false) }
      : {
          guild_id: guild.id,
          guild: { id: guild.id, locale: guild.locale, features: guildJson(guild).features },
          member,
          guild_locale: guild.locale,
        }),
    ...(source !== undefined && { message: messageJson(world, source) }),
    ...{ locale: person.locale, app_permissions: appPermissions(world, channel), entitlements: [] },
    authorizing_integration_owners: byUser ? { 1: person.id } : { 0: guild?.id ?? "0" },
    context: guild === undefined ? IN_BOT_DM : IN_GUILD,
    attachment_size_limit: FILE_BYTES,
  };
}

/** Long and opaque, as Discord's are. */
const tokenOf = (world: World, id: string): string =>
  Buffer.from(`interaction:${id}:${world.nextId()}${"x".repeat(80)}`).toString("base64url");
