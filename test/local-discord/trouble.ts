/** Trouble on command: too many requests, a broken or silent Discord, a reply that is lost on the way. */
import type { Answered } from "./router.ts";

export interface RateLimit {
  /** Part of the route, or all of it: `/channels/{channel_id}/messages`. Every route where it is not given. */
  readonly route?: string | RegExp;
  /** `POST`, …; any where it is not given. */
  readonly method?: string;
  /** How many of the next requests meet it; 1. */
  readonly count?: number;
  /** 1,000. Discord's header says whole seconds, rounded up. */
  readonly retryAfterMs?: number;
  readonly global?: boolean;
}

export interface Breakage extends Pick<RateLimit, "route" | "method" | "count"> {
  /** 500, 502, 503 …; `lost`: the work is done and its reply never arrives; `unreached`: not even the work is done. */
  readonly how: number | "lost" | "unreached";
}

export interface Met {
  readonly answered: Answered;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Trouble {
  limitNext(limit: RateLimit): void;
  breakNext(breakage: Breakage): void;
  /** The rate limit that this request runs into. */
  limited(method: string, route: string): Met | undefined;
  broken(method: string, route: string): Breakage["how"] | undefined;
}

interface Waiting<T> {
  readonly what: T;
  left: number;
}

/** A bot that comes back within a limit's time has not honoured it: told through `tooEarly`. */
export function createTrouble(
  now: () => number,
  tooEarly: (route: string, earlyMs: number) => void,
): Trouble {
  const limits: Waiting<RateLimit>[] = [];
  const breakages: Waiting<Breakage>[] = [];
  const closedUntil = new Map<string, number>();
  const take = <T extends RateLimit | Breakage>(
    from: Waiting<T>[],
    method: string,
    route: string,
  ): T | undefined => {
    const found = from.find(({ what, left }) => left > 0 && meets(what, method, route));
    if (found !== undefined) found.left -= 1;
    return found?.what;
  };
  return {
    limitNext: (what) => limits.push({ what, left: what.count ?? 1 }),
    breakNext: (what) => breakages.push({ what, left: what.count ?? 1 }),
    broken: (method, route) => take(breakages, method, route)?.how,
    limited: (method, route) => {
      const key = `${method} ${route}`;
      const early = Math.max(closedUntil.get(key) ?? 0, closedUntil.get("") ?? 0) - now();
      if (early > 0) tooEarly(key, early);
      const limit = take(limits, method, route);
      if (limit === undefined) return undefined;
      const afterMs = limit.retryAfterMs ?? 1_000;
      closedUntil.set(limit.global === true ? "" : key, now() + afterMs);
      return tooMany(limit.global === true, afterMs, now());
    },
  };
}

function meets({ route, method }: RateLimit | Breakage, asked: string, at: string): boolean {
  if (method !== undefined && method !== asked) return false;
  if (route === undefined) return true;
  return typeof route === "string" ? at.includes(route) : route.test(at);
}

function tooMany(global: boolean, afterMs: number, now: number): Met {
  const seconds = afterMs / 1_000;
  const bucket = {
    "x-ratelimit-limit": "5",
    "x-ratelimit-remaining": "0",
    "x-ratelimit-reset": String((now + afterMs) / 1_000),
    "x-ratelimit-reset-after": String(seconds),
    "x-ratelimit-bucket": "local",
  };
  return {
    answered: { status: 429, json: { message: "You are being rate limited.", retry_after: seconds, global } },
    headers: {
      "retry-after": String(Math.ceil(seconds)),
      "x-ratelimit-scope": global ? "global" : "user",
      ...(global ? { "x-ratelimit-global": "true" } : bucket),
      via: "1.1 google",
    },
  };
}
