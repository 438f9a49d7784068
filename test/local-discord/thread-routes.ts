/** Threads: opened on a message or without one, renamed, archived, locked, deleted. */
import { PermissionFlagsBits } from "discord.js";
import { channelOf, messageOf, mustBeAllowed } from "./channel-routes.ts";
import { fault, lengthFaults } from "./faults.ts";
import { type Json, numberOf, textOf } from "./json.ts";
import * as limits from "./limits.ts";
import {
  archivedThread,
  type Fault,
  invalidForm,
  threadExists,
  threadLocked,
  wrongChannelType,
} from "./refusal.ts";
import { type Answered, type Call, created, nothing, ok, type Route } from "./router.ts";
import { channelJson } from "./shown-json.ts";
import {
  botPermissions,
  type Channel,
  isThread,
  PRIVATE_THREAD,
  PUBLIC_THREAD,
  TEXT,
  type World,
} from "./world.ts";
import { markThread } from "./write-message.ts";

const CHANNEL = "/channels/{channel_id}";
const DAY = 1_440;

export const threadRoutes: readonly Route[] = [
  { method: "POST", path: `${CHANNEL}/messages/{message_id}/threads`, answer: openOnMessage },
  { method: "POST", path: `${CHANNEL}/threads`, answer: open },
  { method: "PATCH", path: CHANNEL, answer: change },
  { method: "DELETE", path: CHANNEL, answer: remove },
  { method: "PUT", path: `${CHANNEL}/thread-members/@me`, answer: join },
  { method: "PUT", path: `${CHANNEL}/thread-members/{user_id}`, answer: join },
  { method: "DELETE", path: `${CHANNEL}/thread-members/@me`, answer: join },
];

function openOnMessage(call: Call): Answered {
  const { world, body } = call;
  const channel = parentOf(call, PermissionFlagsBits.CreatePublicThreads);
  const message = messageOf(call, channel);
  if (message.thread !== undefined) throw threadExists();
  // The thread has the message's own id.
  const thread = createThread(world, channel, body, {
    id: message.id,
    type: PUBLIC_THREAD,
    starter: message.id,
  });
  markThread(message, thread.id);
  return opened(world, thread);
}

function open(call: Call): Answered {
  const { CreatePublicThreads, CreatePrivateThreads } = PermissionFlagsBits;
  const { world, body } = call;
  const type = numberOf(body.type) ?? PRIVATE_THREAD;
  const channel = parentOf(call, type === PRIVATE_THREAD ? CreatePrivateThreads : CreatePublicThreads);
  if (type !== PUBLIC_THREAD && type !== PRIVATE_THREAD) {
    throw invalidForm([fault("type", "BASE_TYPE_CHOICES", "Value must be one of (11, 12).")]);
  }
  return opened(world, createThread(world, channel, body, { id: world.nextId(), type }));
}

function parentOf(call: Call, permission: bigint): Channel {
  const channel = channelOf(call);
  if (channel.type !== TEXT) throw wrongChannelType();
  mustBeAllowed(call.world, channel, permission);
  return channel;
}

function createThread(
  world: World,
  parent: Channel,
  body: Json,
  made: Pick<Channel, "id" | "type" | "starter">,
): Channel {
  refuse(settingFaults(body, true));
  const thread: Channel = {
    ...made,
    name: textOf(body.name),
    ...(parent.guild !== undefined && { guild: parent.guild }),
    parent: parent.id,
    ...{ archived: false, locked: false, denied: 0n },
    archiveMinutes: numberOf(body.auto_archive_duration) ?? DAY,
  };
  world.channels.set(thread.id, thread);
  return thread;
}

function opened(world: World, thread: Channel): Answered {
  world.emit("THREAD_CREATE", { ...channelJson(world, thread), newly_created: true }, thread.guild);
  world.watch.changed();
  return created(channelJson(world, thread));
}

function change(call: Call): Answered {
  const { world, body } = call;
  const channel = channelOf(call);
  if (!isThread(channel)) throw wrongChannelType();
  refuse(settingFaults(body, false));
  const manages = (botPermissions(world, channel) & PermissionFlagsBits.ManageThreads) !== 0n;
  // Own threads may be renamed and archived by whoever opened them; locking is for those who manage threads.
  if ("locked" in body || (channel.locked && !manages))
    mustBeAllowed(world, channel, PermissionFlagsBits.ManageThreads);
  if (channel.archived && channel.locked && !manages) throw threadLocked();
  if (channel.archived && body.archived !== false) throw archivedThread();
  if (typeof body.name === "string") channel.name = body.name;
  if (typeof body.archived === "boolean") channel.archived = body.archived;
  if (typeof body.locked === "boolean") channel.locked = body.locked;
  channel.archiveMinutes = numberOf(body.auto_archive_duration) ?? channel.archiveMinutes;
  world.emit("THREAD_UPDATE", channelJson(world, channel), channel.guild);
  world.watch.changed();
  return ok(channelJson(world, channel));
}

function remove(call: Call): Answered {
  const { world } = call;
  const channel = channelOf(call);
  mustBeAllowed(
    world,
    channel,
    isThread(channel) ? PermissionFlagsBits.ManageThreads : PermissionFlagsBits.ManageChannels,
  );
  const json = channelJson(world, channel);
  world.channels.delete(channel.id);
  world.emit(isThread(channel) ? "THREAD_DELETE" : "CHANNEL_DELETE", json, channel.guild);
  return ok(json);
}

function join(call: Call): Answered {
  const channel = channelOf(call);
  if (!isThread(channel)) throw wrongChannelType();
  if (channel.archived) throw archivedThread();
  return nothing;
}

function settingFaults(body: Json, isNew: boolean): Fault[] {
  const minutes = numberOf(body.auto_archive_duration);
  return [
    ...(isNew || "name" in body ? lengthFaults("name", body.name, 1, limits.THREAD_NAME) : []),
    ...(minutes === undefined || limits.THREAD_ARCHIVE_MINUTES.includes(minutes)
      ? []
      : [
          fault(
            "auto_archive_duration",
            "BASE_TYPE_CHOICES",
            "Value must be one of (60, 1440, 4320, 10080).",
          ),
        ]),
  ];
}

function refuse(faults: readonly Fault[]): void {
  if (faults.length > 0) throw invalidForm(faults);
}
