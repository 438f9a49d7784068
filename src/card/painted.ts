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
  const source = JSON.stringify({ theme, drawing } satisfies Source);
  const about = { alt: told, width, height, name: `${name}.png`, source, theme };
  return { png: picture, ...about, ...(missing > 0 && { missing }) };
}

/** With the same as a GIF that moves, made of these reels. */
export function withMotion(picture: Picture, gif: Uint8Array, reels: readonly Plan[]): Picture {
  const still = JSON.parse(picture.source ?? "{}") as Source;
  return { ...picture, gif, source: JSON.stringify({ ...still, reels } satisfies Source) };
}

/** What a picture's `source` says. */
interface Source {
  readonly theme: CommandContext["theme"];
  readonly drawing: Drawing;
  readonly reels?: readonly Plan[];
}

/** The same picture anew, in another theme where one is named. Throws where it cannot be painted any more: what an earlier version drew may be of another shape. */
export async function paintedAgain(
  source: string,
  wanted?: CommandContext["theme"],
): Promise<Pick<Picture, "png" | "gif">> {
  const { drawing, reels, ...made } = JSON.parse(source) as Source;
  const theme = wanted ?? made.theme;
  const [still, gif] = await Promise.all([paint(drawing, theme), reels && animate(reels, theme)]);
  return { png: still.picture, ...(gif?.ok && { gif: gif.picture }) };
}
