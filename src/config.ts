import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseEnv } from "node:util";
import { z } from "zod";

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Config {
  /** Folder for everything Ackademy must remember; absolute. */
  readonly data: string;
  /** Port of the local page; 0 takes any free one. */
  readonly port: number;
  readonly log: LogLevel;
}

const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

const checkout = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const PORT_MAX = 65_535;

const wantsPort = `wants a whole number from 1 to ${PORT_MAX}, or 0 for any free port`;
const wantsLevel = `wants one of ${logLevels.join(", ")}`;

const settings = z.object({
  ACKADEMY_DATA: z.string().default("data"),
  ACKADEMY_PORT: z
    .string()
    .regex(/^\d+$/, wantsPort)
    .transform(Number)
    .refine((port) => port <= PORT_MAX, wantsPort)
    .default(3000),
  ACKADEMY_LOG: z.enum(logLevels, wantsLevel).default("info"),
});

/** Checks everything at once. A problem names its variable and what it wants, never the value: it may be secret. */
export function readConfig(
  env: Environment,
): { ok: true; config: Config } | { ok: false; problems: string[] } {
  const checked = settings.safeParse(withoutBlanks(env));
  if (!checked.success) {
    return {
      ok: false,
      problems: checked.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`),
    };
  }
  const { ACKADEMY_DATA, ACKADEMY_PORT, ACKADEMY_LOG } = checked.data;
  return {
    ok: true,
    config: { data: path.resolve(checkout, ACKADEMY_DATA), port: ACKADEMY_PORT, log: ACKADEMY_LOG },
  };
}

/** The process's own environment, with the checkout's `.env` behind it: what is set for the process wins. */
export function readEnvironment(
  own: Environment = process.env,
  file = path.join(checkout, ".env"),
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
