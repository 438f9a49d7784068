/** Keeps strangers and floods out: the page is for this machine's own browser. */
import type { MiddlewareHandler } from "hono";

const HTTP_PORT = 80;

/**
 * A page elsewhere may make a browser send requests here, even under a name of its own that resolves to
 * 127.0.0.1 (DNS rebinding). So the Host must be one of ours, and the Origin, where there is one, too.
 */
export function ownOrigin(port: () => number, refuse: () => string): MiddlewareHandler {
  return async (c, next) => {
    const hosts = ["127.0.0.1", "localhost"].map((name) => `${name}:${port()}`);
    const host = c.req.header("host") ?? "";
    const origin = c.req.header("origin");
    // Browsers leave the usual port out.
    const whole = host.includes(":") ? host : `${host}:${HTTP_PORT}`;
    if (!hosts.includes(whole) || (origin !== undefined && origin !== `http://${host}`)) {
      return c.json({ error: refuse() }, 403);
    }
    return next();
  };
}

/**
 * Where the page has a name that we do not know (a proxy's, another machine's), its cookie tells who may come in; a page
 * elsewhere still must not send anything here.
 */
export function sameOrigin(refuse: () => string): MiddlewareHandler {
  return async (c, next) => {
    const [host, origin] = [c.req.header("host"), c.req.header("origin")];
    const own = origin === undefined || [`http://${host}`, `https://${host}`].includes(origin);
    return own ? next() : c.json({ error: refuse() }, 403);
  };
}

/** Nothing inline, nothing from elsewhere, in nobody's frame. */
export const strictHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  const own = ["script", "style", "img", "font", "connect"].map((kind) => `${kind}-src 'self'`);
  const none = ["default-src", "base-uri", "form-action", "frame-ancestors"].map((rule) => `${rule} 'none'`);
  c.header("Content-Security-Policy", [...none, ...own].join("; "));
  c.header("X-Content-Type-Options", "nosniff");
  c.header("Referrer-Policy", "no-referrer");
  c.header("Cross-Origin-Opener-Policy", "same-origin");
  c.header("Cross-Origin-Resource-Policy", "same-origin");
};
