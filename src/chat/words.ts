/** A command's text cut into words: spaces apart, quotes together, `name=value` and `name:value` taken apart. */

export interface Word {
  /** What was meant, quotes taken off; for `name=value` the value alone. */
  readonly value: string;
  /** The `name` of `name=value` or `name:value`. */
  readonly key?: string;
  /** A quote opens the value and nothing closes it: here it is read as a letter. */
  readonly unclosed?: true;
  readonly start: number;
  /** Where the value starts, its quote included: behind `name=`. */
  readonly from: number;
  readonly end: number;
}

/** Straight quotes, and the curly ones that phones and Slack put in their place. */
const QUOTES: Readonly<Record<string, string>> = { '"': '"', "'": "'", "“": "”", "‘": "’" };
const KEY = /^(?:--)?([\p{L}][\p{L}\p{N}-]*)[=:]/u;

/** Full-width letters, digits and signs, as Korean and Japanese keyboards type them, made plain; no place moves. */
export const halfWidth = (text: string): string =>
  text
    .replace(/[\uff01-\uff5e]/gu, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replaceAll("\u3000", " ");

export function cutWords(text: string): readonly Word[] {
  const words: Word[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/u.test(text[at] ?? "")) {
      at++;
      continue;
    }
    const word = readWord(text, at);
    words.push(word);
    at = word.end;
  }
  return words;
}

function readWord(text: string, start: number): Word {
  const [prefix = "", key] = KEY.exec(text.slice(start)) ?? [];
  const from = start + prefix.length;
  const named = key === undefined ? {} : { key };
  const close = QUOTES[text[from] ?? ""];
  const quote = close === undefined ? -1 : text.indexOf(close, from + 1);
  if (quote >= 0) return { value: text.slice(from + 1, quote), ...named, start, from, end: quote + 1 };
  const length = text.slice(from).search(/\s/u);
  const end = length < 0 ? text.length : from + length;
  const unclosed = close === undefined ? {} : { unclosed: true as const };
  return { value: text.slice(from, end), ...named, ...unclosed, start, from, end };
}

/**
 * Writes a value so that `cutWords` reads it back, for commands that are shown to be typed again. A value that
 * holds the closing mark of every kind of quote loses its straight ones.
 */
export function quoted(value: string): string {
  if (value !== "" && !/[\s"'“‘]/u.test(value) && !KEY.test(value)) return value;
  const free = Object.entries(QUOTES).find(([, close]) => !value.includes(close));
  const [open, close] = free ?? ['"', '"'];
  return open + (free === undefined ? value.replaceAll(close, "") : value) + close;
}
