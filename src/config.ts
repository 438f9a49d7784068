/** The settings: from the environment and from `.env`, checked all at once, and told by name where one is wrong. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";
import * as z from "zod";
import { CHECKOUT } from "./checkout.ts";
import { isLoopback } from "./http-server.ts";
import { misspelt } from "./misspelt.ts";
import { SECRETS, withSecretFiles } from "./secret-files.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Config {
  /** Folder for everything Ackademy must remember; absolute. */
  readonly data: string;
  /** Port of the local page, or of the platforms' HTTP endpoints; 0 takes any free one. */
  readonly port: number;
  /** The address that is listened at; without it, 127.0.0.1. */
  readonly host?: string;
  /** What opens the page, and the numbers, to others than this machine. */
  readonly pageToken?: string;
  readonly log: LogLevel;
  /** PostgreSQL; without it, one SQLite file in the data folder. */
  readonly database?: string;
  readonly discord?: DiscordConfig;
  readonly slack?: SlackConfig;
}

export interface DiscordConfig {
  readonly token: string;
  readonly api?: string;
  readonly mode: { readonly gateway: { readonly shards: number | "auto" } } | { readonly publicKey: string };
}

export interface SlackConfig {
  readonly token?: string;
  readonly oauth?: { readonly clientId: string; readonly clientSecret: string };
  readonly api?: string;
  readonly mode: { readonly appToken: string } | { readonly signingSecret: string };
  readonly managers: readonly string[];
}

const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

const PORT_MAX = 65_535;
const SHARDS_MAX = 1_000;

const PAGE_TOKEN_MIN = 16;

const wantsPort = `wants a whole number from 1 to ${PORT_MAX}, or 0 for any free port`;
const wantsLevel = `wants one of ${logLevels.join(", ")}`;
const wantsShards = `wants a whole number from 1 to ${SHARDS_MAX}, or auto`;
const wantsAddress = "wants an address that starts with http:// or https://";

const wantsHost =
  "wants an IP address or a host name of this machine, without port: 127.0.0.1, 0.0.0.0 or ::";
const wantsPageToken = `wants ${PAGE_TOKEN_MIN} letters, digits, - and _ at least, such as openssl rand -hex 16 makes`;
const wantsToken = "wants the token alone, without spaces or quotes";

const wantsDatabase = "wants an address that starts with postgres://";

const word = /^[^\s"']+$/u;
const address = z.string().refine((url) => /^https?:\/\/\S+$/u.test(url) && URL.canParse(url), wantsAddress);

const settings = z.object({
  ACKADEMY_DATA: z.string().default("data"),
  ACKADEMY_PORT: z
    .string()
    .regex(/^\d+$/, wantsPort)
    .transform(Number)
    .refine((port) => port <= PORT_MAX, wantsPort)
    .default(3000),
  ACKADEMY_HOST: z
    .string()
    .regex(/^([\w-]+(\.[\w-]+)*|[\da-f]*:[\da-f:.]*)$/iu, wantsHost)
    .optional(),
  ACKADEMY_PAGE_TOKEN: z
    .string()
    .regex(new RegExp(`^[\\w-]{${PAGE_TOKEN_MIN},}$`, "u"), wantsPageToken)
    .optional(),
  ACKADEMY_LOG: z.enum(logLevels, wantsLevel).optional(),
  DATABASE_URL: z
    .string()
    .refine((url) => /^postgres(ql)?:\/\//u.test(url) && URL.canParse(url), wantsDatabase)
    .optional(),
  DISCORD_TOKEN: z.string().regex(word, wantsToken).optional(),
  DISCORD_MODE: z.enum(["gateway", "http"], "wants gateway or http").default("gateway"),
  DISCORD_PUBLIC_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/iu, "wants the 64 hexadecimal digits that the developer portal shows")
    .optional(),
  DISCORD_API_URL: address.optional(),
  DISCORD_SHARDS: z
    .string()
    .regex(/^([1-9]\d*|auto)$/u, wantsShards)
    .transform((shards) => (shards === "auto" ? ("auto" as const) : Number(shards)))
    .refine((shards) => shards === "auto" || shards <= SHARDS_MAX, wantsShards)
    .default("auto"),
  SLACK_BOT_TOKEN: z
    .string()
    .regex(/^xoxb-[\w-]+$/u, "wants a token that starts with xoxb-")
    .optional(),
  SLACK_APP_TOKEN: z
    .string()
    .regex(/^xapp-[\w-]+$/u, "wants a token that starts with xapp-")
    .optional(),
  SLACK_SIGNING_SECRET: z.string().regex(word, wantsToken).optional(),
  SLACK_CLIENT_ID: z.string().regex(word, wantsToken).optional(),
  SLACK_CLIENT_SECRET: z.string().regex(word, wantsToken).optional(),
  SLACK_API_URL: address.optional(),
  SLACK_MANAGERS: z
    .string()
    .regex(
      /^[UW][A-Z0-9]+(\s*,\s*[UW][A-Z0-9]+)*$/u,
      "wants Slack user ids such as U012ABC, with commas between",
    )
    .optional(),
});
type Settings = z.output<typeof settings>;

/** Every variable that is read, secrets' files left out. */
export const SETTINGS = Object.keys(settings.shape);

/** Checks everything at once. A problem names its variable and what it wants, never the value: it may be secret. */
export function readConfig(
  env: Environment,
): { ok: true; config: Config } | { ok: false; problems: string[] } {
  const { given, problems: unread } = withSecretFiles(withoutBlanks(env), SETTINGS);
  const checked = settings.safeParse(given);
  const wrong = checked.success
    ? []
    : checked.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
  const problems = [...unread, ...wrong, ...missing(given), ...misspelt(Object.keys(given), SETTINGS)];
  if (!checked.success || problems.length > 0) return { ok: false, problems };
  const { ACKADEMY_DATA, ACKADEMY_PORT, ACKADEMY_LOG, DATABASE_URL } = checked.data;
  const { ACKADEMY_HOST: host, ACKADEMY_PAGE_TOKEN: pageToken } = checked.data;
  const discord = discordOf(checked.data);
  const slack = slackOf(checked.data);
  return {
    ok: true,
    config: {
      data: path.resolve(CHECKOUT, ACKADEMY_DATA),
      port: ACKADEMY_PORT,
      ...(host !== undefined && { host }),
      ...(pageToken !== undefined && { pageToken }),
      // Whoever tries the page has its address before their eyes, and not a line for each request.
      log: ACKADEMY_LOG ?? (discord || slack ? "info" : "warn"),
      ...(DATABASE_URL !== undefined && { database: DATABASE_URL }),
      ...(discord && { discord }),
      ...(slack && { slack }),
    },
  };
}

/** What must not be read by whoever reads the log. */
export function secretsOf({ pageToken, database, discord, slack }: Config): readonly string[] {
  const { mode } = slack ?? {};
  return [
    ...[pageToken, database, passwordIn(database), discord?.token, slack?.token, slack?.oauth?.clientSecret],
    ...[mode && "appToken" in mode ? mode.appToken : mode?.signingSecret],
  ].filter((secret) => secret !== undefined);
}

function passwordIn(address: string | undefined): string | undefined {
  try {
    return address && (decodeURIComponent(new URL(address).password) || undefined);
  } catch {
    return undefined;
  }
}

/** What one variable needs another for. */
function missing(given: Environment): string[] {
  // A secret whose file could not be read is told by itself; it is meant to be there.
  const unread: readonly string[] = SECRETS.filter((name) => given[`${name}_FILE`] !== undefined);
  const set = (name: string): boolean => given[name] !== undefined || unread.includes(name);
  const slack = ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_CLIENT_ID"].some(set);
  const many = set("SLACK_CLIENT_ID") || set("SLACK_CLIENT_SECRET");
  const { ACKADEMY_HOST: host = "127.0.0.1" } = given;
  const rules: readonly (readonly [boolean, string])[] = [
    [
      !isLoopback(host) && !set("ACKADEMY_PAGE_TOKEN") && !set("DISCORD_TOKEN") && !slack,
      "ACKADEMY_PAGE_TOKEN is wanted where ACKADEMY_HOST lets other machines reach the page",
    ],
    [
      (given.DISCORD_MODE === "http" || set("DISCORD_PUBLIC_KEY")) && !set("DISCORD_TOKEN"),
      "DISCORD_TOKEN is wanted where DISCORD_PUBLIC_KEY is set or DISCORD_MODE is http",
    ],
    [
      given.DISCORD_MODE === "http" && set("DISCORD_TOKEN") && !set("DISCORD_PUBLIC_KEY"),
      "DISCORD_PUBLIC_KEY is wanted where DISCORD_MODE is http",
    ],
    [
      slack && !set("SLACK_APP_TOKEN") && !set("SLACK_SIGNING_SECRET"),
      "SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP Mode) is wanted to run on Slack",
    ],
    [
      slack && !set("SLACK_BOT_TOKEN") && !many,
      "SLACK_BOT_TOKEN, or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET for several workspaces, is wanted to run on Slack",
    ],
    [many && !set("SLACK_CLIENT_SECRET"), "SLACK_CLIENT_SECRET is wanted beside SLACK_CLIENT_ID"],
    [many && !set("SLACK_CLIENT_ID"), "SLACK_CLIENT_ID is wanted beside SLACK_CLIENT_SECRET"],
    [
      many && !set("SLACK_BOT_TOKEN") && !set("SLACK_SIGNING_SECRET"),
      "SLACK_SIGNING_SECRET is wanted for several workspaces: they need HTTP Mode",
    ],
  ];
  return rules.flatMap(([broken, problem]) => (broken ? [problem] : []));
}

function discordOf(given: Settings): DiscordConfig | undefined {
  const { DISCORD_TOKEN: token, DISCORD_PUBLIC_KEY: publicKey, DISCORD_API_URL: api } = given;
  if (token === undefined) return undefined;
  const http = given.DISCORD_MODE === "http" && publicKey !== undefined;
  return {
    token,
    ...(api !== undefined && { api }),
    mode: http ? { publicKey } : { gateway: { shards: given.DISCORD_SHARDS } },
  };
}

function slackOf(given: Settings): SlackConfig | undefined {
  const { SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret, SLACK_API_URL: api } = given;
  const { SLACK_BOT_TOKEN: token, SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret } = given;
  // Several workspaces need HTTP: a socket belongs to the one that its bot token is of.
  const socket = appToken !== undefined && token !== undefined;
  const mode = socket ? { appToken } : signingSecret === undefined ? undefined : { signingSecret };
  if (mode === undefined) return undefined;
  return {
    mode,
    ...(token !== undefined && { token }),
    ...(clientId !== undefined && clientSecret !== undefined && { oauth: { clientId, clientSecret } }),
    ...(api !== undefined && { api }),
    managers: given.SLACK_MANAGERS?.split(",").map((id) => id.trim()) ?? [],
  };
}

/** The process's own environment, with the checkout's `.env` behind it: what is set for the process wins. */
export function readEnvironment(
  own: Environment = process.env,
  file = path.join(CHECKOUT, ".env"),
): Environment {
  const written = existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {};
  return { ...written, ...own };
}

// `ACKADEMY_PORT=` in a .env file means "not set", not "an empty port".
function withoutBlanks(env: Environment): Environment {
  return Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ""),
  );
}
