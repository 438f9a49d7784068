/** What is in the world, in the shapes that Discord's API gives it. */
import type { Json } from "./json.ts";
import { sizeOf } from "./upload.ts";
import {
  botPermissions,
  type Channel,
  EVERYBODY,
  type Guild,
  type Interaction,
  isThread,
  type Message,
  type Person,
  type StoredFile,
  type World,
} from "./world.ts";

const JOINED = "2024-01-01T00:00:00.000000+00:00";
const APPLICATION_COMMAND = 2;
const COMPONENT = 3;
const MODAL = 5;

const timeOf = (ms: number): string => new Date(ms).toISOString().replace("Z", "000+00:00");

export const userJson = ({ id, name }: Person, bot: boolean): Json => ({
  ...{ id, username: name, global_name: bot ? null : name, discriminator: bot ? "0001" : "0" },
  ...{ avatar: null, public_flags: 0, flags: 0, bot, banner: null, accent_color: null, primary_guild: null },
});

export const selfJson = (world: World): Json => ({
  ...userJson(world.bot, true),
  ...{ mfa_enabled: false, locale: "en-US", verified: true, email: null },
});

export const memberJson = (person: Person, bot: boolean): Json => ({
  user: userJson(person, bot),
  ...{ nick: null, avatar: null, banner: null, roles: [], joined_at: JOINED, premium_since: null },
  ...{ deaf: false, mute: false, flags: 0, pending: false, communication_disabled_until: null },
});

export const applicationJson = ({ application, bot, publicKey }: World): Json => ({
  ...{ id: application, name: bot.name, icon: null, description: "", type: null, verify_key: publicKey },
  ...{ flags: 0, flags_new: "0", redirect_uris: [], interactions_endpoint_url: null },
  ...{ role_connections_verification_url: null, bot_public: true, bot_require_code_grant: false },
  ...{ owner: userJson({ ...bot, id: "1", name: "owner" }, false), team: null, explicit_content_filter: 0 },
  ...{
    approximate_guild_count: 1,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
  },
  ...{ eligible_oauth2_scopes: [], integration_types_config: { 0: {}, 1: {} }, bot: userJson(bot, true) },
});

export function channelJson(world: World, channel: Channel): Json {
  const { id, type, name, guild } = channel;
  if (guild === undefined) {
    const other = world.people.get(channel.with ?? "");
    const recipients = other === undefined ? [] : [userJson(other, false)];
    return { id, type, flags: 0, last_message_id: null, recipients };
  }
  if (isThread(channel)) return threadJson(world, channel);
  const overwrite = { id: world.bot.id, type: 1, allow: "0", deny: String(channel.denied) };
  return {
    ...{ id, type, name, guild_id: guild, position: 0, flags: 0, nsfw: false, parent_id: null, topic: null },
    ...{
      last_message_id: null,
      rate_limit_per_user: 0,
      permission_overwrites: channel.denied ? [overwrite] : [],
    },
  };
}

function threadJson(world: World, channel: Channel): Json {
  const messages = [...world.messages.values()].filter((one) => one.channel === channel.id).length;
  return {
    ...{
      id: channel.id,
      type: channel.type,
      name: channel.name,
      guild_id: channel.guild,
      parent_id: channel.parent,
    },
    ...{ owner_id: world.bot.id, flags: 0, last_message_id: null, rate_limit_per_user: 0 },
    ...{ message_count: messages, total_message_sent: messages, member_count: 1 },
    thread_metadata: {
      ...{
        archived: channel.archived,
        locked: channel.locked,
        auto_archive_duration: channel.archiveMinutes,
      },
      ...{ archive_timestamp: JOINED, create_timestamp: JOINED },
    },
    member: { id: channel.id, user_id: world.bot.id, join_timestamp: JOINED, flags: 0 },
  };
}

/** The channel as it comes with an interaction: with what its person may do there. */
export const interactionChannelJson = (world: World, channel: Channel, person: Person): Json => ({
  ...channelJson(world, channel),
  permissions: String(EVERYBODY | person.permissions),
});

export function guildJson(guild: Guild): Json {
  const everyone = {
    ...{
      id: guild.id,
      name: "@everyone",
      permissions: String(EVERYBODY),
      position: 0,
      color: 0,
      hoist: false,
    },
    ...{
      colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
      managed: false,
      flags: 0,
    },
    ...{ mentionable: false, icon: null, unicode_emoji: null, description: null },
  };
  return {
    ...{
      id: guild.id,
      name: guild.name,
      owner_id: guild.owner,
      preferred_locale: guild.locale,
      roles: [everyone],
    },
    ...{
      emojis: [],
      stickers: [],
      features: [],
      icon: null,
      splash: null,
      discovery_splash: null,
      banner: null,
    },
    ...{ description: null, home_header: null, application_id: null, region: "seoul", afk_channel_id: null },
    ...{ afk_timeout: 300, system_channel_id: null, system_channel_flags: 0, rules_channel_id: null },
    ...{
      widget_enabled: false,
      widget_channel_id: null,
      public_updates_channel_id: null,
      max_members: 500_000,
    },
    ...{
      safety_alerts_channel_id: null,
      incidents_data: null,
      verification_level: 0,
      default_message_notifications: 1,
      mfa_level: 0,
    },
    ...{
      explicit_content_filter: 0,
      max_presences: null,
      max_video_channel_users: 25,
      vanity_url_code: null,
    },
    ...{ max_stage_video_channel_users: 50, premium_tier: 0, premium_subscription_count: 0, nsfw: false },
    ...{ nsfw_level: 0, premium_progress_bar_enabled: false, premium_progress_bar_enabled_user: 0 },
  };
}

/** GUILD_CREATE: the server with what is in it. */
export function guildCreateJson(world: World, guild: Guild): Json {
  const here = [...world.channels.values()].filter((one) => one.guild === guild.id);
  return {
    ...guildJson(guild),
    ...{ joined_at: JOINED, large: false, unavailable: false, member_count: world.people.size + 1 },
    ...{ members: [memberJson(world.bot, true)], voice_states: [], presences: [], stage_instances: [] },
    ...{ guild_scheduled_events: [], soundboard_sounds: [] },
    channels: here.filter((one) => !isThread(one)).map((one) => channelJson(world, one)),
    threads: here.filter((one) => isThread(one) && !one.archived).map((one) => channelJson(world, one)),
  };
}

export function fileJson({ url }: World, file: StoredFile): Json {
  const at = `${url}/attachments/${file.id}/${encodeURIComponent(file.name)}`;
  return {
    ...{ id: file.id, filename: file.name, size: file.bytes.length, url: at, proxy_url: at },
    ...(file.description !== undefined && { description: file.description }),
    content_type: file.contentType,
    ...sizeOf(file.bytes),
  };
}

export function messageJson(world: World, message: Message): Json {
  const { id, channel, author, content, embeds, components, files, flags, at, editedAt, nonce } = message;
  const person = world.people.get(author);
  const interaction = world.interactions.get(message.interaction ?? "");
  const thread = message.thread === undefined ? undefined : world.channels.get(message.thread);
  return {
    ...{
      id,
      channel_id: channel,
      content,
      embeds,
      components,
      flags,
      type: interaction === undefined ? 0 : 20,
    },
    author: person === undefined ? userJson(world.bot, true) : userJson(person, false),
    attachments: files.map((file) => fileJson(world, file)),
    ...{ timestamp: timeOf(at), edited_timestamp: editedAt === undefined ? null : timeOf(editedAt) },
    ...{ mentions: [], mention_roles: [], mention_everyone: false, pinned: false, tts: false },
    ...(nonce !== undefined && { nonce }),
    ...(thread !== undefined && { thread: channelJson(world, thread) }),
    ...(interaction !== undefined && {
      webhook_id: world.application,
      application_id: world.application,
      interaction_metadata: metadataJson(world, interaction),
    }),
  };
}

function metadataJson(world: World, { id, type, person, source }: Interaction): Json {
  const who = world.people.get(person);
  return {
    ...{ id, type, user: who === undefined ? null : userJson(who, false) },
    authorizing_integration_owners: {},
    ...(type === COMPONENT && { interacted_message_id: source }),
    ...(type === MODAL && { triggering_interaction_metadata: { id, type: APPLICATION_COMMAND } }),
  };
}

export const appPermissions = (world: World, channel: Channel): string =>
  String(botPermissions(world, channel));
