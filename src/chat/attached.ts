/** A file that somebody hands to a command: its text, or why it is none. */
import type { Fault } from "./fault.ts";
import { FILE_BYTES, FILE_ENDINGS } from "./limits.ts";

export type Attached =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly why: "large" | "kind" | "unread" };

/** By the option that they are for. */
export type Files = Readonly<Record<string, Attached>>;

export const UNREAD: Attached = { ok: false, why: "unread" };
export const TOO_LARGE: Attached = { ok: false, why: "large" };
const WRONG_KIND: Attached = { ok: false, why: "kind" };

/** Known before a file is fetched: by what its platform says of it. */
export function refusedUnread(name: string, bytes: number): Attached | undefined {
  if (bytes > FILE_BYTES) return TOO_LARGE;
  const ending = name.slice(name.lastIndexOf(".")).toLowerCase();
  return FILE_ENDINGS.includes(ending) ? undefined : WRONG_KIND;
}

/** What is no UTF-8, or holds a NUL as pictures and archives do, is no text whatever it is called. */
export function textIn(bytes: Uint8Array): Attached {
  if (bytes.length > FILE_BYTES) return TOO_LARGE;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.includes("\0") ? WRONG_KIND : { ok: true, text };
  } catch {
    return WRONG_KIND;
  }
}

/** Written or pasted in place of a file. */
export const textOf = (text: string): Attached => textIn(new TextEncoder().encode(text));

export function attachedFault(option: string, why: "large" | "kind" | "unread"): Fault {
  if (why === "large") return { kind: "file too large", option, max: FILE_BYTES / 1_024 };
  if (why === "kind") return { kind: "no text file", option, endings: FILE_ENDINGS.join(", ") };
  return { kind: "file unread", option };
}
