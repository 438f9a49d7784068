/** Pictures that were painted lately: who asks again gets the same bytes at once. They must not be written to. */
import { tracingChannel } from "node:diagnostics_channel";
import type { Reel } from "./frames.ts";
import { type Order, Painters } from "./painters.ts";
import type { Layout } from "./shape.ts";
import type { ThemeName } from "./theme.ts";

/** Together, keys included; a whole life takes some 120 KB, and as a moving picture 1 MB. */
export const KEPT_BYTES_MAX = 16 * 1024 * 1024;

interface Kept {
  readonly picture: Promise<Uint8Array>;
  bytes: number;
}

/** The one asked for longest ago comes first. The key is all of the shapes: no two pictures share one. */
const kept = new Map<string, Kept>();
let total = 0;

/** Those of this process. */
const painters = new Painters();

/** Whoever wants to time the painting listens here: from its start to its end. */
const painting = tracingChannel<object>("ackademy:paint");

const told = (order: Order): Promise<Uint8Array> =>
  painting.tracePromise(() => painters.paint(order), {
    kind: order.moving ? "moving" : "picture",
  }) as unknown as Promise<Uint8Array>;

export const paint = (layout: Layout, theme: ThemeName): Promise<Uint8Array> =>
  keep({ moving: false, theme, shapes: JSON.stringify(layout) });

/** `reels` are of one size, as `layoutReels` makes them. */
export const animate = (reels: readonly Reel[], theme: ThemeName): Promise<Uint8Array> =>
  keep({ moving: true, theme, shapes: JSON.stringify(reels) });

/** Ends the processes that paint. */
export const stopPainters = (): Promise<void> => painters.stop();

/** Who asks while the picture is being painted waits for the same one. */
function keep(order: Order): Promise<Uint8Array> {
  const key = order.theme + order.shapes;
  const known = kept.get(key);
  if (known) {
    kept.delete(key);
    kept.set(key, known);
    return known.picture;
  }
  const made: Kept = { picture: told(order), bytes: 2 * key.length };
  kept.set(key, made);
  total += made.bytes;
  made.picture.then(
    (picture) => {
      if (kept.get(key) !== made) return;
      made.bytes += picture.length;
      total += picture.length;
      forget();
    },
    () => kept.get(key) === made && drop(key),
  );
  return made.picture;
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
