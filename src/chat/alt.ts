/** A picture's words, cut to what a platform takes. */
import type { Language, Locale } from "../language.ts";

/**
 * The whole trace in words (one step a line) in at most `most` characters: cut behind a step, and saying how
 * many lines are left out. A first line that alone is too long is cut within.
 */
export function altText(alt: string, most: number, language: Language, locale: Locale): string {
  if (alt.length <= most) return alt;
  const lines = alt.split("\n");
  const said = (count: number): string =>
    count === 0 ? "" : `\n${language.say("chat.alt-cut", locale, { count })}`;
  let end = alt.length;
  for (let kept = lines.length - 1; kept > 0; kept--) {
    end -= (lines[kept]?.length ?? 0) + 1;
    if (end > most) continue;
    const rest = said(lines.length - kept);
    if (end + rest.length <= most) return alt.slice(0, end) + rest;
  }
  const rest = said(lines.length - 1);
  const room = Math.max(0, most - rest.length - 1);
  // Not between the halves of a surrogate pair.
  const first = alt.slice(0, room).replace(/[\uD800-\uDBFF]$/u, "");
  return `${first}…${rest}`.slice(0, most);
}
