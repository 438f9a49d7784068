/** The local chat page: one server on 127.0.0.1, everything in memory. */
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import type { Bot } from "../../chat/bot.ts";
import { ownOrigin, strictHeaders } from "./guard.ts";
import { PORTS_TRIED } from "./limits.ts";
import { createPeople } from "./people.ts";
import { createPictures } from "./pictures.ts";
import { receive } from "./receive.ts";
import { createRoom, type Kept, maySee } from "./room.ts";
import { servePage } from "./static.ts";
import { createStreams } from "./stream.ts";

export interface WebPage {
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

export interface WebParts {
  readonly bot: Bot;
  /** The installation's secret: sessions are signed with it. */
  readonly secret: Uint8Array;
  /** Taken: the next free one. 0: any free one. */
  readonly port: number;
}

export async function startWeb({ bot, secret, port }: WebParts): Promise<WebPage> {
  const people = createPeople(secret);
  const pictures = createPictures();
  const streams = createStreams();
  const room = createRoom({
    changed: (kept: Kept) =>
      streams.send({ type: "message", message: kept.message }, (viewer) => maySee(kept, viewer)),
    gone: (ids) => streams.send({ type: "gone", ids }),
  });

  const app = new Hono();
  const bound = () => (server.address() as AddressInfo | null)?.port ?? 0;
  app.use(strictHeaders);
  app.use(ownOrigin(bound, () => bot.refuse("web.refused.elsewhere", "en")));
  app.route("/", await servePage());
  app.route("/", receive({ bot, people, pictures, room, streams, now: Date.now }));

  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  await listen(server, port, port === 0 ? port : port + PORTS_TRIED);
  return {
    url: `http://127.0.0.1:${bound()}/`,
    port: bound(),
    stop: async () => {
      streams.stop();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

/** This machine only: nobody else on the network is meant to see the page. */
function listen(server: Server, port: number, last: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => {
      const another = error.code === "EADDRINUSE" && port < last;
      if (another) listen(server, port + 1, last).then(resolve, reject);
      else reject(error);
    };
    server.once("error", failed);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", failed);
      resolve();
    });
  });
}
