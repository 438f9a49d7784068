/** Pictures in memory, at addresses that cannot be guessed; a private one only for its owner. */
import { randomBytes } from "node:crypto";
import type { Picture } from "../../chat/message.ts";
import { PICTURE_BYTES } from "./limits.ts";

interface Kept extends Pick<Picture, "png" | "gif"> {
  readonly only?: string;
}

export interface Pictures {
  /** Gives the picture's id. */
  keep(picture: Picture, only?: string): string;
  find(id: string): Kept | undefined;
}

export function createPictures(most = PICTURE_BYTES): Pictures {
  const kept = new Map<string, Kept>();
  let bytes = 0;
  return {
    keep({ png, gif }, only) {
      const id = randomBytes(24).toString("base64url");
      const picture: Kept = { png, ...(gif && { gif }), ...(only !== undefined && { only }) };
      kept.set(id, picture);
      bytes += sizeOf(picture);
      // The oldest go first; their messages keep the same thing in words.
      for (const [old, oldest] of kept) {
        if (bytes <= most || old === id) break;
        kept.delete(old);
        bytes -= sizeOf(oldest);
      }
      return id;
    },
    find: (id) => kept.get(id),
  };
}

const sizeOf = ({ png, gif }: Kept): number => png.byteLength + (gif?.byteLength ?? 0);
