/** Socket Mode: Slack speaks first, in envelopes, and hears acknowledgements. */
import type { Server } from "node:http";
import { type WebSocket, WebSocketServer } from "ws";
import { type Fields, fieldsOf, parsed, textOf } from "./json.ts";
import { TICKET_MS } from "./limits.ts";
import type { SlackState } from "./state.ts";

export interface Envelope {
  readonly type: "events_api" | "interactive" | "slash_commands";
  readonly payload: Fields;
  readonly accepts_response_payload: boolean;
  readonly retry_attempt?: number;
  readonly retry_reason?: string;
}

export interface Sockets {
  readonly open: () => number;
  /** Sockets that were ever greeted. */
  readonly greeted: () => number;
  /** Resolves once at least one socket is open, or `count` were greeted in all. */
  connected(count?: number): Promise<void>;
  /** Resolves once none is open. */
  closed(): Promise<void>;
  /** Gives the acknowledgement's payload; undefined where none came in time. */
  send(envelope: Envelope, ackMs: number): Promise<Fields | undefined>;
  /** Asks every client to come again, as before Slack moves a connection elsewhere. */
  disconnect(reason?: "refresh_requested" | "warning"): void;
  /** Cuts every connection without a word. */
  drop(): void;
  close(): void;
}

/** `state`: as for the edge, on whose server the sockets arrive. */
export function openSockets(server: Server, state: () => SlackState): Sockets {
  const sockets = new Set<WebSocket>();
  const acknowledged = new Map<string, (payload: Fields) => void>();
  const looks = new Set<() => void>();
  const listening = new WebSocketServer({ noServer: true });
  let greeted = 0;
  server.on("upgrade", (request, stream, head) => {
    const ticket = new URL(request.url ?? "/", state().url()).searchParams.get("ticket") ?? "";
    if (!takeTicket(state(), ticket)) {
      stream.end("HTTP/1.1 401 Unauthorized\r\n\r\n");
      return;
    }
    listening.handleUpgrade(request, stream, head, (socket) => {
      sockets.add(socket);
      socket.on("close", () => {
        sockets.delete(socket);
        for (const look of [...looks]) look();
      });
      socket.on("message", (data) => {
        const said = fieldsOf(parsed(String(data)));
        acknowledged.get(textOf(said.envelope_id))?.(fieldsOf(said.payload));
      });
      socket.send(JSON.stringify(greeting(state(), sockets.size)));
      greeted++;
      for (const look of [...looks]) look();
    });
  });
  return {
    open: () => sockets.size,
    greeted: () => greeted,
    connected: (count = 1) => met(looks, () => greeted >= count && sockets.size > 0),
    closed: () => met(looks, () => sockets.size === 0),
    send: (envelope, ackMs) =>
      sendTo([...sockets].at(-1), envelope, ackMs, state().id("envelope"), acknowledged),
    disconnect(reason = "refresh_requested") {
      for (const socket of sockets) {
        socket.send(JSON.stringify({ type: "disconnect", reason, debug_info: { host: "127.0.0.1" } }));
        // Nothing more is sent where nobody will be.
        sockets.delete(socket);
      }
    },
    drop() {
      for (const socket of sockets) socket.terminate();
    },
    close() {
      for (const socket of listening.clients) socket.terminate();
      listening.close();
    },
  };
}

/** Resolves when it is so; looked at again whenever a socket comes or goes. */
function met(looks: Set<() => void>, so: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!so()) return;
      looks.delete(look);
      resolve();
    };
    looks.add(look);
    look();
  });
}

function takeTicket(state: SlackState, ticket: string): boolean {
  const since = state.socketTickets.get(ticket);
  state.socketTickets.delete(ticket);
  return since !== undefined && !state.trouble.down && state.clock.now() - since <= TICKET_MS;
}

const greeting = ({ app }: SlackState, connections: number): object => ({
  type: "hello",
  num_connections: connections,
  connection_info: { app_id: app.id },
  debug_info: { host: "127.0.0.1", approximate_connection_time: 18_060 },
});

function sendTo(
  socket: WebSocket | undefined,
  envelope: Envelope,
  ackMs: number,
  id: string,
  acknowledged: Map<string, (payload: Fields) => void>,
): Promise<Fields | undefined> {
  if (socket === undefined) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const end = (payload?: Fields): void => {
      clearTimeout(timer);
      acknowledged.delete(id);
      resolve(payload);
    };
    const timer = setTimeout(end, ackMs);
    acknowledged.set(id, end);
    socket.send(JSON.stringify({ envelope_id: id, ...envelope }));
  });
}
