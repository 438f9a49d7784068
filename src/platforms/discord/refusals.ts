/** What Discord refuses, by the codes of its documentation; and what that is in the port's words. */
import { RESTJSONErrorCodes as Code, DiscordAPIError } from "discord.js";
import type { Posted } from "../../chat/platform.ts";

const GONE: readonly unknown[] = [Code.UnknownChannel, Code.UnknownGuild, Code.UnknownMessage];
const FORBIDDEN: readonly unknown[] = [
  ...[Code.MissingAccess, Code.MissingPermissions],
  Code.CannotEditMessageAuthoredByAnotherUser,
  // A forum, a voice channel: managers can choose any channel.
  ...[Code.CannotSendMessagesInNonTextChannel, Code.CannotExecuteActionOnThisChannelType],
];
const ARCHIVED: readonly unknown[] = [Code.InvalidActionOnArchivedThread, Code.ThreadLocked];
const NO_THREAD_HERE: readonly unknown[] = [
  ...[Code.UnknownChannel, Code.CannotExecuteActionOnThisChannelType],
];
const UNAUTHORIZED = 401;

const codeOf = (error: unknown): unknown => (error instanceof DiscordAPIError ? error.code : undefined);

/** The token itself is the fault: nothing else will be done with it either. */
export const refusesToken = (error: unknown): boolean =>
  error instanceof DiscordAPIError && error.status === UNAUTHORIZED;

/** Why a post or a change did not come about. What Discord did not refuse may go better later. */
export function whyOf(error: unknown): Exclude<Posted, { ok: true }>["why"] {
  const code = codeOf(error);
  if (GONE.includes(code)) return "gone";
  if (FORBIDDEN.includes(code)) return "forbidden";
  if (ARCHIVED.includes(code)) return "archived";
  return refusesToken(error) ? "token" : "later";
}

/** A message has one thread at most. */
export const hasThread = (error: unknown): boolean => codeOf(error) === Code.ThreadAlreadyCreatedForMessage;

export function whyNoThread(error: unknown): "place" | "permission" | "later" {
  if (NO_THREAD_HERE.includes(codeOf(error))) return "place";
  return whyOf(error) === "forbidden" ? "permission" : "later";
}

export const isArchived = (error: unknown): boolean => codeOf(error) === Code.InvalidActionOnArchivedThread;

/** Of a server: the bot is not in it, or there is none. */
export const isNotIn = (error: unknown): boolean => codeOf(error) === Code.MissingAccess;

/** An interaction has its webhook from its first answer on. */
export const hasNoWebhookYet = (error: unknown): boolean => codeOf(error) === Code.UnknownWebhook;
