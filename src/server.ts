/** The HTTP endpoints of the platforms, and whether they are well: one server on 127.0.0.1, behind a proxy. */
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { Platform } from "./chat/platform.ts";

export interface ServerParts {
  readonly port: number;
  /** Asked at each `/readyz`. */
  readonly platforms: readonly Platform[];
  /** `POST /discord/interactions`. */
  readonly discord?: (request: Request) => Promise<Response>;
  /** Everything under `/slack/`. */
  readonly slack?: RequestListener;
}

export interface RunningServer {
  readonly url: string;
  stop(): Promise<void>;
}

export async function startServer({ port, platforms, discord, slack }: ServerParts): Promise<RunningServer> {
  const discordListener = discord && getRequestListener(discord, { overrideGlobalObjects: false });
  const server = createServer((request, response) => {
    const path = pathOf(request);
    if (discordListener && request.method === "POST" && path === "/discord/interactions") {
      void discordListener(request, response);
    } else if (slack && path.startsWith("/slack/")) slack(request, response);
    else if (request.method === "GET" && path === "/healthz") response.writeHead(200).end("ok\n");
    else if (request.method === "GET" && path === "/readyz") {
      const { status, lines } = readiness(platforms);
      response.writeHead(status, { "Content-Type": "text/plain" }).end(`${lines.join("\n")}\n`);
    } else response.writeHead(404).end();
  });
  await listen(server, port);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

const pathOf = ({ url = "/" }: IncomingMessage): string => url.split("?")[0] ?? "/";

/** 503 while any platform that is meant to run does not; the lines say which, and why. */
function readiness(platforms: readonly Platform[]): { status: number; lines: readonly string[] } {
  const told = platforms.map((platform) => ({ name: platform.name, ready: platform.ready() }));
  return {
    status: told.every(({ ready }) => ready === true) ? 200 : 503,
    lines: told.map(({ name, ready }) => `${name}: ${ready === true ? "ready" : ready}`),
  };
}

/** A port that others have to reach stays the one that was named: taken, it is a fault. */
const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });
