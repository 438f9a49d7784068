/** One workspace: `emulate` keeps its messages, files and channels; who is in it and what the bot may is here. */
import { type Emulate, openEmulate } from "./emulate.ts";
import { type Fields, fieldsOf, listOf, textOf } from "./json.ts";
import { PEOPLE } from "./limits.ts";

export interface Person {
  readonly id: string;
  readonly name: string;
  locale: string;
  admin: boolean;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  /** Users who are in it, the bot's among them. */
  readonly members: Set<string>;
  gone: boolean;
  archived: boolean;
}

/** Slack's name for every channel of direct messages. */
export const DIRECT = "directmessage";

export type Reply = Fields & { readonly ok: boolean; readonly error?: string };

export interface Workspace {
  readonly id: string;
  readonly domain: string;
  readonly bot: { readonly user: string; readonly id: string; readonly name: string };
  readonly channels: ReadonlyMap<string, Channel>;
  readonly people: ReadonlyMap<string, Person>;
  /** Whoever is not there yet joins the workspace. */
  person(name: string): Person;
  /** A public channel by its name, made where there is none; the bot is in it. */
  channel(name: string): Promise<Channel>;
  /** The direct messages between the bot and somebody. */
  direct(user: string): Promise<Channel>;
  archive(channel: Channel): Promise<void>;
  unarchive(channel: Channel): Promise<void>;
  rename(channel: Channel, name: string): Promise<void>;
  /** Asks `emulate` as the bot, an administrator or one of the people. */
  ask(method: string, fields: Fields, as?: "bot" | "admin" | { readonly user: string }): Promise<Reply>;
  /** Hands on what is no method: an upload. */
  hand(path: string, body: Uint8Array): Promise<Response>;
  close(): Promise<void>;
}

/** `emulate` allows one token 5,000 requests an hour: the bot has several. */
const BOT_TOKENS = 20;

export interface WorkspaceParts {
  readonly id: string;
  readonly domain: string;
  readonly app: string;
  readonly bot: Workspace["bot"];
  /** The edge's own address, under which this workspace is known. */
  readonly base: string;
}

export async function openWorkspace(parts: WorkspaceParts): Promise<Workspace> {
  const emulate = await openEmulate(seedOf(parts), parts.base);
  let asked = 0;
  const tokenOf = (as: "bot" | "admin" | { readonly user: string }): string => {
    if (as === "bot") return `bot-${asked++ % BOT_TOKENS}`;
    return as === "admin" ? "admin" : `as-${seats.indexOf(as.user) + 1}`;
  };
  const ask: Workspace["ask"] = async (method, fields, as = "bot") => {
    const response = await fetch(`${emulate.url}/api/${method}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${tokenOf(as)}` },
      body: JSON.stringify(fields),
    });
    return fieldsOf(await response.json()) as Reply;
  };
  const listed = await ask("users.list", { limit: 1_000 }, "admin");
  const idOf = new Map(listOf(listed.members).map(({ name, id }) => [textOf(name), textOf(id)]));
  const seats = Array.from({ length: PEOPLE }, (_, at) => idOf.get(seatName(at)) ?? "");
  return { ...parts, ask, ...peopleOf(seats), ...channelsOf(parts, ask), ...handOn(emulate) };
}

const seatName = (at: number): string => `person-${at + 1}`;

function seedOf({ app, bot }: WorkspaceParts) {
  return {
    slack: {
      users: Array.from({ length: PEOPLE }, (_, at) => ({ name: seatName(at) })),
      oauth_apps: [
        {
          ...{ app_id: app, client_id: app, client_secret: app, name: bot.name, redirect_uris: [] },
          ...{ bot_id: bot.id, bot_user_id: bot.user, bot_name: bot.name },
        },
      ],
      tokens: [
        ...Array.from({ length: BOT_TOKENS }, (_, at) => ({ token: `bot-${at}`, user_id: bot.user })),
        { token: "admin", user: "admin" },
        ...Array.from({ length: PEOPLE }, (_, at) => ({ token: `as-${at + 1}`, user: seatName(at) })),
      ],
    },
  };
}

/** `emulate` knows nobody who joins later: each takes one of the seats that it started with. */
function peopleOf(seats: readonly string[]): Pick<Workspace, "people" | "person"> {
  const people = new Map<string, Person>();
  const named = new Map<string, Person>();
  return {
    people,
    person(name) {
      const before = named.get(name);
      if (before !== undefined) return before;
      const id = seats[people.size];
      if (id === undefined) throw new Error(`a workspace of these tests has room for ${PEOPLE} people`);
      const person: Person = { id, name, locale: "en-US", admin: false };
      people.set(id, person);
      named.set(name, person);
      return person;
    },
  };
}

function channelsOf(
  { bot }: WorkspaceParts,
  ask: Workspace["ask"],
): Pick<Workspace, "channels" | "channel" | "direct" | "archive" | "unarchive" | "rename"> {
  const channels = new Map<string, Channel>();
  const open = new Map<string, Promise<Channel>>();
  const once = (key: string, make: () => Promise<Channel>): Promise<Channel> => {
    const channel = open.get(key) ?? make();
    open.set(key, channel);
    return channel;
  };
  const keep = (reply: Reply, name: string, members: readonly string[]): Channel => {
    if (!reply.ok) throw new Error(`emulate made no channel ${name}: ${reply.error}`);
    const id = textOf(fieldsOf(reply.channel).id);
    const channel: Channel = { id, name, members: new Set(members), gone: false, archived: false };
    channels.set(id, channel);
    return channel;
  };
  return {
    channels,
    channel: (name) =>
      once(name, async () => keep(await ask("conversations.create", { name }, "admin"), name, [bot.user])),
    direct: (user) =>
      once(`@${user}`, async () =>
        keep(await ask("conversations.open", { users: user }), DIRECT, [bot.user, user]),
      ),
    async archive(channel) {
      channel.archived = true;
      await ask("conversations.archive", { channel: channel.id }, "admin");
    },
    async unarchive(channel) {
      channel.archived = false;
      await ask("conversations.unarchive", { channel: channel.id }, "admin");
    },
    async rename(channel, name) {
      const told = await ask("conversations.rename", { channel: channel.id, name }, "admin");
      if (!told.ok) throw new Error(`emulate renamed nothing: ${told.error}`);
      Object.assign(channel, { name });
    },
  };
}

const handOn = (emulate: Emulate): Pick<Workspace, "hand" | "close"> => ({
  hand: (path, body) =>
    fetch(`${emulate.url}${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/octet-stream" },
      body: new Uint8Array(body),
    }),
  close: () => emulate.close(),
});
