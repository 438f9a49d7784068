/** What Slack refuses, by the names of its documentation. */

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

/** The token itself is the fault: nothing else will be done with it either. */
export const refusesToken = (error: unknown): boolean => TOKEN.includes(errorOf(error));
