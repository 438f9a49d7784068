/** A drawing, painted, with the same in words. */
import type { CommandContext } from "../chat/command.ts";
import type { Picture } from "../chat/message.ts";
import { type Drawing, paint } from "../diagram/index.ts";

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
  return { png: picture, alt: told, width, height, name: `${name}.png`, ...(missing > 0 && { missing }) };
}
