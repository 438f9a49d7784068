/** Slack's name of what a method refused; empty where it was no method's refusal. */
export const errorOf = (error: unknown): string => (error as { data?: { error?: string } }).data?.error ?? "";
