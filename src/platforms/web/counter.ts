/** What every request of the page needs: who asks, what they sent, and how they are refused. */
import type { Context as Request } from "hono";
import type * as z from "zod";
import type { Bot } from "../../chat/bot.ts";
import { createBuckets } from "../../chat/buckets.ts";
import type { Person, Theme } from "../../chat/message.ts";
import { LOCALES, type Locale, type Values } from "../../language.ts";
import * as limits from "./limits.ts";
import type { People } from "./people.ts";
import type { Room } from "./room.ts";
import type { Drawn, Shelf } from "./shelf.ts";
import type { Streams } from "./stream.ts";
import type { Refusal } from "./wire.ts";

export interface Desk {
  readonly bot: Bot;
  readonly people: People;
  readonly shelf: Shelf;
  readonly room: Room;
  readonly streams: Streams;
  readonly now: () => number;
  /** Resolves when what was said will outlive the process. */
  readonly saved: () => Promise<void>;
  /**
   * A picture of what one was painted from, still or moving, as it was or in this theme; undefined where it cannot be
   * painted (any more).
   */
  readonly repaint: (source: string, kind: keyof Drawn, theme?: Theme) => Promise<Uint8Array | undefined>;
}

export interface Counter extends Desk {
  /** Who asks, or the refusal. */
  known(c: Request, kind: "deed" | "lookup"): Person | Response;
  body<T>(c: Request, shape: z.ZodType<T>): Promise<T | undefined>;
  no(c: Request, status: 400 | 401 | 404 | 413 | 429, why: string, values?: Values): Response;
}

export function openCounter(desk: Desk): Counter {
  const { bot, people } = desk;
  const pace = {
    deed: createBuckets(limits.DEEDS, desk.now),
    lookup: createBuckets(limits.LOOKUPS, desk.now),
  };
  const no: Counter["no"] = (c, status, why, values) =>
    c.json({ error: bot.refuse(`web.refused.${why}`, localeOf(c), values) } satisfies Refusal, status);
  return {
    ...desk,
    no,
    known(c, kind) {
      const person = people.find(c.req.header("x-ackademy-token") ?? "");
      if (person === undefined) return no(c, 401, "unknown");
      return pace[kind].take(person.id) > 0 ? no(c, 429, "too-fast") : person;
    },
    async body(c, shape) {
      const read: unknown = await c.req.json().catch(() => undefined);
      return shape.safeParse(read).data;
    },
  };
}

export const localeOf = (c: Request): Locale =>
  LOCALES.find((locale) => locale === c.req.header("x-ackademy-locale")) ?? "en";
