/** Pictures are uploaded once and then shown by their file's id. */
import { createHash } from "node:crypto";
import type { webApi } from "@slack/bolt";
import { LRUCache } from "lru-cache";
import type { Picture } from "../../chat/message.ts";
import { FILE_PAUSE_MS, FILE_TRIES, FILES_KEPT } from "./limits.ts";
import { mayBeFile } from "./refusals.ts";
import { complete, type Upload, upload } from "./upload.ts";

export interface Pictures {
  /** The file's id; undefined where it cannot be uploaded (no scope, no room): then words have to do. */
  upload(client: webApi.WebClient, team: string, picture: Picture, alt: string): Promise<string | undefined>;
}

export function createPictures(failed: (error: unknown) => void): Pictures {
  const kept = new LRUCache<string, Promise<string | undefined>>({ max: FILES_KEPT });
  return {
    upload(client, team, picture, alt) {
      const { bytes, name } = fileOf(picture);
      // The same picture with other words is another file: its alt text belongs to it.
      const key = `${team} ${createHash("sha256").update(bytes).update(alt).digest("base64url")}`;
      const before = kept.get(key);
      if (before !== undefined) return before;
      const uploading = shareable(client, { bytes, name, alt }).catch((error: unknown): undefined => {
        failed(error);
        kept.delete(key);
        return undefined;
      });
      kept.set(key, uploading);
      return uploading;
    },
  };
}

const fileOf = ({ png, gif, name }: Picture): { bytes: Uint8Array; name: string } =>
  gif === undefined ? { bytes: png, name } : { bytes: gif, name: name.replace(/\.png$/u, ".gif") };

/** To be shown by messages that name its id. */
async function shareable(client: webApi.WebClient, picture: Upload): Promise<string> {
  const id = await upload(client, picture);
  await complete(client, id, picture);
  return id;
}

/**
 * Slack refuses a block with a file that it still looks at; a moment later it takes it. A file that it never
 * takes is told in words: `work` is then given none.
 */
export async function whenFileIsReady<T>(
  file: string | undefined,
  work: (file: string | undefined) => Promise<T>,
): Promise<T> {
  if (file === undefined) return work(undefined);
  for (let tries = 1; tries <= FILE_TRIES; tries++) {
    try {
      return await work(file);
    } catch (error) {
      if (!mayBeFile(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, FILE_PAUSE_MS * tries));
    }
  }
  return work(undefined);
}
