/** The places and people of a fresh Discord, and what a moderator does to them. */
import { PermissionFlagsBits, type PermissionsString } from "discord.js";
import type { Clock } from "./clock.ts";
import type { Who } from "./person.ts";
import { type Seen, seenBy } from "./seen.ts";
import { channelJson, guildCreateJson } from "./shown-json.ts";
import { type Channel, DM, type Guild, type Person, snowflakes, TEXT, type World } from "./world.ts";

export interface GuildParts {
  readonly name: string;
  /** What its public posts are in; `en-US`. */
  readonly locale?: string;
  /** `general` and `quiz`. */
  readonly channels?: readonly string[];
  /** False: only a person brought the app there. */
  readonly hasBot?: boolean;
}

export interface Places {
  /** Everything in a channel that this person can see, oldest first. */
  seenBy(name: string, channel: string): readonly Seen[];
  /** The id of a channel, by its name. */
  channel(name: string, guild?: string): string;
  guild(name?: string): string;
  addGuild(parts: GuildParts): string;
  /** The bot is thrown out. */
  removeBot(guild?: string): void;
  deleteChannel(channel: string): void;
  /** As a moderator does it. */
  archive(thread: string, how?: { readonly locked?: boolean }): void;
  /** As a moderator takes it out again, and unlocks it. */
  unarchive(thread: string): void;
  rename(channel: string, name: string): void;
  /** What the bot may not do there; said anew each time. */
  deny(channel: string, permissions: readonly PermissionsString[]): void;
}

export function createWorld(clock: Clock, watch: World["watch"], publicKey: string): World {
  const nextId = snowflakes(clock.now);
  const application = nextId();
  const secret = nextId();
  return {
    ...{ clock, watch, application, publicKey, nextId, url: "", shards: 1 },
    // A bot has its application's id; the token starts with it, as Discord's do.
    bot: { id: application, name: "ackademy", locale: "en-US", permissions: 0n },
    token: `${Buffer.from(application).toString("base64url")}.local.${secret}`,
    ...{ guilds: new Map(), channels: new Map(), people: new Map(), messages: new Map(), files: new Map() },
    ...{ commands: new Map(), creations: new Map(), interactions: new Map(), violations: [] },
    emit: () => undefined,
  };
}

export function addGuild(
  world: World,
  { name, locale = "en-US", channels = ["general", "quiz"], hasBot = true }: GuildParts,
): Guild {
  // A millisecond apart, so that several servers spread over several shards.
  const id = String(BigInt(world.application) + (BigInt(world.guilds.size + 1) << 22n));
  const guild: Guild = { id, name, locale, owner: world.nextId(), hasBot };
  world.guilds.set(guild.id, guild);
  for (const channel of channels) addChannel(world, { type: TEXT, name: channel, guild: guild.id });
  if (hasBot) world.emit("GUILD_CREATE", guildCreateJson(world, guild), guild.id);
  return guild;
}

function addChannel(world: World, made: Pick<Channel, "type" | "name" | "guild" | "with">): Channel {
  const channel: Channel = {
    ...made,
    id: world.nextId(),
    archived: false,
    locked: false,
    archiveMinutes: 0,
    denied: 0n,
  };
  world.channels.set(channel.id, channel);
  return channel;
}

export function places(world: World): Places {
  const changed = (channel: Channel): void => {
    world.emit(
      channel.parent === undefined ? "CHANNEL_UPDATE" : "THREAD_UPDATE",
      channelJson(world, channel),
      channel.guild,
    );
    world.watch.changed();
  };
  return {
    seenBy: (name, channel) => seenBy(world, personOf(world, name, {}).id, channelNamed(world, channel).id),
    channel: (name, guild) => channelNamed(world, name, guild).id,
    guild: (name) => guildNamed(world, name).id,
    addGuild: (parts) => addGuild(world, parts).id,
    removeBot: (name) => {
      const { id, ...guild } = guildNamed(world, name);
      world.guilds.set(id, { id, ...guild, hasBot: false });
      world.emit("GUILD_DELETE", { id }, id);
    },
    deleteChannel: (name) => {
      const channel = channelNamed(world, name);
      world.channels.delete(channel.id);
      world.emit(
        channel.parent === undefined ? "CHANNEL_DELETE" : "THREAD_DELETE",
        channelJson(world, channel),
        channel.guild,
      );
    },
    archive: (thread, { locked = false } = {}) => {
      const channel = channelNamed(world, thread);
      Object.assign(channel, { archived: true, locked });
      changed(channel);
    },
    unarchive: (thread) => {
      const channel = channelNamed(world, thread);
      Object.assign(channel, { archived: false, locked: false });
      changed(channel);
    },
    rename: (was, name) => {
      const channel = channelNamed(world, was);
      Object.assign(channel, { name });
      changed(channel);
    },
    deny: (name, permissions) => {
      const channel = channelNamed(world, name);
      channel.denied = permissions.reduce((bits, one) => bits | PermissionFlagsBits[one], 0n);
      changed(channel);
    },
  };
}

function guildNamed(world: World, name?: string): Guild {
  const found = [...world.guilds.values()].find(
    (one) => name === undefined || one.name === name || one.id === name,
  );
  if (found === undefined) throw new Error(`no server is called ${name}`);
  return found;
}

function channelNamed(world: World, name: string, guild?: string): Channel {
  const within = guild === undefined ? undefined : guildNamed(world, guild).id;
  const named = [...world.channels.values()].filter((one) => within === undefined || one.guild === within);
  const found = named.find(({ id }) => id === name) ?? named.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no channel is called ${name}`);
  return found;
}

/** The same person by the same name; what they may do and what they speak is as last said. */
export function personOf(world: World, name: string, { locale, permissions }: Who): Person {
  const before = [...world.people.values()].find((one) => one.name === name);
  const person: Person = {
    id: before?.id ?? world.nextId(),
    name,
    locale: locale ?? before?.locale ?? "en-US",
    permissions:
      permissions?.reduce((bits, one) => bits | PermissionFlagsBits[one], 0n) ?? before?.permissions ?? 0n,
  };
  world.people.set(person.id, person);
  return person;
}

export function seatOf(world: World, person: Person, { guild, channel, dm }: Who): Channel {
  if (dm === true) {
    const there = [...world.channels.values()].find((one) => one.with === person.id);
    return there ?? addChannel(world, { type: DM, name: "", with: person.id });
  }
  const { id } = guildNamed(world, guild);
  if (channel !== undefined) return channelNamed(world, channel, id);
  return [...world.channels.values()].find((one) => one.guild === id) as Channel;
}
