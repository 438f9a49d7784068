/** Text that is too long for a platform, cut where nobody is misled. */

/**
 * At most `most` characters: cut behind a line where one is near, with an ellipsis, and with an open code
 * fence closed again.
 */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  const room = most - "\n…\n```".length;
  const line = text.lastIndexOf("\n", room);
  const kept = text.slice(0, line > room / 2 ? line : wholeLetters(text, room));
  const open = (kept.match(/^```/gmu)?.length ?? 0) % 2 === 1;
  return open ? `${kept}\n…\n\`\`\`` : `${kept}\n…`;
}

/** Not between the halves of a surrogate pair. */
const wholeLetters = (text: string, end: number): number =>
  /[\uD800-\uDBFF]/u.test(text[end - 1] ?? "") ? end - 1 : end;

/** To so many letters at most, the last of which says that it was cut. */
export const cutLetters = (text: string, most: number): string =>
  [...text].length > most ? `${[...text].slice(0, Math.max(0, most - 1)).join("")}…` : text;
