/** A painting process: orders come in one after the other, are laid out and painted, and pictures go back. It ends with whoever started it. */
import { animate } from "./animate.ts";
import { draw } from "./drawing.ts";
import { reelsOf } from "./frames.ts";
import { paint } from "./paint.ts";
import type { Answer, Made, Order } from "./painters.ts";
import type { Layout } from "./shape.ts";
import type { ThemeName } from "./theme.ts";

process.on("message", async (order: Order) => {
  // Where the parent has ended meanwhile, nobody waits for it: what ends us is the channel that is gone.
  process.send?.(await answerTo(order), undefined, undefined, () => {});
});
process.on("disconnect", () => process.exit(0));
// A terminal's Ctrl-C and a service's stop reach every process of the group: which ends when is the parent's to say.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => {});
process.send?.("ready" satisfies Answer);

async function answerTo({ moving, theme, drawing }: Order): Promise<Answer> {
  try {
    const given = JSON.parse(drawing);
    return { made: await (moving ? movingFrom(given, theme) : paintedFrom(draw(given), theme)) };
  } catch (error) {
    return { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

async function movingFrom(plans: Parameters<typeof reelsOf>[0], theme: ThemeName): Promise<Made> {
  const made = reelsOf(plans);
  if (!made.ok) return made;
  const [first] = made.reels;
  if (!first) throw new Error("a moving picture needs a plan");
  return told(first.layout, await animate(made.reels, theme));
}

const paintedFrom = async (layout: Layout, theme: ThemeName): Promise<Made> =>
  told(layout, await paint(layout, theme));

const told = ({ width, height, scale, missing }: Layout, picture: Uint8Array): Made => ({
  ok: true,
  picture,
  width: Math.round(width * scale),
  height: Math.round(height * scale),
  missing,
});
