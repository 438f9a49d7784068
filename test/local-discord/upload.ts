/** Bodies on the wire: JSON, or `payload_json` with files beside it. */
import { isRecord, type Json } from "./json.ts";
import { invalidJson } from "./refusal.ts";

export interface Upload {
  /** The n of `files[n]`. */
  readonly index: number;
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

export interface Body {
  readonly json: unknown;
  readonly files: readonly Upload[];
}

const NAMED = /^files\[(\d{1,2})\]$/;

export async function readBody(bytes: Uint8Array, contentType: string): Promise<Body> {
  if (bytes.length === 0) return { json: undefined, files: [] };
  if (!contentType.startsWith("multipart/form-data")) {
    return { json: parse(new TextDecoder().decode(bytes)), files: [] };
  }
  // A copy: a Response wants bytes that no other thread shares.
  const form = await new Response(new Uint8Array(bytes), {
    headers: { "content-type": contentType },
  }).formData();
  const payload = form.get("payload_json");
  const files: Upload[] = [];
  for (const [field, value] of form) {
    const index = NAMED.exec(field)?.[1];
    if (typeof value === "string" || index === undefined) continue;
    files.push({
      index: Number(index),
      name: value.name,
      contentType: value.type,
      bytes: new Uint8Array(await value.arrayBuffer()),
    });
  }
  return { json: typeof payload === "string" ? parse(payload) : {}, files };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidJson();
  }
}

/** Width and height of a PNG or GIF, as Discord tells them of a picture. */
export function sizeOf(bytes: Uint8Array): { readonly width: number; readonly height: number } | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Not a TextDecoder: its latin1 is windows-1252, in which 0x89 is another letter.
  const mark = Buffer.from(bytes.subarray(0, 6)).toString("latin1");
  if (mark.startsWith("\x89PNG") && bytes.length > 24) {
    return { width: view.getUint32(16), height: view.getUint32(20) };
  }
  if (mark.startsWith("GIF8") && bytes.length > 10) {
    return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  }
  return undefined;
}

export const bodyRecord = (json: unknown): Json => (isRecord(json) ? json : {});
