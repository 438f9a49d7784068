/** What is said where, and who may see it: the page's memory, bounded. No clock, no network. */
import { MESSAGES } from "./limits.ts";
import type { WireMessage } from "./wire.ts";

/** A message, and the one person who may see it where it is private. */
export interface Kept {
  readonly only?: string;
  readonly message: WireMessage;
}

export type Draft = Omit<WireMessage, "id" | "edited" | "replies" | "private">;

/** What an edit replaces. */
export type Said = Pick<WireMessage, "text" | "picture" | "file" | "buttons" | "selects">;

export interface Room {
  post(draft: Draft, only?: string): Kept;
  /** Replaces what a message says; its place, author and visibility stay. */
  edit(id: number, change: Said): Kept | undefined;
  /** Of a thread, by the message that it hangs on. */
  rename(id: number, title: string): void;
  has(id: number): boolean;
  find(id: number, viewer: string): Kept | undefined;
  seenBy(viewer: string): readonly WireMessage[];
}

export interface Watch {
  changed(kept: Kept): void;
  gone(ids: readonly number[]): void;
}

export function createRoom(watch: Watch): Room {
  const kept = new Map<number, Kept>();
  let last = 0;

  const put = (entry: Kept): Kept => {
    kept.set(entry.message.id, entry);
    watch.changed(entry);
    return entry;
  };

  function forgetOldest(channel: string): void {
    const here = [...kept.values()].filter(({ message }) => message.channel === channel);
    const oldest = here[0]?.message.id;
    if (here.length <= MESSAGES || oldest === undefined) return;
    // A thread goes with the message that it hangs on.
    const ids = here.flatMap(({ message: { id, thread } }) =>
      id === oldest || thread === oldest ? [id] : [],
    );
    for (const id of ids) kept.delete(id);
    watch.gone(ids);
  }

  function countReply(root: number | undefined): void {
    const entry = root === undefined ? undefined : kept.get(root);
    if (entry === undefined) return;
    put({ ...entry, message: { ...entry.message, replies: entry.message.replies + 1 } });
  }

  return {
    post(draft, only) {
      last++;
      const message = { ...draft, id: last, edited: false, replies: 0, private: only !== undefined };
      const entry = put(only === undefined ? { message } : { message, only });
      // A reply that only one person sees is nobody else's news.
      if (only === undefined) countReply(draft.thread);
      forgetOldest(draft.channel);
      return entry;
    },
    edit(id, change) {
      const entry = kept.get(id);
      if (entry === undefined) return undefined;
      const { picture: _, file: __, ...before } = entry.message;
      return put({ ...entry, message: { ...before, ...change, edited: true } });
    },
    rename(id, title) {
      const entry = kept.get(id);
      if (entry?.message.title !== undefined) put({ ...entry, message: { ...entry.message, title } });
    },
    has: (id) => kept.has(id),
    find(id, viewer) {
      const entry = kept.get(id);
      return entry !== undefined && maySee(entry, viewer) ? entry : undefined;
    },
    seenBy: (viewer) =>
      [...kept.values()].filter((entry) => maySee(entry, viewer)).map(({ message }) => message),
  };
}

export const maySee = ({ only }: Kept, viewer: string): boolean => only === undefined || only === viewer;
