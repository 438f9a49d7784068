/** Messages with pictures: each picture is uploaded once and then shown by its file's id. */
import { createHash } from "node:crypto";
import type { webApi } from "@slack/bolt";
import { LRUCache } from "lru-cache";
import { altText } from "../../chat/alt.ts";
import type { Message, Picture } from "../../chat/message.ts";
import { ALT, FILE_PAUSE_MS, FILE_TRIES, FILES_KEPT } from "./limits.ts";
import { mayBeFile } from "./refusals.ts";
import { type Rendered, renderMessage, type Voice } from "./render.ts";
import { complete, type Upload, upload } from "./upload.ts";

interface Shower {
  readonly client: webApi.WebClient;
  readonly team: string;
  readonly voice: Voice;
}

export interface Pictures {
  /**
   * Sends a message with its picture, as soon as Slack takes the picture's file. Where it cannot be uploaded (no scope,
   * no room), or Slack never takes it, the picture is told in words. `send` may be called several times, and throws what
   * Slack refused.
   */
  show<T>(by: Shower, message: Message<string>, send: (rendered: Rendered) => Promise<T>): Promise<T>;
}

export function createPictures(failed: (error: unknown) => void): Pictures {
  const kept = new LRUCache<string, Promise<string | undefined>>({ max: FILES_KEPT });
  const uploaded = (key: string, client: webApi.WebClient, picture: Upload): Promise<string | undefined> => {
    const uploading =
      kept.get(key) ??
      shareable(client, picture).catch((error: unknown): undefined => {
        failed(error);
        kept.delete(key);
        return undefined;
      });
    kept.set(key, uploading);
    return uploading;
  };
  return {
    async show({ client, team, voice }, message, send) {
      const rendered = (file?: string) => send(renderMessage(message, file, voice));
      if (message.picture === undefined) return rendered();
      const picture = uploadOf(message.picture, voice);
      const key = keyOf(team, picture);
      const file = await uploaded(key, client, picture);
      if (file === undefined) return rendered();
      const sent = await whenReady(() => rendered(file));
      if (sent !== undefined) return sent.value;
      // Somebody may have deleted it.
      kept.delete(key);
      return rendered();
    },
  };
}

/** What is shown: the GIF, where there is one. */
const uploadOf = (picture: Picture, { language, locale }: Voice): Upload => ({
  ...(picture.gif === undefined
    ? { bytes: picture.png, name: picture.name }
    : { bytes: picture.gif, name: picture.name.replace(/\.png$/u, ".gif") }),
  alt: altText(picture, ALT, language, locale),
});

/** The same picture with other words is another file: its alt text belongs to it. */
const keyOf = (team: string, { bytes, alt = "" }: Upload): string =>
  `${team} ${createHash("sha256").update(bytes).update(alt).digest("base64url")}`;

/** To be shown by messages that name its id. */
async function shareable(client: webApi.WebClient, picture: Upload): Promise<string> {
  const id = await upload(client, picture);
  await complete(client, id, picture);
  return id;
}

/** Slack refuses a block with a file that it still looks at; a moment later it takes it. undefined: it did not. */
async function whenReady<T>(send: () => Promise<T>): Promise<{ readonly value: T } | undefined> {
  for (let tries = 1; tries <= FILE_TRIES; tries++) {
    try {
      return { value: await send() };
    } catch (error) {
      if (!mayBeFile(error)) throw error;
    }
    if (tries < FILE_TRIES) await new Promise((resolve) => setTimeout(resolve, FILE_PAUSE_MS * tries));
  }
  return undefined;
}
