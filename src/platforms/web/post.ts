/** What nobody asked for, on the page: posted, changed, talked about. */
import type { Place } from "../../chat/message.ts";
import type { Platform, Posted } from "../../chat/platform.ts";
import { CHANNELS } from "./register.ts";
import { content } from "./render.ts";
import type { Room } from "./room.ts";
import type { Shelf } from "./shelf.ts";

export type Poster = Pick<Platform, "post" | "edit" | "discuss">;

const GONE: Posted = { ok: false, why: "gone" };

/** @param saved resolves when what was said will outlive the process. */
export function createPoster(
  room: Room,
  shelf: Shelf,
  now: () => number,
  saved: () => Promise<void>,
): Poster {
  const ok = async (id: string): Promise<Posted> => {
    await saved();
    return { ok: true, id };
  };
  const say: Poster["post"] = async ({ channel, thread }: Place, message, key) => {
    if (!CHANNELS.includes(channel)) return GONE;
    const place = { channel, ...(thread !== undefined && { thread: Number(thread) }) };
    const post = () => room.post({ ...place, ...content(message, shelf, undefined), at: now() }, { key });
    const { id } = (room.keyed(key) ?? post()).message;
    return ok(String(id));
  };
  return {
    post: say,
    edit: async (_, id, message) =>
      room.edit(Number(id), content(message, shelf, undefined)) === undefined ? GONE : ok(id),
    // The post keeps its own heading: a thread is there with its first line.
    discuss: async (place, id, { text }, key) =>
      room.has(Number(id)) ? say({ ...place, thread: id }, { text }, key) : GONE,
  };
}
