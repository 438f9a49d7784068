/** What Slack refuses, by the names of its documentation; and what that is in the port's words. */
import type { Posted } from "../../chat/platform.ts";

/** Slack's name of what a method refused; empty where it was not Slack that said no. */
export const errorOf = (error: unknown): string =>
  (error as { data?: { error?: string } } | undefined)?.data?.error ?? "";

const TOKEN: readonly string[] = [
  "invalid_auth",
  "account_inactive",
  "token_revoked",
  "not_authed",
  "token_expired",
];
const GONE: readonly string[] = ["channel_not_found", "message_not_found", "thread_not_found"];
const FORBIDDEN: readonly string[] = [
  ...["not_in_channel", "missing_scope", "no_permission", "ekm_access_denied"],
  ...["cant_update_message", "edit_window_closed"],
];
/** A workspace's rules about posting; the name goes on with what is restricted: a channel, its threads. */
const RESTRICTED = "restricted_action";
const ARCHIVED: readonly string[] = ["is_archived", "is_inactive"];
const NOT_THERE: readonly string[] = ["not_in_channel", "channel_not_found", "user_not_in_channel"];
const NOT_OURS: readonly string[] = [
  ...["cant_update_message", "edit_window_closed", "message_not_found", "thread_not_found"],
];

/** The token itself is the fault: nothing else will be done with it either. */
export const refusesToken = (error: unknown): boolean => TOKEN.includes(errorOf(error));

/** Why a post or a change did not come about. What Slack did not refuse may go better later. */
export function whyOf(error: unknown): Exclude<Posted, { ok: true }>["why"] {
  const name = errorOf(error);
  if (GONE.includes(name)) return "gone";
  if (FORBIDDEN.includes(name) || name.startsWith(RESTRICTED)) return "forbidden";
  if (ARCHIVED.includes(name)) return "archived";
  return refusesToken(error) ? "token" : "later";
}

export type Unheard = "archived" | "outside";

/** A private channel that the bot was thrown out of is "not found". */
const UNHEARD: Readonly<Record<string, Unheard>> = {
  is_archived: "archived",
  is_inactive: "archived",
  channel_not_found: "outside",
  not_in_channel: "outside",
};

/** Why a channel does not take what is said in it. */
export const whyUnheard = (error: unknown): Unheard | undefined => UNHEARD[errorOf(error)];

/** The bot, or who asked, is not in the channel. */
export const isNotThere = (error: unknown): boolean => NOT_THERE.includes(errorOf(error));

/** A message that is not the bot's, too old, or gone. */
export const isNotOurs = (error: unknown): boolean => NOT_OURS.includes(errorOf(error));

const EXPIRED = 404;
const RESPOND_ERROR = "slack_bolt_respond_error";

/** A `response_url` after five uses, or half an hour. */
export const isUsedUp = (error: unknown): boolean =>
  (error as { statusCode?: number } | undefined)?.statusCode === EXPIRED;

/** A block with a file that Slack still looks at. A `response_url` tells its status and no more: it may be the file. */
export const mayBeFile = (error: unknown): boolean =>
  (error as { code?: string } | undefined)?.code === RESPOND_ERROR
    ? !isUsedUp(error)
    : errorOf(error) === "invalid_blocks";
