/**
 * The page's token, where others than this machine can reach it. Who opens `/?token=…` once gets a cookie that stands
 * for it; without one, nothing of the page is shown. The cookie is signed and not the token itself, cannot be read by a
 * script, and is not sent along by other sites.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { createBuckets } from "../../chat/buckets.ts";
import { COOKIE_SECONDS, GUESSES } from "./limits.ts";

export interface EntranceParts {
  readonly token: string;
  /** The installation's secret. */
  readonly secret: Uint8Array;
  readonly now: () => number;
  /** What somebody who may not come in reads: we do not know their language yet. */
  readonly refuse: (why: "token" | "too-fast") => string;
}

const COOKIE = "ackademy_page";

export function entrance({ token, secret, now, refuse }: EntranceParts): MiddlewareHandler {
  const keyed = (text: string): Buffer => createHmac("sha256", secret).update(`web page ${text}`).digest();
  const pass = keyed(`pass ${token}`).toString("base64url");
  // Of equal length whatever was given, so that comparing takes as long for each.
  const same = (given: string, wanted: string): boolean => timingSafeEqual(keyed(given), keyed(wanted));
  const guesses = createBuckets(GUESSES, now);
  return async (c, next) => {
    if (same(getCookie(c, COOKIE) ?? "", pass)) return next();
    const given = c.req.path === "/" ? c.req.query("token") : undefined;
    if (given === undefined) return c.text(refuse("token"), 401);
    if (guesses.take("everybody") > 0) return c.text(refuse("too-fast"), 429);
    if (!same(given, token)) return c.text(refuse("token"), 401);
    setCookie(c, COOKIE, pass, {
      ...{ path: "/", httpOnly: true, sameSite: "Strict", maxAge: COOKIE_SECONDS },
      secure: isEncrypted(c),
    });
    // Away from the address that holds the token, before anybody sees or keeps it.
    return c.redirect("/", 303);
  };
}

const isEncrypted = (c: Context): boolean => c.req.header("x-forwarded-proto") === "https";
