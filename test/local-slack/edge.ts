/** The HTTP side of Slack: methods, uploads, `response_url`, the page that installs the app. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { upload } from "./file-methods.ts";
import { argumentsOf } from "./json.ts";
import { respond } from "./response-url.ts";
import type { SlackState } from "./state.ts";
import { callMethod } from "./web-api.ts";

export interface Edge {
  readonly server: Server;
  readonly url: string;
  /** Requests under way, and how many there were. */
  readonly traffic: { open: number; begun: number };
  close(): Promise<void>;
}

/** `state` is asked for at each request: it knows the edge's address, which is known only now. */
export async function openEdge(state: () => SlackState): Promise<Edge> {
  const traffic = { open: 0, begun: 0 };
  const server = createServer((request, response) => {
    traffic.open++;
    traffic.begun++;
    response.on("close", () => traffic.open--);
    serve(state(), request, response).catch((error: unknown) => {
      state().violations.push({ where: "edge", problem: String(error) });
      if (!response.headersSent) response.writeHead(500).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    server,
    traffic,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(state: SlackState, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? "/", state.url());
  const body = await bodyOf(request);
  const [, first = "", ...rest] = pathname.split("/");
  if (state.trouble.down) return void response.writeHead(503).end();
  if (first === "api") {
    const type = request.headers["content-type"] ?? "";
    const fields = argumentsOf(type, body.toString(), searchParams);
    return method(state, rest.join("/"), fields, request, response);
  }
  if (first === "respond") {
    const { status, body: told } = await respond(state, rest[0] ?? "", body.toString());
    return json(response, status, told);
  }
  const workspace = state.workspaces.get(first);
  if (workspace && rest[0] === "upload") {
    const { status, text } = await upload(state, workspace, `/${rest.join("/")}`, body);
    return void response.writeHead(status, { "Content-Type": "text/plain" }).end(text);
  }
  if (pathname === "/oauth/v2/authorize") return authorize(state, searchParams, response);
  response.writeHead(404).end();
}

async function method(
  state: SlackState,
  name: string,
  fields: Parameters<typeof callMethod>[2],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const reply = await callMethod(state, name, fields, request.headers.authorization ?? "");
  if (reply.lost) return void response.destroy();
  json(response, reply.status, reply.body, reply.headers);
}

/** Whoever comes here wants the app in the workspace `team`, or in the first one. */
function authorize(state: SlackState, query: URLSearchParams, response: ServerResponse): void {
  const team = query.get("team") || [...state.workspaces.keys()][0];
  const code = state.id("code");
  state.codes.set(code, team ?? "");
  const back = new URL(query.get("redirect_uri") ?? "http://127.0.0.1/");
  back.searchParams.set("code", code);
  back.searchParams.set("state", query.get("state") ?? "");
  response.writeHead(302, { Location: back.href }).end();
}

function json(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { "Content-Type": "application/json; charset=utf-8", ...headers });
  response.end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
