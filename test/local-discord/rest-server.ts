/** The HTTP side: reads a request, asks who may, finds its route, writes the answer and keeps a record of all of it. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { aboutRoutes } from "./about-routes.ts";
import { channelRoutes } from "./channel-routes.ts";
import { commandRoutes } from "./command-routes.ts";
import { interactionRoutes } from "./interaction-routes.ts";
import { entityTooLarge, invalidForm, notFound, Refusal, unauthorized } from "./refusal.ts";
import { type Answered, type Found, findRoute, type Route } from "./router.ts";
import { schemaFaults } from "./schema.ts";
import { threadRoutes } from "./thread-routes.ts";
import type { Trouble } from "./trouble.ts";
import { type Body, bodyRecord, readBody } from "./upload.ts";
import type { World } from "./world.ts";

/** Of a whole request: Discord takes 25 MiB and a little around it. */
const REQUEST_BYTES = 30 * 1_024 * 1_024;
const PREFIX = /^\/api\/v10(?=\/)/;

const routes: readonly Route[] = [
  ...aboutRoutes,
  ...commandRoutes,
  ...interactionRoutes,
  ...threadRoutes,
  ...channelRoutes,
];

/** A request as it came and what it got. */
export interface Recorded {
  readonly method: string;
  /** As the document writes it; the path itself where there is no such route. */
  readonly route: string;
  readonly path: string;
  readonly json: unknown;
  readonly files: readonly { readonly name: string; readonly size: number }[];
  readonly status: number;
  /** Discord's error code. */
  readonly code?: number;
  /** Milliseconds since 1970, when it arrived. */
  readonly at: number;
}

export interface RestParts {
  readonly world: World;
  readonly trouble: Trouble;
  readonly requests: Recorded[];
  /** Requests that are not answered yet, and when the last one came or was answered (real milliseconds). */
  readonly traffic: { underWay: number; lastAt: number };
  readonly isDown: () => boolean;
}

export function restServer(parts: RestParts): Server {
  return createServer((request, response) => {
    if (parts.isDown()) {
      request.socket.destroy();
      return;
    }
    const { traffic } = parts;
    traffic.underWay += 1;
    response.once("close", () => {
      traffic.underWay -= 1;
      traffic.lastAt = Date.now();
    });
    serve(parts, request, response).catch((error: unknown) => {
      // A bug of the local Discord itself: seen in the test, not only in a log.
      parts.world.violations.push({
        route: `${request.url}`,
        code: "CRASH",
        path: "",
        message: String(error),
      });
      response.writeHead(500).end();
    });
  });
}

async function serve(parts: RestParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { world, trouble, requests } = parts;
  const at = world.clock.now();
  const url = new URL(request.url ?? "/", world.url);
  if (url.pathname.startsWith("/attachments/")) return serveFile(world, url, response);
  const path = url.pathname.replace(PREFIX, "");
  const method = request.method ?? "GET";
  const found = PREFIX.test(url.pathname) ? findRoute(routes, method, path) : undefined;
  const route = found?.route.path ?? path;
  const read = await readRequest(request);
  const broken = trouble.broken(method, route);
  if (broken === "unreached") return void request.socket.destroy();
  const limited = trouble.limited(method, route);
  const answered =
    limited?.answered ??
    (typeof broken === "number"
      ? { status: broken, json: { message: "Local trouble", code: 0 } }
      : undefined) ??
    respond(world, found, method, request.headers.authorization, url, read);
  const code = answered.status >= 400 ? bodyRecord(answered.json).code : undefined;
  requests.push({
    ...{ method, route, path, at, status: answered.status },
    json: read instanceof Refusal ? undefined : read.json,
    files: read instanceof Refusal ? [] : read.files.map(({ name, bytes }) => ({ name, size: bytes.length })),
    ...(typeof code === "number" && { code }),
  });
  world.watch.changed();
  if (broken === "lost") return void request.socket.destroy();
  write(response, answered, limited?.headers ?? plenty(route));
}

function respond(
  world: World,
  found: Found | undefined,
  method: string,
  authorization: string | undefined,
  url: URL,
  read: Body | Refusal,
): Answered {
  const label = `${method} ${found?.route.path ?? url.pathname}`;
  try {
    if (found?.route.open !== true && authorization !== `Bot ${world.token}`) throw unauthorized();
    if (found === undefined) throw notFound();
    if (read instanceof Refusal) throw read;
    const { route, params } = found;
    const faults =
      route.checksItself === true || read.json === undefined
        ? []
        : schemaFaults(method, route.path, read.json);
    if (faults.length > 0) throw invalidForm(faults);
    const { json, files } = read;
    return route.answer({ world, params, query: url.searchParams, json, body: bodyRecord(json), files });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    recordViolation(world, label, error);
    return { status: error.status, json: error.body };
  }
}

/** Codes that speak of the body, not of what is there or who may. */
const ABOUT_THE_BODY: readonly number[] = [50_035, 50_006, 40_005, 50_109];

/** Keeps what a well-made bot never sends. */
export function recordViolation(world: World, route: string, { code, message, faults }: Refusal): void {
  if (!ABOUT_THE_BODY.includes(code)) return;
  const told = faults.length > 0 ? faults : [{ path: "", code: String(code), message }];
  for (const one of told) world.violations.push({ route, ...one });
}

async function readRequest(request: IncomingMessage): Promise<Body | Refusal> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= REQUEST_BYTES) chunks.push(chunk);
  }
  if (size > REQUEST_BYTES) return entityTooLarge();
  try {
    return await readBody(Buffer.concat(chunks), request.headers["content-type"] ?? "");
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

const plenty = (route: string): Readonly<Record<string, string>> => ({
  "x-ratelimit-limit": "1000",
  "x-ratelimit-remaining": "999",
  "x-ratelimit-reset-after": "1",
  "x-ratelimit-bucket": Buffer.from(route).toString("hex").slice(0, 32),
  via: "1.1 google",
});

function write(
  response: ServerResponse,
  { status, json }: Answered,
  headers: Readonly<Record<string, string>>,
): void {
  response.writeHead(status, {
    ...headers,
    ...(json !== undefined && { "content-type": "application/json" }),
  });
  response.end(json === undefined ? undefined : JSON.stringify(json));
}

function serveFile({ files }: World, url: URL, response: ServerResponse): void {
  const file = files.get(url.pathname.split("/")[2] ?? "");
  if (file === undefined) return void response.writeHead(404).end();
  response.writeHead(200, { "content-type": file.contentType, "content-length": file.bytes.length });
  response.end(file.bytes);
}
