/** A picture's words, cut to what a platform takes. */
import type { Language, Locale } from "../language.ts";
import type { Picture } from "./message.ts";

/**
 * The whole trace in words (one step a line) in at most `most` characters: cut between two steps, and saying how many
 * lines are left out. Those are the last ones; where the newest step matters most, those after the first line, which says
 * what the picture is. A first line that alone is too long is cut within.
 */
export function altText(
  { alt, newestLast }: Pick<Picture, "alt" | "newestLast">,
  most: number,
  language: Language,
  locale: Locale,
): string {
  if (alt.length <= most) return alt;
  const lines = alt.split("\n");
  const said = (key: string, count: number): string => language.say(`chat.${key}`, locale, { count });
  const newest = newestLast ? ending(lines, most, (count) => said("alt-cut-before", count)) : null;
  return newest ?? beginning(alt, lines, most, (count) => said("alt-cut", count));
}

type Left = (count: number) => string;

/** null = not even the last line fits. */
function ending([first = "", ...steps]: readonly string[], most: number, left: Left): string | null {
  for (let cut = 1; cut < steps.length; cut++) {
    const text = [first, left(cut), ...steps.slice(cut)].join("\n");
    if (text.length <= most) return text;
  }
  return null;
}

function beginning(alt: string, lines: readonly string[], most: number, left: Left): string {
  const said = (count: number): string => (count === 0 ? "" : `\n${left(count)}`);
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
