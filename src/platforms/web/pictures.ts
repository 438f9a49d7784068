/** Pictures in memory, at addresses that cannot be guessed; a private one only for its owner. */
import { randomBytes } from "node:crypto";
import type { Picture } from "../../chat/message.ts";
import { PICTURE_BYTES } from "./limits.ts";

export interface Pictures {
  /** Gives the picture's id. */
  keep(picture: Picture, only?: string): string;
  find(id: string): { readonly png: Uint8Array; readonly only?: string } | undefined;
}

export function createPictures(most = PICTURE_BYTES): Pictures {
  const kept = new Map<string, { readonly png: Uint8Array; readonly only?: string }>();
  let bytes = 0;
  return {
    keep({ png }, only) {
      const id = randomBytes(24).toString("base64url");
      kept.set(id, only === undefined ? { png } : { png, only });
      bytes += png.byteLength;
      // The oldest go first; their messages keep the same thing in words.
      for (const [old, { png: oldPng }] of kept) {
        if (bytes <= most || old === id) break;
        kept.delete(old);
        bytes -= oldPng.byteLength;
      }
      return id;
    },
    find: (id) => kept.get(id),
  };
}
