/** Uploading in three steps: a place for it, the bytes, and what becomes of it. */
import type { webApi } from "@slack/bolt";
import { REQUEST_MS } from "./limits.ts";

export interface Upload {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What a screen reader says of a picture. */
  readonly alt?: string;
}

/** Where it is shown at once; without it, only messages that name the file's id show it. */
export interface Share {
  /** A conversation's own id: a person's id, which posts may go to, is refused here. */
  readonly channel: string;
  readonly thread?: string;
}

/** Gives the file's id, under which nobody sees it before `complete`. Throws where Slack does not take it. */
export async function upload(client: webApi.WebClient, { name, bytes, alt }: Upload): Promise<string> {
  const place = await client.files.getUploadURLExternal({
    filename: name,
    length: bytes.length,
    ...(alt !== undefined && { alt_text: alt }),
  });
  const { upload_url: url = "", file_id: id = "" } = place;
  const sent = await fetch(url, {
    method: "POST",
    body: new Uint8Array(bytes),
    headers: { "Content-Type": "application/octet-stream" },
    signal: AbortSignal.timeout(REQUEST_MS),
  });
  if (!sent.ok) throw new Error(`the upload was answered with ${sent.status}`);
  return id;
}

export async function complete(
  client: webApi.WebClient,
  id: string,
  { name }: Upload,
  share?: Share,
): Promise<void> {
  const files: [{ id: string; title: string }] = [{ id, title: name }];
  if (share === undefined) return void (await client.files.completeUploadExternal({ files }));
  const { channel: channel_id, thread: thread_ts } = share;
  const at = thread_ts === undefined ? { channel_id } : { channel_id, thread_ts };
  await client.files.completeUploadExternal({ files, ...at });
}
