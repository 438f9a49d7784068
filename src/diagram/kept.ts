/** Pictures that were painted lately: who asks again gets the same bytes at once. They must not be written to. */
import { tracingChannel } from "node:diagnostics_channel";
import type { Drawing } from "./drawing.ts";
import { type Made, type Order, type Painted, Painters } from "./painters.ts";
import type { Plan } from "./plan.ts";
import type { ThemeName } from "./theme.ts";

/** Together, keys included; a whole life takes some 120 KB, and as a moving picture 1 MB. */
export const KEPT_BYTES_MAX = 16 * 1024 * 1024;

interface Kept {
  readonly made: Promise<Made>;
  bytes: number;
}

/** The one asked for longest ago comes first. The key is all that was drawn from: no two pictures share one. */
const kept = new Map<string, Kept>();
let total = 0;

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
  if (known) {
    kept.delete(key);
    kept.set(key, known);
    return known.made;
  }
  const one: Kept = { made: told(order), bytes: 2 * key.length };
  kept.set(key, one);
  total += one.bytes;
  one.made.then(
    (made) => {
      if (kept.get(key) !== one) return;
      const bytes = made.ok ? made.picture.length : 0;
      one.bytes += bytes;
      total += bytes;
      forget();
    },
    () => kept.get(key) === one && drop(key),
  );
  return one.made;
}

export const keptBytes = (): number => total;

function forget(): void {
  for (const key of kept.keys()) {
    if (total <= KEPT_BYTES_MAX) return;
    drop(key);
  }
}

function drop(key: string): void {
  total -= kept.get(key)?.bytes ?? 0;
  kept.delete(key);
}
