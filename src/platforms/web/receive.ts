/** The requests of the page: what people say, press and ask for. */
import { Hono, type Context as Request } from "hono";
import { bodyLimit } from "hono/body-limit";
import * as z from "zod";
import { createBuckets } from "../../chat/buckets.ts";
import type { Theme } from "../../chat/message.ts";
import type { Meter } from "../../chat/meter.ts";
import { contentTypeOf } from "../../chat/text-file.ts";
import { type Counter, type Desk, openCounter } from "./counter.ts";
import { pick, press, say, submit } from "./deeds.ts";
import * as limits from "./limits.ts";
import { readName } from "./people.ts";
import { pageStart } from "./register.ts";
import { addressOf, type Drawn } from "./shelf.ts";

const Introduce = z.object({ name: z.string(), token: z.string().max(100).optional() });
const Complete = z.object({ text: z.string(), caret: z.int(), locale: z.enum(["en", "ko"]) });

export function receive({ meter, ...desk }: Desk & { readonly meter: Meter }): Hono {
  const app = new Hono();
  const counter = openCounter(desk);
  const upTo = (maxSize: number) => bodyLimit({ maxSize, onError: (c) => counter.no(c, 413, "too-large") });
  const [most, form] = [upTo(limits.BODY_BYTES), upTo(limits.FORM_BYTES)];
  app.use("/api/*", (c, next) => (c.req.path === "/api/submit" ? form : most)(c, next));
  app.use("/api/*", async (c, next) => {
    // Only a script of this page can send JSON without the browser asking us first.
    const json = c.req.header("content-type")?.startsWith("application/json") ?? false;
    return c.req.method === "POST" && !json ? counter.no(c, 400, "unreadable") : next();
  });
  const deed = (work: typeof say) => (c: Request) =>
    meter.follow("web", async (answered) => {
      const response = await work(c, counter);
      await desk.saved();
      answered();
      return response;
    });
  const newcomers = createBuckets(limits.NEWCOMERS, desk.now);
  app.get("/api/page", (c) => c.json(pageStart(desk.bot)));
  app.post("/api/people", (c) =>
    newcomers.take("everybody") > 0 ? counter.no(c, 429, "too-fast") : introduce(c, counter),
  );
  app.post("/api/say", deed(say));
  app.post("/api/press", deed(press));
  app.post("/api/submit", deed(submit));
  app.post("/api/menu", deed(pick));
  app.post("/api/complete", (c) => complete(c, counter));
  app.get("/api/stream", (c) => stream(c, counter));
  app.get("/pictures/:id", (c) => picture(c, counter, "png"));
  app.get("/pictures/:id/moving", (c) => picture(c, counter, "gif"));
  app.get("/files/:id", (c) => file(c, counter));
  return app;
}

async function introduce(c: Request, { people, streams, body, no }: Counter): Promise<Response> {
  const asked = await body(c, Introduce);
  const name = asked === undefined ? undefined : readName(asked.name);
  if (name === undefined) return no(c, 400, "name", { max: limits.NAME });
  const introduced = people.introduce(name, asked?.token);
  streams.send({ type: "people", people: people.here() });
  return c.json(introduced);
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

type Kind = keyof Drawn;

/** Who looks at what an address of the page's own shows. */
const viewerOf = (c: Request, { people }: Counter): string | undefined =>
  people.find(c.req.query("token") ?? "")?.id;

async function picture(c: Request, counter: Counter, kind: Kind): Promise<Response> {
  const id = c.req.param("id") ?? "";
  const viewer = viewerOf(c, counter);
  const theme = THEMES.find((one) => one === c.req.query("theme"));
  const other = theme && (await paintedIn({ id, viewer, kind, theme }, counter));
  const bytes = other ?? (await paintedIn({ id, viewer, kind }, counter));
  if (bytes === undefined) return counter.no(c, 404, "gone");
  const headers = { "Content-Type": `image/${kind}`, "Cache-Control": "private, max-age=3600" };
  return c.body(new Uint8Array(bytes), 200, headers);
}

const THEMES: readonly Theme[] = ["light", "dark"];

interface Asked {
  readonly id: string;
  readonly viewer: string | undefined;
  readonly kind: Kind;
  /** Another one than it was painted in. */
  readonly theme?: Theme;
}

/**
 * From the shelf; and what that no longer has, or never had since the start or in this theme, anew: only what is asked for,
 * as a GIF takes seconds.
 */
async function paintedIn(
  { id, viewer, kind, theme }: Asked,
  { room, shelf, repaint }: Counter,
): Promise<Uint8Array | undefined> {
  const place = theme === undefined ? id : `${id}.${theme}`;
  const there = shelf.pictures.find(place, viewer)?.[kind];
  if (there !== undefined) return there;
  const kept = room.pictured(addressOf(id), viewer);
  if (kept?.source === undefined) return undefined;
  const bytes = await repaint(kept.source, kind, theme);
  // Beside the other kind, which somebody may have asked for meanwhile.
  const beside = shelf.pictures.find(place, viewer);
  if (bytes !== undefined) shelf.pictures.keep({ ...beside, [kind]: bytes }, kept.only, place);
  return bytes;
}

function file(c: Request, counter: Counter): Response {
  const found = counter.shelf.files.find(c.req.param("id") ?? "", viewerOf(c, counter));
  if (found === undefined) return counter.no(c, 404, "gone");
  return c.body(found.text, 200, {
    "Content-Type": contentTypeOf(found),
    // Saved and never shown: what is in it may be anybody's words.
    "Content-Disposition": `attachment; filename="${found.name}"`,
    "Cache-Control": "private, no-store",
  });
}
