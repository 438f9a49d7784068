/** Pictures are uploaded once and then shown by their file's id. */
import { createHash } from "node:crypto";
import type { webApi } from "@slack/bolt";
import type { Picture } from "../../chat/message.ts";
import { FILES_KEPT, REQUEST_MS } from "./limits.ts";

export interface Pictures {
  /** The file's id; undefined where it cannot be uploaded (no scope, no room): then words have to do. */
  upload(client: webApi.WebClient, team: string, picture: Picture, alt: string): Promise<string | undefined>;
}

export function createPictures(failed: (error: unknown) => void): Pictures {
  const kept = new Map<string, Promise<string | undefined>>();
  return {
    upload(client, team, picture, alt) {
      const { bytes, name } = fileOf(picture);
      // The same picture with other words is another file: its alt text belongs to it.
      const key = `${team} ${createHash("sha256").update(bytes).update(alt).digest("base64url")}`;
      const before = kept.get(key);
      if (before !== undefined) return before;
      const uploading = upload(client, bytes, name, alt).catch((error: unknown) => {
        failed(error);
        kept.delete(key);
        return undefined;
      });
      kept.set(key, uploading);
      const oldest = kept.keys().next().value;
      if (kept.size > FILES_KEPT && oldest !== undefined) kept.delete(oldest);
      return uploading;
    },
  };
}

const fileOf = ({ png, gif, name }: Picture): { bytes: Uint8Array; name: string } =>
  gif === undefined ? { bytes: png, name } : { bytes: gif, name: name.replace(/\.png$/u, ".gif") };

async function upload(
  client: webApi.WebClient,
  bytes: Uint8Array,
  filename: string,
  alt: string,
): Promise<string | undefined> {
  const place = await client.files.getUploadURLExternal({
    filename,
    length: bytes.length,
    alt_text: alt,
  });
  const { upload_url: url = "", file_id: id = "" } = place;
  const sent = await fetch(url, {
    method: "POST",
    body: new Uint8Array(bytes),
    headers: { "Content-Type": "application/octet-stream" },
    signal: AbortSignal.timeout(REQUEST_MS),
  });
  if (!sent.ok) throw new Error(`the upload was answered with ${sent.status}`);
  await client.files.completeUploadExternal({ files: [{ id, title: filename }] });
  return id;
}
