/** Secrets from files, as Docker, Kubernetes and systemd hand them over: `DISCORD_TOKEN_FILE` for `DISCORD_TOKEN`. */
import { readFileSync } from "node:fs";
import type { Environment } from "./config.ts";

/** What may come from a file; other settings are no secrets. */
export const SECRETS = [
  "ACKADEMY_PAGE_TOKEN",
  "DATABASE_URL",
  "DISCORD_TOKEN",
  "SLACK_BOT_TOKEN",
  "SLACK_APP_TOKEN",
  "SLACK_SIGNING_SECRET",
  "SLACK_CLIENT_SECRET",
] as const;

/**
 * A file's name may be told, what is in it not.
 *
 * @param settings every variable that is read: what is no secret and comes with `_FILE` would be passed over unseen.
 */
export function withSecretFiles(
  env: Environment,
  settings: readonly string[],
): { given: Environment; problems: string[] } {
  const given: Record<string, string | undefined> = { ...env };
  const secrets: readonly string[] = SECRETS;
  const problems = settings
    .filter((name) => !secrets.includes(name) && env[`${name}_FILE`] !== undefined)
    .map((name) => `${name}_FILE is not read: only secrets come from files, so set ${name} itself`);
  for (const name of SECRETS) {
    const file = env[`${name}_FILE`];
    if (file === undefined) continue;
    if (env[name] !== undefined) {
      problems.push(`${name}_FILE is wanted without ${name}: set one of the two`);
      continue;
    }
    try {
      const read = readSecret(file);
      if (read === "") problems.push(`${name}_FILE wants a file with the secret in it, and ${file} is empty`);
      else given[name] = read;
    } catch (error) {
      problems.push(`${name}_FILE wants a file that can be read, and ${file} ${whyNot(error)}`);
    }
  }
  return { given, problems };
}

/** Editors and `echo` put an end of line behind it. */
function readSecret(file: string): string {
  return readFileSync(file, "utf8").trim();
}

/** In a container and under systemd, the bot is another user than whoever made the file. */
function whyNot(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENOENT") return "is not there";
  if (code === "EACCES") return `may not be read by user ${process.getuid?.() ?? "of this process"}`;
  return `cannot (${code})`;
}
