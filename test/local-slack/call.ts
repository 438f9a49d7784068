/** One call of a Web API method, after its token was found good. */
import type { Fields } from "./json.ts";
import type { BotToken, SlackState } from "./state.ts";
import type { Channel, Workspace } from "./workspace.ts";

export interface Call {
  readonly state: SlackState;
  readonly method: string;
  readonly workspace: Workspace;
  readonly token: BotToken;
  readonly fields: Fields;
}

export type Answer = Fields & { readonly ok: boolean };

export interface Method {
  /** Any one of these suffices; none: every token may. */
  readonly scopes: readonly string[];
  answer(call: Call): Answer | Promise<Answer>;
}

export const failed = (error: string): Answer => ({ ok: false, error });

/** A channel where the bot may speak, or Slack's reason why not. A user's id stands for their messages. */
export async function speakable(workspace: Workspace, id: string): Promise<Channel | string> {
  if (workspace.people.has(id)) return workspace.direct(id);
  return readable(workspace, id, true);
}

export function readable(workspace: Workspace, id: string, toSpeak = false): Channel | string {
  const channel = workspace.channels.get(id);
  if (channel === undefined || channel.gone) return "channel_not_found";
  if (toSpeak && channel.archived) return "is_archived";
  return channel.members.has(workspace.bot.user) ? channel : "not_in_channel";
}
