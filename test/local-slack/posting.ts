/** Messages that appear, change and go; `emulate` keeps those that everybody sees. */

import { named } from "./blocks.ts";
import { type Fields, fieldsOf, listOf, textOf } from "./json.ts";
import type { Message } from "./screen.ts";
import type { SlackState } from "./state.ts";
import type { Channel, Reply, Workspace } from "./workspace.ts";

/** What is said, after it was found good. */
export interface Said {
  readonly fields: Fields;
  readonly thread?: string;
  /** The doing that this answers; without it, nobody asked. */
  readonly cause?: string;
}

/** Says it for everybody in the channel; `as`: a person's user instead of the bot's. */
export async function postPublicly(
  state: SlackState,
  workspace: Workspace,
  channel: Channel,
  { fields, thread, cause }: Said,
  as?: string,
): Promise<Reply> {
  const by = as ?? workspace.bot.user;
  const reply = await workspace.ask(
    "chat.postMessage",
    {
      channel: channel.id,
      ...contentOf(state, fields),
      ...(thread !== undefined && { thread_ts: thread }),
      ...(as === undefined && { bot_id: workspace.bot.id, app_id: state.app.id }),
    },
    as === undefined ? "bot" : { user: as },
  );
  if (!reply.ok) return reply;
  const kept = fieldsOf(reply.message);
  state.screen.post(
    {
      ...{ team: workspace.id, channel: channel.id, ts: textOf(reply.ts), by, edits: 0, deleted: false },
      ...(thread !== undefined && { thread }),
      ...shownOf(kept),
    },
    cause,
  );
  return reply;
}

/** Says it to one person alone; no method finds it again. */
export function postPrivately(
  state: SlackState,
  workspace: Workspace,
  channel: Channel,
  to: string,
  { fields, thread, cause }: Said,
): Message {
  return state.screen.post(
    {
      ...{ team: workspace.id, channel: channel.id, ts: state.ts(), by: workspace.bot.user, to },
      ...{ edits: 0, deleted: false, ...(thread !== undefined && { thread }) },
      ...shownOf(contentOf(state, fields)),
    },
    cause,
  );
}

export async function editMessage(
  state: SlackState,
  workspace: Workspace,
  message: Message,
  fields: Fields,
  cause?: string,
): Promise<Reply> {
  const content = contentOf(state, fields);
  if (message.to !== undefined) {
    state.screen.edit(message, shownOf(content), cause);
    return { ok: true };
  }
  const { channel, ts } = message;
  const reply = await workspace.ask("chat.update", { channel, ts, ...content });
  if (reply.ok) state.screen.edit(message, shownOf(fieldsOf(reply.message)), cause);
  return reply;
}

export async function removeMessage(
  state: SlackState,
  workspace: Workspace,
  message: Message,
  cause?: string,
): Promise<Reply> {
  const { channel, ts, to } = message;
  const reply: Reply = to === undefined ? await workspace.ask("chat.delete", { channel, ts }) : { ok: true };
  if (reply.ok) state.screen.remove(message, cause);
  return reply;
}

const contentOf = (state: SlackState, fields: Fields): Fields => ({
  ...(typeof fields.text === "string" && { text: fields.text }),
  ...(fields.blocks !== undefined && { blocks: named(state, fields.blocks) }),
  ...(fields.metadata !== undefined && { metadata: fields.metadata }),
});

const shownOf = (kept: Fields): Pick<Message, "text" | "blocks" | "metadata"> => ({
  text: textOf(kept.text),
  blocks: listOf(kept.blocks),
  ...(kept.metadata !== undefined && { metadata: fieldsOf(kept.metadata) }),
});
