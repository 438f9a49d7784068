/** What a bot does in a channel with its own token: posts, edits, reads, deletes. */
import { PermissionFlagsBits } from "discord.js";
import { NONCE_MS } from "./limits.ts";
import {
  archivedThread,
  missingAccess,
  missingPermissions,
  notYourMessage,
  threadLocked,
  unknownChannel,
  unknownMessage,
  unknownUser,
} from "./refusal.ts";
import { type Answered, type Call, nothing, ok, type Route } from "./router.ts";
import { channelJson, messageJson } from "./shown-json.ts";
import { botPermissions, type Channel, isThread, type Message, type World } from "./world.ts";
import { editMessage, postMessage } from "./write-message.ts";

const CHANNEL = "/channels/{channel_id}";
const MESSAGES = `${CHANNEL}/messages`;
const ONE = `${MESSAGES}/{message_id}`;
const PAGE = 50;

export const channelRoutes: readonly Route[] = [
  { method: "GET", path: CHANNEL, answer: (call) => ok(channelJson(call.world, channelOf(call))) },
  { method: "POST", path: MESSAGES, answer: post },
  { method: "GET", path: MESSAGES, answer: list },
  {
    method: "GET",
    path: ONE,
    answer: (call) => ok(messageJson(call.world, messageOf(call, channelOf(call)))),
  },
  { method: "PATCH", path: ONE, answer: edit },
  { method: "DELETE", path: ONE, answer: remove },
  { method: "POST", path: `${CHANNEL}/typing`, answer: type },
  { method: "POST", path: "/users/@me/channels", answer: openDirect },
];

/** The channel of a route, if the bot may see it. */
export function channelOf({ world, params }: Call): Channel {
  const channel = world.channels.get(params.channel_id ?? "");
  if (channel === undefined) throw unknownChannel();
  const guild = world.guilds.get(channel.guild ?? "");
  const sees = (botPermissions(world, channel) & PermissionFlagsBits.ViewChannel) !== 0n;
  if (!sees || guild?.hasBot === false) throw missingAccess();
  return channel;
}

export function mustBeAllowed(world: World, channel: Channel, permission: bigint): void {
  if ((botPermissions(world, channel) & permission) === 0n) throw missingPermissions();
}

export function messageOf({ world, params }: Call, channel: Channel): Message {
  const message = world.messages.get(params.message_id ?? "");
  // A private answer is no message of the channel.
  if (message === undefined || message.channel !== channel.id || message.onlyFor !== undefined)
    throw unknownMessage();
  return message;
}

function type(call: Call): Answered {
  channelOf(call);
  return nothing;
}

function post(call: Call): Answered {
  const { world, body, files } = call;
  const channel = channelOf(call);
  const { SendMessages, SendMessagesInThreads, AttachFiles } = PermissionFlagsBits;
  mustBeAllowed(world, channel, isThread(channel) ? SendMessagesInThreads : SendMessages);
  if (files.length > 0) mustBeAllowed(world, channel, AttachFiles);
  if (channel.locked && channel.archived) throw threadLocked();
  const again = body.enforce_nonce === true ? sameNonce(world, channel, body.nonce) : undefined;
  if (again !== undefined) return ok(messageJson(world, again));
  const message = postMessage(world, body, files, { channel: channel.id });
  if (channel.archived) {
    channel.archived = false;
    world.emit("THREAD_UPDATE", channelJson(world, channel), channel.guild);
  }
  return ok(messageJson(world, message));
}

function sameNonce(world: World, { id }: Channel, nonce: unknown): Message | undefined {
  if (nonce === undefined || nonce === null) return undefined;
  const since = world.clock.now() - NONCE_MS;
  return [...world.messages.values()].find(
    (one) => one.channel === id && one.nonce === nonce && one.author === world.bot.id && one.at > since,
  );
}

function edit(call: Call): Answered {
  const { world, body, files } = call;
  const channel = channelOf(call);
  const message = messageOf(call, channel);
  if (message.author !== world.bot.id) throw notYourMessage();
  if (channel.archived) throw archivedThread();
  if (files.length > 0) mustBeAllowed(world, channel, PermissionFlagsBits.AttachFiles);
  editMessage(world, message, body, files);
  return ok(messageJson(world, message));
}

function remove(call: Call): Answered {
  const channel = channelOf(call);
  const message = messageOf(call, channel);
  if (channel.archived) throw archivedThread();
  if (message.author !== call.world.bot.id) throw missingPermissions();
  call.world.messages.delete(message.id);
  call.world.watch.changed();
  return nothing;
}

/** Newest first. */
function list(call: Call): Answered {
  const { world, query } = call;
  const channel = channelOf(call);
  const before = BigInt(query.get("before") ?? 2n ** 63n);
  const after = BigInt(query.get("after") ?? 0n);
  const messages = [...world.messages.values()]
    .filter((one) => one.channel === channel.id && one.onlyFor === undefined)
    .filter(({ id }) => BigInt(id) < before && BigInt(id) > after)
    .reverse()
    .slice(0, Number(query.get("limit") ?? PAGE));
  return ok(messages.map((message) => messageJson(world, message)));
}

function openDirect({ world, body }: Call): Answered {
  const person = world.people.get(String(body.recipient_id));
  if (person === undefined) throw unknownUser();
  const channel = [...world.channels.values()].find((one) => one.with === person.id);
  if (channel === undefined) throw missingAccess();
  return ok(channelJson(world, channel));
}
