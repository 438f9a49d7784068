/** A painting process: orders come in one after the other, pictures go back. It ends with whoever started it. */
import { animate } from "./animate.ts";
import { paint } from "./paint.ts";
import type { Answer, Order } from "./painters.ts";

process.on("message", async (order: Order) => {
  // Where the parent has ended meanwhile, nobody waits for it: what ends us is the channel that is gone.
  process.send?.(await answerTo(order), undefined, undefined, () => {});
});
process.on("disconnect", () => process.exit(0));
// A terminal's Ctrl-C and a service's stop reach every process of the group: which ends when is the parent's to say.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => {});
process.send?.("ready" satisfies Answer);

async function answerTo({ moving, theme, shapes }: Order): Promise<Answer> {
  try {
    const given = JSON.parse(shapes);
    return { picture: await (moving ? animate(given, theme) : paint(given, theme)) };
  } catch (error) {
    return { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
