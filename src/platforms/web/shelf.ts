/** Pictures and files in memory, at addresses that cannot be guessed; what is private only for its owner. */
import { randomBytes } from "node:crypto";
import type { Picture, TextFile } from "../../chat/message.ts";
import { FILE_BYTES, PICTURE_BYTES } from "./limits.ts";

export interface Keeper<T> {
  /** Gives the id to find it by: a new one, or the one that it had. */
  keep(thing: T, only?: string, id?: string): string;
  /** Undefined also where it is not for this viewer. */
  find(id: string, viewer: string | undefined): T | undefined;
}

export interface Shelf {
  readonly pictures: Keeper<Drawn>;
  readonly files: Keeper<TextFile>;
}

/** What there is of a picture: what was painted again may be one of the two. */
export type Drawn = Partial<Pick<Picture, "png" | "gif">>;

/** Of a picture, by its id. */
export const addressOf = (id: string): string => `/pictures/${id}`;

export const createShelf = (): Shelf => ({
  pictures: createKeeper(PICTURE_BYTES, ({ png, gif }) => (png?.byteLength ?? 0) + (gif?.byteLength ?? 0)),
  files: createKeeper(FILE_BYTES, ({ text }) => Buffer.byteLength(text)),
});

/** @param most bytes of everything together. */
export function createKeeper<T>(most: number, sizeOf: (thing: T) => number): Keeper<T> {
  const kept = new Map<string, { readonly thing: T; readonly only: string | undefined }>();
  let bytes = 0;
  return {
    keep(thing, only, id = randomBytes(24).toString("base64url")) {
      const before = kept.get(id);
      if (before !== undefined) bytes -= sizeOf(before.thing);
      kept.set(id, { thing, only });
      bytes += sizeOf(thing);
      // The oldest go first: a picture is painted again when somebody looks at it, a file is asked for again.
      for (const [old, oldest] of kept) {
        if (bytes <= most || old === id) break;
        kept.delete(old);
        bytes -= sizeOf(oldest.thing);
      }
      return id;
    },
    find(id, viewer) {
      const found = kept.get(id);
      return found?.only === undefined || found.only === viewer ? found?.thing : undefined;
    },
  };
}
