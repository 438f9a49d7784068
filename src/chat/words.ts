/** A command's text cut into words: spaces apart, quotes together, `name=value` and `name:value` taken apart. */

export interface Word {
  /** What was meant, quotes taken off; for `name=value` the value alone. */
  readonly value: string;
  /** The `name` of `name=value` or `name:value`. */
  readonly key?: string;
  readonly start: number;
  readonly end: number;
}

/** Straight quotes, and the curly ones that phones and Slack put in their place. */
const QUOTES: Readonly<Record<string, string>> = { '"': '"', "'": "'", "“": "”", "‘": "’" };
const KEY = /^(?:--)?([\p{L}][\p{L}\p{N}-]*)[=:]/u;

/** `undefined`: a quote was opened and not closed. */
export function cutWords(text: string): readonly Word[] | undefined {
  const words: Word[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/u.test(text[at] ?? "")) {
      at++;
      continue;
    }
    const word = readWord(text, at);
    if (word === undefined) return undefined;
    words.push(word);
    at = word.end;
  }
  return words;
}

function readWord(text: string, start: number): Word | undefined {
  const [prefix = "", key] = KEY.exec(text.slice(start)) ?? [];
  const from = start + prefix.length;
  const close = QUOTES[text[from] ?? ""];
  const named = key === undefined ? {} : { key };
  if (close === undefined) {
    const length = text.slice(from).search(/\s/u);
    const end = length < 0 ? text.length : from + length;
    return { value: text.slice(from, end), ...named, start, end };
  }
  const end = text.indexOf(close, from + 1);
  if (end < 0) return undefined;
  return { value: text.slice(from + 1, end), ...named, start, end: end + 1 };
}

/** Writes a value so that `cutWords` reads it back, for commands that are shown to be typed again. */
export function quoted(value: string): string {
  if (value !== "" && !/[\s"'“‘]/u.test(value) && !KEY.test(value)) return value;
  const mark = value.includes('"') ? "'" : '"';
  return `${mark}${value.replaceAll(mark, "")}${mark}`;
}
