/** A drawing, painted, with the same in words. */
import type { CommandContext } from "../chat/command.ts";
import type { Picture } from "../chat/message.ts";
import { animate, type Drawing, type Plan, paint } from "../diagram/index.ts";

/**
 * @param told the same in words, all of them: each platform cuts them at a line to its own limit.
 * @param name the file's, without its ending.
 */
export async function painted(
  drawing: Drawing,
  told: string,
  name: string,
  theme: CommandContext["theme"],
): Promise<Picture> {
  const { picture, width, height, missing } = await paint(drawing, theme);
  const source = sourceOf({ theme, drawing });
  const about = { alt: told, width, height, name: `${name}.png`, source, theme };
  return { png: picture, ...about, ...(missing > 0 && { missing }) };
}

type Moving =
  | { readonly ok: true; readonly picture: Picture }
  | { readonly ok: false; readonly limit: number };

/** With the same as a GIF that moves, made of these reels; too many frames are refused. */
export async function paintedMoving(
  { drawing, reels }: Required<Omit<Source, "theme">>,
  told: string,
  name: string,
  theme: CommandContext["theme"],
): Promise<Moving> {
  const [still, gif] = await Promise.all([painted(drawing, told, name, theme), animate(reels, theme)]);
  if (!gif.ok) return gif;
  return { ok: true, picture: { ...still, gif: gif.picture, source: sourceOf({ theme, drawing, reels }) } };
}

/** What a picture's `source` says. */
interface Source {
  readonly theme: CommandContext["theme"];
  readonly drawing: Drawing;
  readonly reels?: readonly Plan[];
}

const sourceOf = (source: Source): string => JSON.stringify(source);

/**
 * The same picture anew, still or moving, in another theme where one is named; undefined: it never moved. Rejects where
 * it cannot be painted any more: what an earlier version drew may be of another shape.
 */
export async function paintedAgain(
  source: string,
  kind: "png" | "gif",
  wanted?: CommandContext["theme"],
): Promise<Uint8Array | undefined> {
  const { drawing, reels, ...made } = JSON.parse(source) as Source;
  const theme = wanted ?? made.theme;
  if (kind === "png") return (await paint(drawing, theme)).picture;
  const gif = reels && (await animate(reels, theme));
  return gif?.ok ? gif.picture : undefined;
}
