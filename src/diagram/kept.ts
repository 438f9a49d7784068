/** Pictures that were painted lately: who asks again gets the same bytes at once. They must not be written to. */
import { tracingChannel } from "node:diagnostics_channel";
import { LRUCache } from "lru-cache";
import type { Drawing } from "./drawing.ts";
import { type Made, type Order, type Painted, Painters } from "./painters.ts";
import type { Plan } from "./plan.ts";
import type { ThemeName } from "./theme.ts";

/** Together, keys included; a whole life takes some 120 KB, and as a moving picture 1 MB. */
export const KEPT_BYTES_MAX = 16 * 1024 * 1024;

interface Kept {
  readonly made: Promise<Made>;
}

/** The key is all that was drawn from: no two pictures share one. */
const kept = new LRUCache<string, Kept>({ maxSize: KEPT_BYTES_MAX });

/** Those of this process. */
const painters = new Painters();

/** Whoever wants to time the painting listens here: from its start to its end. */
const painting = tracingChannel<object>("ackademy:paint");

const told = (order: Order): Promise<Made> =>
  painting.tracePromise(() => painters.paint(order), {
    kind: order.moving ? "moving" : "picture",
  }) as unknown as Promise<Made>;

export async function paint(drawing: Drawing, theme: ThemeName): Promise<Painted> {
  const made = await keep({ moving: false, theme, drawing: JSON.stringify(drawing) });
  if (made.ok) return made;
  throw new Error(`a picture that stands still was refused: ${made.error}`);
}

/** `plans` as `planReels` makes them; refused where they make too many frames. */
export const animate = (plans: readonly Plan[], theme: ThemeName): Promise<Made> =>
  keep({ moving: true, theme, drawing: JSON.stringify(plans) });

/** Ends the processes that paint. */
export const stopPainters = (): Promise<void> => painters.stop();

/** Who asks while the picture is being painted waits for the same one. */
function keep(order: Order): Promise<Made> {
  const key = order.theme + order.drawing;
  const known = kept.get(key);
  if (known) return known.made;
  const one: Kept = { made: told(order) };
  // Two octets a letter. A key that is larger than all there may be is not kept at all.
  const size = 2 * key.length;
  kept.set(key, one, { size });
  one.made.then(
    (made) => {
      // Its size is known now; the same value again would keep the old one.
      const bytes = made.ok ? made.picture.length : 0;
      if (kept.peek(key) === one) kept.set(key, { ...one }, { size: size + bytes });
    },
    () => kept.peek(key) === one && kept.delete(key),
  );
  return one.made;
}

export const keptBytes = (): number => kept.calculatedSize;
