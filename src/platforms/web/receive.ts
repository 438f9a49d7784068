/** The requests of the page: what people say, press and ask for. */
import { Hono, type Context as Request } from "hono";
import { bodyLimit } from "hono/body-limit";
import { z } from "zod";
import type { Answer, Bot } from "../../chat/bot.ts";
import { hasUnprintable } from "../../chat/grammar.ts";
import type { Capabilities, Context, Person, Place } from "../../chat/message.ts";
import { LOCALES, type Locale, type Values } from "../../language.ts";
import { createPacer } from "./guard.ts";
import * as limits from "./limits.ts";
import { type People, readName } from "./people.ts";
import type { Pictures } from "./pictures.ts";
import { CHANNELS, pageStart } from "./register.ts";
import { type Occasion, renderReplies } from "./render.ts";
import type { Kept, Room } from "./room.ts";
import type { Streams } from "./stream.ts";
import type { Refusal, Taken } from "./wire.ts";

export interface Desk {
  readonly bot: Bot;
  readonly people: People;
  readonly pictures: Pictures;
  readonly room: Room;
  readonly streams: Streams;
  readonly now: () => number;
}

const View = z.object({ locale: z.enum(["en", "ko"]), theme: z.enum(["light", "dark"]) });
const Introduce = z.object({ name: z.string(), token: z.string().max(100).optional() });
const Say = View.extend({ channel: z.enum(CHANNELS), thread: z.int().optional(), text: z.string() });
const Press = View.extend({ message: z.int(), press: z.string() });
const Complete = z.object({ text: z.string(), caret: z.int(), locale: z.enum(["en", "ko"]) });

/** What every request needs: who asks, what they sent, and how they are refused. */
interface Counter extends Desk {
  /** Who asks, or the refusal. */
  known(c: Request, kind: "deed" | "lookup"): Person | Response;
  body<T>(c: Request, shape: z.ZodType<T>): Promise<T | undefined>;
  no(c: Request, status: 400 | 401 | 404 | 413 | 429, why: string, values?: Values): Response;
}

export function receive(desk: Desk): Hono {
  const app = new Hono();
  const counter = openCounter(desk);
  app.use(
    "/api/*",
    bodyLimit({ maxSize: limits.BODY_BYTES, onError: (c) => counter.no(c, 413, "too-large") }),
  );
  app.use("/api/*", async (c, next) => {
    // Only a script of this page can send JSON without the browser asking us first.
    const json = c.req.header("content-type")?.startsWith("application/json") ?? false;
    return c.req.method === "POST" && !json ? counter.no(c, 400, "unreadable") : next();
  });
  const newcomers = createPacer(limits.NEWCOMERS, desk.now);
  app.get("/api/page", (c) => c.json(pageStart(desk.bot)));
  app.post("/api/people", (c) =>
    newcomers("everybody") ? introduce(c, counter) : counter.no(c, 429, "too-fast"),
  );
  app.post("/api/say", (c) => say(c, counter));
  app.post("/api/press", (c) => press(c, counter));
  app.post("/api/complete", (c) => complete(c, counter));
  app.get("/api/stream", (c) => stream(c, counter));
  app.get("/pictures/:id", (c) => picture(c, counter, "png"));
  app.get("/pictures/:id/moving", (c) => picture(c, counter, "gif"));
  return app;
}

function openCounter(desk: Desk): Counter {
  const { bot, people } = desk;
  const pace = {
    deed: createPacer(limits.DEEDS, desk.now),
    lookup: createPacer(limits.LOOKUPS, desk.now),
  };
  const no: Counter["no"] = (c, status, why, values) =>
    c.json({ error: bot.refuse(`web.refused.${why}`, localeOf(c), values) } satisfies Refusal, status);
  return {
    ...desk,
    no,
    known(c, kind) {
      const person = people.find(c.req.header("x-ackademy-token") ?? "");
      if (person === undefined) return no(c, 401, "unknown");
      return pace[kind](person.id) ? person : no(c, 429, "too-fast");
    },
    async body(c, shape) {
      const read: unknown = await c.req.json().catch(() => undefined);
      return shape.safeParse(read).data;
    },
  };
}

async function introduce(c: Request, { people, streams, body, no }: Counter): Promise<Response> {
  const asked = await body(c, Introduce);
  const name = asked === undefined ? undefined : readName(asked.name);
  if (name === undefined) return no(c, 400, "name", { max: limits.NAME });
  const introduced = people.introduce(name, asked?.token);
  streams.send({ type: "people", people: people.here() });
  return c.json(introduced);
}

async function say(c: Request, counter: Counter): Promise<Response> {
  const { bot, room, now, no } = counter;
  const person = counter.known(c, "deed");
  if (person instanceof Response) return person;
  const said = await counter.body(c, Say);
  if (said === undefined) return no(c, 400, "unreadable");
  const place = placeOf(counter, said.channel, said.thread, person);
  if (place === undefined) return no(c, 404, "gone");
  const text = said.text.trim();
  if (text.startsWith("/")) {
    const answer = await bot.run(said.text, contextOf(person, place, said));
    return c.json(show(counter, answer, { asker: person, place, text, at: now() }));
  }
  if (text === "") return no(c, 400, "empty");
  if (text.length > limits.TEXT) {
    return no(c, 400, "too-long", { max: limits.TEXT.toLocaleString(localeOf(c)) });
  }
  if (hasUnprintable(text)) return no(c, 400, "unprintable");
  room.post({ ...wirePlace(place), author: person, text, buttons: [], at: now() });
  return c.json({} satisfies Taken);
}

async function press(c: Request, counter: Counter): Promise<Response> {
  const { bot, room, now, no } = counter;
  const person = counter.known(c, "deed");
  if (person instanceof Response) return person;
  const asked = await counter.body(c, Press);
  if (asked === undefined) return no(c, 400, "unreadable");
  const pressed = room.find(asked.message, person.id);
  if (pressed === undefined) return no(c, 404, "gone");
  const { channel, thread, id, title } = pressed.message;
  // A thread's own first message speaks into its thread.
  const place = { channel, ...threadPlace(thread ?? (title === undefined ? undefined : id)) };
  const answer = await bot.press(asked.press, contextOf(person, place, asked), {
    stillShown: shows(pressed, asked.press),
  });
  return c.json(show(counter, answer, { asker: person, place, pressed, at: now() }));
}

async function complete(c: Request, { bot, known, body, no }: Counter): Promise<Response> {
  const person = known(c, "lookup");
  if (person instanceof Response) return person;
  const asked = await body(c, Complete);
  if (asked === undefined) return no(c, 400, "unreadable");
  return c.json(bot.complete(asked.text, asked.caret, asked.locale));
}

function stream(c: Request, { people, room, streams, no }: Counter): Response {
  const person = people.find(c.req.query("token") ?? "");
  if (person === undefined) return no(c, 401, "unknown");
  if (!streams.hasRoom(person)) return no(c, 429, "too-many-pages");
  people.opened(person);
  const everybody = () => streams.send({ type: "people", people: people.here() });
  const first = () => ({ type: "all", messages: room.seenBy(person.id), people: people.here() }) as const;
  const response = streams.open(c, person, first, () => {
    people.closed(person);
    everybody();
  });
  everybody();
  return response;
}

function picture(c: Request, { people, pictures, no }: Counter, kind: "png" | "gif"): Response {
  const found = pictures.find(c.req.param("id") ?? "");
  const viewer = people.find(c.req.query("token") ?? "")?.id;
  const bytes = found?.only === undefined || found.only === viewer ? found?.[kind] : undefined;
  if (bytes === undefined) return no(c, 404, "gone");
  const headers = { "Content-Type": `image/${kind}`, "Cache-Control": "private, max-age=3600" };
  return c.body(new Uint8Array(bytes), 200, headers);
}

const show = ({ room, pictures }: Desk, { replies }: Answer, occasion: Occasion): Taken => {
  const thread = renderReplies(replies, occasion, room, pictures);
  return thread === undefined ? {} : { thread };
};

/** Whether the message still has this button, and not switched off. */
const shows = ({ message }: Kept, press: string): boolean =>
  message.buttons.flat().some((button) => button.press === press && !button.disabled);

function placeOf(desk: Desk, channel: string, thread: number | undefined, person: Person): Place | undefined {
  if (thread === undefined) return { channel };
  const root = desk.room.find(thread, person.id);
  // Threads hang on what everybody sees, one level deep.
  const fits = root !== undefined && root.only === undefined && root.message.thread === undefined;
  return fits && root.message.channel === channel ? { channel, thread: String(thread) } : undefined;
}

const threadPlace = (thread: number | undefined): { thread?: string } =>
  thread === undefined ? {} : { thread: String(thread) };

const wirePlace = ({ channel, thread }: Place): { channel: string; thread?: number } =>
  thread === undefined ? { channel } : { channel, thread: Number(thread) };

const CAN: Capabilities = {
  privateEditLater: true,
  commandInThread: true,
  typedOptions: false,
  forms: false,
  edits: true,
};

/** The page has no language of its own for a channel: a public post speaks its asker's. */
const contextOf = (asker: Person, place: Place, { locale, theme }: z.output<typeof View>): Context => ({
  asker,
  place,
  locale,
  channelLocale: locale,
  theme,
  // Whoever can open the page owns the machine that it runs on.
  manager: true,
  can: CAN,
});

const localeOf = (c: Request): Locale =>
  LOCALES.find((locale) => locale === c.req.header("x-ackademy-locale")) ?? "en";
