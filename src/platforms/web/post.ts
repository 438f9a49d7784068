/** What nobody asked for, on the page: posted, changed, talked about. In memory, as everything here. */
import type { Place } from "../../chat/message.ts";
import type { Platform, Posted } from "../../chat/platform.ts";
import { POST_KEYS } from "./limits.ts";
import { CHANNELS } from "./register.ts";
import { content } from "./render.ts";
import type { Room } from "./room.ts";
import type { Shelf } from "./shelf.ts";

export type Poster = Pick<Platform, "post" | "edit" | "discuss">;

const GONE: Posted = { ok: false, why: "gone" };

export function createPoster(room: Room, shelf: Shelf, now: () => number): Poster {
  const known = new Map<string, Posted>();
  const once = (key: string, say: () => Posted): Posted => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const posted = say();
    known.set(key, posted);
    const [oldest] = known.keys();
    if (known.size > POST_KEYS && oldest !== undefined) known.delete(oldest);
    return posted;
  };
  const say: Poster["post"] = async ({ channel, thread }: Place, message, key) => {
    if (!CHANNELS.includes(channel)) return GONE;
    return once(key, () => {
      const place = { channel, ...(thread !== undefined && { thread: Number(thread) }) };
      const kept = room.post({ ...place, ...content(message, shelf, undefined), at: now() });
      return { ok: true, id: String(kept.message.id) };
    });
  };
  return {
    post: say,
    edit: async (_, id, message) =>
      room.edit(Number(id), content(message, shelf, undefined)) === undefined ? GONE : { ok: true, id },
    // The post keeps its own heading: a thread is there with its first line.
    discuss: async (place, id, { text }, key) =>
      room.has(Number(id)) ? say({ ...place, thread: id }, { text }, key) : GONE,
  };
}
