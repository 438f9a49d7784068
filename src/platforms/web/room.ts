/** What is said where, and who may see it: the page's memory, bounded. No clock, no network, no disk. */
import { MESSAGES } from "./limits.ts";
import type { WireMessage } from "./wire.ts";

/** What is known of a message beside what the page shows. */
export interface About {
  /** The one person who may see it, where it is private. */
  readonly only?: string;
  /** Who said it, or asked for it. */
  readonly by?: string;
  /** Of what nobody asked for: with the same key it is the same. */
  readonly key?: string;
}

export interface Kept extends About {
  readonly message: WireMessage;
  /** What its picture was painted from. */
  readonly source?: string;
}

/** What is said anew by an edit; where the picture can be painted again, what from. */
export type Said = Pick<WireMessage, "text" | "picture" | "file" | "buttons" | "selects"> &
  Pick<Kept, "source">;

export type Draft = Omit<WireMessage, "id" | "edited" | "replies" | "private"> & Pick<Kept, "source">;

export interface Room {
  post(draft: Draft, about?: About): Kept;
  /** Replaces what a message says; its place, author and visibility stay. */
  edit(id: number, change: Said): Kept | undefined;
  /** What this one person was told below a message. */
  note(under: number, person: string): Kept | undefined;
  /** What all could see last in a thread. */
  newest(thread: number): Kept | undefined;
  remove(id: number): void;
  /** Of a thread, by the message that it hangs on. */
  rename(id: number, title: string): void;
  /** What this person said or alone could see goes; what everybody sees stays, without their name. */
  forget(person: string): void;
  has(id: number): boolean;
  keyed(key: string): Kept | undefined;
  find(id: number, viewer: string): Kept | undefined;
  /** Whose picture has this address. */
  pictured(url: string, viewer: string | undefined): Kept | undefined;
  seenBy(viewer: string): readonly WireMessage[];
}

export interface Watch {
  changed(kept: Kept): void;
  gone(ids: readonly number[]): void;
}

/** @param after ids are greater than this one, and than those of the past. */
export function createRoom(watch: Watch, past: readonly Kept[] = [], after = 0): Room {
  const kept = new Map(past.map((entry) => [entry.message.id, entry]));
  let last = Math.max(after, ...kept.keys());

  const put = (entry: Kept): Kept => {
    kept.set(entry.message.id, entry);
    watch.changed(entry);
    return entry;
  };

  const first = (fits: (entry: Kept) => boolean) => [...kept.values()].find(fits);

  function forgetOldest(channel: string): void {
    const here = [...kept.values()].filter(({ message }) => message.channel === channel);
    const oldest = here[0]?.message.id;
    if (here.length <= MESSAGES || oldest === undefined) return;
    remove([oldest]);
  }

  function remove(roots: readonly number[]): void {
    const ids = withThreads([...kept.values()], roots);
    for (const id of ids) kept.delete(id);
    if (ids.length > 0) watch.gone(ids);
  }

  function countReply(root: number | undefined): void {
    const entry = root === undefined ? undefined : kept.get(root);
    if (entry === undefined) return;
    put({ ...entry, message: { ...entry.message, replies: entry.message.replies + 1 } });
  }

  return {
    post(draft, about = {}) {
      last++;
      const entry = put(newEntry(last, draft, about));
      // A reply that only one person sees is nobody else's news.
      if (!entry.message.private) countReply(draft.thread);
      forgetOldest(draft.channel);
      return entry;
    },
    edit(id, change) {
      const entry = kept.get(id);
      if (entry === undefined) return undefined;
      return put(edited(entry, change));
    },
    rename(id, title) {
      const entry = kept.get(id);
      if (entry?.message.title !== undefined) put({ ...entry, message: { ...entry.message, title } });
    },
    forget(person) {
      const { theirs, shared } = ofPerson([...kept.values()], person);
      // What others answered in a thread of theirs goes with it.
      remove(theirs.map(({ message }) => message.id));
      for (const entry of shared) if (kept.has(entry.message.id)) put(nameless(entry));
    },
    note: (under, person) => first(({ only, message }) => only === person && message.under === under),
    newest: (thread) =>
      [...kept.values()].findLast(({ only, message }) => only === undefined && message.thread === thread),
    remove: (id) => remove([id]),
    has: (id) => kept.has(id),
    keyed: (key) => first((entry) => entry.key === key),
    find(id, viewer) {
      const entry = kept.get(id);
      return entry !== undefined && maySee(entry, viewer) ? entry : undefined;
    },
    pictured: (url, viewer) => first((entry) => entry.message.picture?.url === url && maySee(entry, viewer)),
    seenBy: (viewer) =>
      [...kept.values()].filter((entry) => maySee(entry, viewer)).map(({ message }) => message),
  };
}

export const maySee = ({ only }: Kept, viewer: string | undefined): boolean =>
  only === undefined || only === viewer;

/** A thread goes with the message that it hangs on. */
const withThreads = (all: readonly Kept[], roots: readonly number[]): readonly number[] =>
  all.flatMap(({ message: { id, thread = id } }) =>
    roots.includes(id) || roots.includes(thread) ? [id] : [],
  );

/** What they said or alone could see, and what all see that they asked for. */
function ofPerson(all: readonly Kept[], person: string): Record<"theirs" | "shared", readonly Kept[]> {
  const own = all.filter(({ only, by }) => (only ?? by) === person);
  const isTheirs = ({ only, message }: Kept): boolean => only !== undefined || message.author !== undefined;
  return { theirs: own.filter(isTheirs), shared: own.filter((entry) => !isTheirs(entry)) };
}

const newEntry = (id: number, { source, ...draft }: Draft, about: About): Kept => ({
  ...about,
  message: { ...draft, id, edited: false, replies: 0, private: about.only !== undefined },
  ...(source !== undefined && { source }),
});

/** The old picture and file are gone, also where nothing comes in their place. */
function edited({ source: _, message, ...about }: Kept, { source, ...said }: Said): Kept {
  const { picture: __, file: ___, ...stays } = message;
  return {
    ...about,
    message: { ...stays, ...said, edited: true },
    ...(source !== undefined && { source }),
  };
}

function nameless({ by: _, message: { asked: __, sharedBy: ___, ...message }, ...about }: Kept): Kept {
  return { ...about, message };
}
