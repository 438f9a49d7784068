/** The HTTP endpoints of the platforms, and what whoever runs the bot asks: one server, behind a proxy. */
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { Platform } from "./chat/platform.ts";
import { closeServer, listen, urlOf } from "./http-server.ts";
import { createEndpoints, type HealthParts } from "./operating/endpoints.ts";

export interface ServerParts {
  readonly port: number;
  /** 127.0.0.1 unless told otherwise. */
  readonly host?: string;
  /** Asked at each `/readyz`. */
  readonly platforms: readonly Platform[];
  /** What `/healthz` and `/metrics` tell. */
  readonly health: HealthParts;
  /** `POST /discord/interactions`. */
  readonly discord?: (request: Request) => Promise<Response>;
  /** Everything under `/slack/`. */
  readonly slack?: RequestListener;
  /** A platform's endpoint refused who says to be that platform. */
  readonly badSignature?: (platform: "discord" | "slack") => void;
}

export interface RunningServer {
  readonly url: string;
  stop(): Promise<void>;
}

const UNAUTHORIZED = 401;

/** A port that others have to reach stays the one that was named: taken, it is a fault. */
export async function startServer(parts: ServerParts): Promise<RunningServer> {
  const { port, host = "127.0.0.1", discord, slack, badSignature = () => {} } = parts;
  const endpoints = createEndpoints(parts.health, parts.platforms);
  const listenerOf = (answer: Parameters<typeof getRequestListener>[0]): RequestListener => {
    const listener = getRequestListener(answer, { overrideGlobalObjects: false });
    return (request, response) => void listener(request, response);
  };
  const own = listenerOf(
    async (request, env) =>
      (await endpoints(request, env as { incoming: IncomingMessage })) ?? new Response(null, { status: 404 }),
  );
  const fromDiscord = discord && listenerOf(discord);
  const watched = (platform: "discord" | "slack", listener: RequestListener): RequestListener =>
    function (this: unknown, request, response: ServerResponse) {
      response.once("finish", () => {
        if (response.statusCode === UNAUTHORIZED) badSignature(platform);
      });
      listener(request, response as never);
    };
  const [toDiscord, toSlack] = [
    fromDiscord && watched("discord", fromDiscord),
    slack && watched("slack", slack),
  ];
  const server = createServer((request, response) => {
    const path = pathOf(request);
    if (toDiscord && request.method === "POST" && path === "/discord/interactions") {
      toDiscord(request, response);
    } else if (toSlack && path.startsWith("/slack/")) toSlack(request, response);
    else own(request, response);
  });
  await listen(server, port, host);
  return { url: urlOf(server, host), stop: () => closeServer(server) };
}

const pathOf = ({ url = "/" }: IncomingMessage): string => url.split("?")[0] ?? "/";
