/**
 * The log: pino, one JSON object a line, on stderr. What must not be read by whoever reads logs is taken out here, for
 * all rooms: secrets, the tokens inside addresses, and of an error everything but what it is and where it came from (a
 * platform's error holds the whole message that it refused). An outage repeats itself: of each kind of warning and
 * error a few a minute are written, and the next one says how many were not.
 */
import { LRUCache } from "lru-cache";
import { type Logger, pino } from "pino";
import { LOG_KINDS, LOG_LINES, LOG_TEXT, LOG_WINDOW_MS } from "./limits.ts";
import { requestId } from "./request-id.ts";

export interface LogParts {
  readonly level: string;
  /** Values that no line may hold. */
  readonly secrets: readonly string[];
  readonly out: { write(line: string): unknown };
  /** Milliseconds, of any clock. */
  readonly now: () => number;
}

const WARN = 40;
/** Shorter ones would take ordinary words out of every line. */
const SECRET_MIN = 6;
const GONE = "[secret]";

export function createLog({ level, secrets, out, now }: LogParts): Logger {
  const scrub = scrubber(secrets);
  const limit = limiter(now);
  return pino(
    {
      level,
      serializers: { err: errorFields },
      mixin: () => {
        const request = requestId();
        return request === undefined ? {} : { request };
      },
      hooks: {
        logMethod(words, method, severity) {
          const [fields, message] = words as unknown as [object, string];
          if (severity < WARN) return method.apply(this, words);
          const left = limit(`${severity} ${message} ${kindOf(fields)}`);
          if (left === undefined) return;
          const told = left === 0 ? fields : { ...fields, notLogged: left };
          return method.apply(this, [told, message] as unknown as typeof words);
        },
      },
    },
    { write: (line: string) => void out.write(scrub(line)) },
  );
}

/** Whether this line is written: `undefined`, or how many of its kind were not since the last one that was. */
function limiter(now: () => number): (kind: string) => number | undefined {
  const kinds = new LRUCache<string, { since: number; written: number; dropped: number }>({ max: LOG_KINDS });
  return (kind) => {
    const known = kinds.get(kind) ?? { since: now(), written: 0, dropped: 0 };
    kinds.set(kind, known);
    if (now() - known.since >= LOG_WINDOW_MS) Object.assign(known, { since: now(), written: 0 });
    if (known.written >= LOG_LINES) {
      known.dropped++;
      return undefined;
    }
    known.written++;
    const { dropped } = known;
    known.dropped = 0;
    return dropped;
  };
}

/** A bug has a name and a place; a refusal a code. Numbers inside messages make no other kind. */
function kindOf({ err }: { readonly err?: unknown }): string {
  if (!(err instanceof Error)) return "";
  return `${err.name} ${codeOf(err) ?? ""} ${err.message.replaceAll(/\d+/gu, "0").slice(0, 100)}`;
}

interface Told {
  readonly code?: unknown;
  readonly status?: unknown;
  readonly data?: { readonly error?: unknown };
}

const codeOf = (error: unknown): string | number | undefined => {
  const { code, data } = error as Told;
  const found = data?.error ?? code;
  return typeof found === "string" || typeof found === "number" ? found : undefined;
};

/** By name and not by what is there: libraries hang requests, answers and tokens on their errors. */
function errorFields(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { status } = error as Told;
  const cause = error.cause instanceof Error ? errorFields(error.cause) : undefined;
  return {
    type: error.name,
    message: error.message.slice(0, LOG_TEXT),
    ...(codeOf(error) !== undefined && { code: codeOf(error) }),
    ...(typeof status === "number" && { status }),
    stack: error.stack?.slice(0, LOG_TEXT),
    ...(cause && { cause }),
  };
}

/** What is a secret wherever it stands, and whoever's it is; `$1` stays. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  // Slack: https://docs.slack.dev/authentication/tokens, and the addresses that answers are sent to.
  [/\b(?:xox[a-z](?:\.xox[a-z])?|xapp)-[\w-]{6,}/gu, GONE],
  [/(hooks\.slack\.com\/)[\w/-]+/gu, `$1${GONE}`],
  // Discord: a bot's token, and the token of an interaction inside its address.
  [/\b[\w-]{20,}\.[\w-]{6}\.[\w-]{25,}/gu, GONE],
  [/(\/(?:webhooks|interactions)\/\d+\/)[\w-]+/gu, `$1${GONE}`],
  // A password inside an address.
  [/(:\/\/[^\s:/@"]*:)[^\s@"]+(?=@)/gu, `$1${GONE}`],
];

function scrubber(secrets: readonly string[]): (line: string) => string {
  const exact = secrets.filter(({ length }) => length >= SECRET_MIN).sort((a, b) => b.length - a.length);
  return (line) => {
    let clean = line;
    for (const secret of exact) clean = clean.replaceAll(JSON.stringify(secret).slice(1, -1), GONE);
    for (const [shape, instead] of SHAPES) clean = clean.replaceAll(shape, instead);
    return clean;
  };
}
