/**
 * What whoever runs the bot asks over HTTP: `/healthz` (the event loop turns, the database takes a write), `/readyz`
 * (each platform could take work now), `/metrics`. Numbers are for this machine, or for who knows the page's token.
 */
import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Platform } from "../chat/platform.ts";
import { WRITABLE_KEPT_MS, WRITABLE_MS } from "./limits.ts";
import type { MetricsText } from "./metrics.ts";
import { withinMs } from "./outage.ts";

export interface HealthParts {
  readonly metrics: { text(): Promise<MetricsText> };
  /** True, or in a sentence what is wrong with the database. */
  readonly writable: () => Promise<true | string>;
  /** Opens the numbers to others than this machine. */
  readonly token?: string;
  /** Milliseconds, of any clock. */
  readonly now: () => number;
}

/** `undefined`: this address is somebody else's. */
export type Endpoints = (
  request: Request,
  env: { readonly incoming: IncomingMessage },
) => Promise<Response | undefined>;

/** @param platforms asked at each `/readyz`; the local page is there when it answers. */
export function createEndpoints(
  parts: HealthParts,
  platforms: readonly Pick<Platform, "name" | "ready">[],
): Endpoints {
  const writable = keptFor(WRITABLE_KEPT_MS, parts.now, () =>
    withinMs(parts.writable(), WRITABLE_MS).catch((error: Error) => error.message),
  );
  return async (request, { incoming }) => {
    if (request.method !== "GET") return undefined;
    switch (new URL(request.url).pathname) {
      case "/healthz": {
        const database = await writable();
        if (database === true) return lines(200, ["ok"]);
        return lines(503, [`database: ${isOfThisMachine(incoming) ? database : "not well"}`]);
      }
      case "/readyz": {
        const told = platforms.map(({ name, ready }) => ({ name, ready: ready() }));
        return lines(
          told.every(({ ready }) => ready === true) ? 200 : 503,
          told.length === 0
            ? ["ready"]
            : told.map(({ name, ready }) => `${name}: ${ready === true ? "ready" : ready}`),
        );
      }
      case "/metrics": {
        if (!isOfThisMachine(incoming) && !knows(request, parts.token)) return lines(403, [NOT_FOR_YOU]);
        const { type, body } = await parts.metrics.text();
        return new Response(body, { headers: { ...HEADERS, "Content-Type": type } });
      }
      default:
        return undefined;
    }
  };
}

const NOT_FOR_YOU =
  "Numbers are for this machine. From elsewhere, send ACKADEMY_PAGE_TOKEN: Authorization: Bearer …";

const HEADERS = { "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" };

const lines = (status: number, said: readonly string[]): Response =>
  new Response(`${said.join("\n")}\n`, {
    status,
    headers: { ...HEADERS, "Content-Type": "text/plain; charset=utf-8" },
  });

/** A proxy on this machine asks for somebody else, and mostly says so. */
const FORWARDED: readonly string[] = ["forwarded", "x-forwarded-for", "x-real-ip", "via"];

const isOfThisMachine = ({ socket, headers }: IncomingMessage): boolean =>
  /^(::1|(::ffff:)?127\.)/u.test(socket.remoteAddress ?? "") &&
  FORWARDED.every((name) => headers[name] === undefined);

function knows(request: Request, token: string | undefined): boolean {
  const given = Buffer.from(request.headers.get("authorization") ?? "");
  const wanted = Buffer.from(`Bearer ${token ?? ""}`);
  return token !== undefined && given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** However many ask at once, the work is done once, and its result is good for a while. */
function keptFor<T>(ms: number, now: () => number, work: () => Promise<T>): () => Promise<T> {
  let kept: { readonly result: Promise<T>; readonly at: number } | undefined;
  return () => {
    if (kept === undefined || Math.abs(now() - kept.at) >= ms) kept = { result: work(), at: now() };
    return kept.result;
  };
}
