/** The room outlives the process: what is said is written behind it, many changes at once. */
import { setTimeout as wait } from "node:timers/promises";
import { SAVE_MS } from "./limits.ts";
import type { Kept } from "./room.ts";

/** Where a page's messages are kept; a message is known by its id. */
export interface Past {
  /** Oldest first. */
  read(): Promise<readonly Kept[]>;
  /** All or nothing. */
  save(changed: readonly Kept[], gone: readonly number[]): Promise<void>;
}

export interface Writer {
  changed(kept: Kept): void;
  gone(ids: readonly number[]): void;
  /** Everything so far is kept, or cannot be just now: nobody waits for that longer than `SAVE_MS`. */
  saved(): Promise<void>;
}

export const memoryOnly: Writer = { changed() {}, gone() {}, saved: async () => {} };

/** What could not be written is written with what is said next. */
export function createWriter({ save }: Pick<Past, "save">, failed: (error: unknown) => void): Writer {
  /** By id; undefined where it is gone. */
  const pending = new Map<number, Kept | undefined>();
  let writing: Promise<void> | undefined;

  async function writeAll(): Promise<void> {
    while (pending.size > 0) {
      const batch = [...pending];
      pending.clear();
      try {
        await save(
          batch.flatMap(([, kept]) => kept ?? []),
          batch.flatMap(([id, kept]) => (kept === undefined ? [id] : [])),
        );
      } catch (error) {
        failed(error);
        for (const [id, kept] of batch) if (!pending.has(id)) pending.set(id, kept);
        return;
      }
    }
  }
  /** A moment later, so that all that one answer says is one write. */
  function start(): Promise<void> {
    writing ??= new Promise<void>((resolve) => setImmediate(resolve)).then(writeAll).finally(() => {
      writing = undefined;
    });
    return writing;
  }

  return {
    changed(kept) {
      pending.set(kept.message.id, kept);
      void start();
    },
    gone(ids) {
      for (const id of ids) pending.set(id, undefined);
      void start();
    },
    saved: async () => {
      if (pending.size > 0 || writing !== undefined)
        await Promise.race([start(), wait(SAVE_MS, undefined, { ref: false })]);
    },
  };
}

/**
 * What a page that was started again shows of before. Files were in memory alone; pictures too, which are painted again
 * when somebody looks at them. A reply whose thread is gone has no place any more.
 */
export function shownAgain(past: readonly Kept[]): readonly Kept[] {
  const ids = new Set(past.map(({ message }) => message.id));
  return past.flatMap(({ message: { file, ...message }, ...about }) => {
    if (message.thread !== undefined && !ids.has(message.thread)) return [];
    const { url: _, ...forgotten } = file ?? { name: "", bytes: 0 };
    return [{ ...about, message: { ...message, ...(file && { file: forgotten }) } }];
  });
}
