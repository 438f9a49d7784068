/** The file that an answer carries: what it may be called, what it is told to be, and a long text in several. */
import { ANSWER_FILE_BYTES, ANSWER_FILE_NAME } from "./limits.ts";
import type { TextFile } from "./message.ts";

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  json: "application/json",
  // Nothing that a browser would run or show as a page.
  txt: "text/plain; charset=utf-8",
  yaml: "text/plain; charset=utf-8",
};

const NAMED = /^[a-z0-9][a-z0-9.-]*\.([a-z]+)$/u;

const endingOf = (name: string): string => NAMED.exec(name)?.[1] ?? "";

/** For HTTP. */
export const contentTypeOf = ({ name }: TextFile): string => CONTENT_TYPES[endingOf(name)] ?? "text/plain";

/** Why it cannot be handed over: a command's bug. */
export function fileFault({ name, text }: TextFile): string | undefined {
  if (CONTENT_TYPES[endingOf(name)] === undefined || name.length > ANSWER_FILE_NAME)
    return `file name "${name}"`;
  const bytes = Buffer.byteLength(text);
  return bytes > ANSWER_FILE_BYTES ? `a file of ${bytes} bytes, at most ${ANSWER_FILE_BYTES}` : undefined;
}

/** Cut between letters so that each part may be handed over; one behind the other, they are the text again. */
export function inFiles(text: string, most = ANSWER_FILE_BYTES): readonly string[] {
  const bytes = Buffer.from(text);
  const parts: string[] = [];
  for (let from = 0; from < bytes.length; ) {
    let to = Math.min(from + most, bytes.length);
    while (to < bytes.length && isInsideLetter(bytes[to])) to--;
    parts.push(bytes.toString("utf8", from, to));
    from = to;
  }
  return parts.length === 0 ? [""] : parts;
}

/** UTF-8 writes what is not a letter's first byte as 10xxxxxx (RFC 3629 §3). */
const isInsideLetter = (byte = 0): boolean => (byte & 0xc0) === 0x80;
