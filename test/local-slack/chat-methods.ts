/** `chat.*` and what reads messages again. */
import { note, refuseMessage } from "./blocks.ts";
import { type Answer, type Call, failed, type Method, readable, speakable } from "./call.ts";
import { fieldsOf, isFields, isTrue, listOf, textOf } from "./json.ts";
import { editMessage, postPrivately, postPublicly, removeMessage } from "./posting.ts";
import type { Message } from "./screen.ts";

const WRITE = ["chat:write"];
const HISTORY = ["channels:history", "groups:history", "im:history", "mpim:history"];

export const chatMethods: Readonly<Record<string, Method>> = {
  "chat.postMessage": { scopes: WRITE, answer: postMessage },
  "chat.postEphemeral": { scopes: WRITE, answer: postEphemeral },
  "chat.update": { scopes: WRITE, answer: update },
  "chat.delete": { scopes: WRITE, answer: remove },
  "conversations.history": { scopes: HISTORY, answer: read },
  "conversations.replies": { scopes: HISTORY, answer: read },
};

async function postMessage(call: Call): Promise<Answer> {
  const { state, workspace, fields } = call;
  const channel = await speakable(workspace, textOf(fields.channel));
  if (typeof channel === "string") return failed(channel);
  const refused = refuseContent(call);
  if (refused) return refused;
  const thread = threadOf(call, channel.id);
  if (thread === "unknown") return failed("cannot_reply_to_message");
  return postPublicly(state, workspace, channel, { fields, ...(thread !== undefined && { thread }) });
}

async function postEphemeral(call: Call): Promise<Answer> {
  const { state, workspace, fields } = call;
  const channel = readable(workspace, textOf(fields.channel), true);
  if (typeof channel === "string") return failed(channel);
  const user = textOf(fields.user);
  if (!workspace.people.has(user)) return failed("user_not_found");
  if (!channel.members.has(user)) return failed("user_not_in_channel");
  const refused = refuseContent(call);
  if (refused) return refused;
  const thread = threadOf(call, channel.id);
  if (thread === "unknown") return failed("cannot_reply_to_message");
  const message = postPrivately(state, workspace, channel, user, {
    fields,
    ...(thread !== undefined && { thread }),
  });
  return { ok: true, message_ts: message.ts };
}

async function update(call: Call): Promise<Answer> {
  const { state, workspace, fields } = call;
  const message = ownMessage(call, "cant_update_message");
  if (typeof message === "string") return failed(message);
  return refuseContent(call) ?? (await editMessage(state, workspace, message, fields));
}

async function remove(call: Call): Promise<Answer> {
  const message = ownMessage(call, "cant_delete_message");
  if (typeof message === "string") return failed(message);
  return removeMessage(call.state, call.workspace, message);
}

/** A message for everybody that the bot said itself, where it can still be changed. */
function ownMessage({ state, workspace, fields }: Call, notYours: string): Message | string {
  const channel = workspace.channels.get(textOf(fields.channel));
  if (channel === undefined || channel.gone) return "channel_not_found";
  if (channel.archived) return "is_inactive";
  const message = state.screen.find(workspace.id, channel.id, textOf(fields.ts));
  if (message === undefined || message.deleted || message.to !== undefined) return "message_not_found";
  return message.by === workspace.bot.user ? message : notYours;
}

function refuseContent({ state, method, workspace, fields }: Call): Answer | undefined {
  if (textOf(fields.text) === "" && listOf(fields.blocks).length === 0) return failed("no_text");
  const { metadata } = fields;
  if (metadata !== undefined) {
    const { event_type: type, event_payload: payload } = fieldsOf(metadata);
    if (typeof type !== "string" || !isFields(payload)) return failed("invalid_metadata_format");
  }
  return refuseMessage(state, method, workspace.id, fields);
}

/** The thread's first message: a reply's own `ts` is answered as Slack does, but is no way to name a thread. */
function threadOf({ state, method, workspace, fields }: Call, channel: string): string | undefined {
  const thread = textOf(fields.thread_ts);
  if (thread === "") return undefined;
  const root = state.screen.find(workspace.id, channel, thread);
  if (root === undefined || root.to !== undefined) {
    note(state, method, `thread_ts ${thread} is no message of this channel`);
    return "unknown";
  }
  if (root.thread === undefined || root.thread === root.ts) return root.ts;
  note(state, method, `thread_ts ${thread} is a reply: the thread's first message names it`);
  return root.thread;
}

async function read({ state, method, workspace, fields }: Call): Promise<Answer> {
  const channel = readable(workspace, textOf(fields.channel));
  if (typeof channel === "string") return failed(channel);
  if (method === "conversations.replies") {
    const root = state.screen.find(workspace.id, channel.id, textOf(fields.ts));
    if (root === undefined || root.deleted) return failed("thread_not_found");
  }
  const reply = await workspace.ask(method, fields);
  const { oldest, latest } = fields;
  const messages = listOf(reply.messages)
    .filter(({ ts }) => oldest === undefined || Number(ts) > Number(oldest))
    .filter(({ ts }) => latest === undefined || Number(ts) < Number(latest))
    .map(({ metadata, ...message }) =>
      isTrue(fields.include_all_metadata) && metadata !== undefined ? { ...message, metadata } : message,
    );
  return { ...reply, messages };
}
