/** The local chat page: one server, on 127.0.0.1 unless told otherwise; where it is handed a past, that is kept. */
import type { IncomingMessage, Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import type { Bot } from "../../chat/bot.ts";
import { type Meter, unmetered } from "../../chat/meter.ts";
import type { Platform } from "../../chat/platform.ts";
import { closeServer, listen, portOf, urlOf } from "../../http-server.ts";
import { LOCALES } from "../../language.ts";
import type { Desk } from "./counter.ts";
import { CAN } from "./deeds.ts";
import { entrance } from "./entrance.ts";
import { ownOrigin, sameOrigin, strictHeaders } from "./guard.ts";
import { createWriter, memoryOnly, type Past, shownAgain } from "./keep.ts";
import { PORTS_TRIED } from "./limits.ts";
import { createPeople } from "./people.ts";
import { createPoster } from "./post.ts";
import { receive } from "./receive.ts";
import { createRoom, type Kept, maySee, type Room, type Watch } from "./room.ts";
import { createShelf } from "./shelf.ts";
import { servePage } from "./static.ts";
import { createStreams } from "./stream.ts";

export interface WebPage extends Platform {
  readonly url: string;
  readonly port: number;
  /** Of somebody whose data is deleted: what is kept of them here goes too. */
  forget(person: string): void;
}

export interface WebParts {
  readonly bot: Bot;
  /** The installation's secret: sessions are signed with it. */
  readonly secret: Uint8Array;
  /** Taken: the next free one. 0: any free one. */
  readonly port: number;
  /** 127.0.0.1 unless told otherwise; another one only with a `token`. */
  readonly host?: string;
  /** Without it, the page is for this machine's own browsers. */
  readonly token?: string;
  /** Asked before the page: health and numbers, for whoever runs the bot. */
  readonly endpoints?: (
    request: Request,
    env: { readonly incoming: IncomingMessage },
  ) => Promise<Response | undefined>;
  readonly meter?: Meter;
  /** What was said, over restarts; without it, in memory alone. */
  readonly past?: Past;
  /** Pictures of before, from what they were painted from; without it, their words alone are left. */
  readonly repaint?: Desk["repaint"];
  /** Told when what is said cannot be kept. */
  readonly failed?: (error: unknown) => void;
}

export async function startWeb(parts: WebParts): Promise<WebPage> {
  const { bot, secret, port, host = "127.0.0.1", token, endpoints, meter = unmetered } = parts;
  const { past, failed = () => {}, repaint = async () => undefined } = parts;
  const people = createPeople(secret);
  const shelf = createShelf();
  const streams = createStreams();
  const writer = past === undefined ? memoryOnly : createWriter(past, failed);
  const { saved } = writer;
  const watch = {
    changed(kept: Kept) {
      streams.send({ type: "message", message: kept.message }, (viewer) => maySee(kept, viewer));
      writer.changed(kept);
    },
    gone(ids: readonly number[]) {
      streams.send({ type: "gone", ids });
      writer.gone(ids);
    },
  };
  const room = past === undefined ? createRoom(watch) : await reopened(watch, past);

  const app = new Hono<{ Bindings: { incoming: IncomingMessage } }>();
  const elsewhere = () => bot.refuse("web.refused.elsewhere", "en");
  app.use(async (c, next) => (await endpoints?.(c.req.raw, c.env)) ?? next());
  app.use(strictHeaders);
  if (token === undefined) app.use(ownOrigin(() => bound, elsewhere));
  else {
    app.use(sameOrigin(elsewhere));
    const refuse = (why: string) =>
      LOCALES.map((locale) => `${bot.refuse(`web.refused.${why}`, locale)}\n`).join("");
    app.use(entrance({ token, secret, now: Date.now, refuse }));
  }
  app.route("/", await servePage());
  app.route("/", receive({ bot, people, shelf, room, streams, meter, saved, repaint, now: Date.now }));

  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  // A server that is closing has no address any more, and still answers who had asked before.
  let bound = 0;
  server.once("listening", () => {
    bound = portOf(server);
  });
  await listenFrom(server, host, port, port === 0 ? port : port + PORTS_TRIED);
  return {
    url: urlOf(server, host),
    port: bound,
    name: "web",
    forget: room.forget,
    ready: () => true,
    can: CAN,
    ...createPoster(room, shelf, Date.now, saved),
    stop: async () => {
      streams.stop();
      await closeServer(server);
      await saved();
    },
  };
}

/** No id comes twice, also where the last messages were deleted: connections and daily posts know threads by theirs. */
const reopened = async (watch: Watch, past: Past): Promise<Room> =>
  createRoom(watch, shownAgain(await past.read()), Math.floor(Date.now() / 1_000));

async function listenFrom(server: Server, host: string, first: number, last: number): Promise<void> {
  for (let port = first; ; port++) {
    try {
      return await listen(server, port, host);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE" || port >= last) throw error;
    }
  }
}
