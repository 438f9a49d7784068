/** Pictures that were painted lately: who asks again gets the same bytes at once. They must not be written to. */
import { paint as paintAnew } from "./paint.ts";
import type { Layout } from "./shape.ts";
import type { ThemeName } from "./theme.ts";

/** Together, keys included; a whole life takes some 120 KB. */
export const KEPT_BYTES_MAX = 16 * 1024 * 1024;

interface Kept {
  readonly png: Promise<Uint8Array>;
  bytes: number;
}

/** The one asked for longest ago comes first. The key is all of the layout: no two pictures share one. */
const kept = new Map<string, Kept>();
let total = 0;

/** Who asks while the picture is being painted waits for the same one. */
export function paint(layout: Layout, theme: ThemeName): Promise<Uint8Array> {
  const key = theme + JSON.stringify(layout);
  const known = kept.get(key);
  if (known) {
    kept.delete(key);
    kept.set(key, known);
    return known.png;
  }
  const made: Kept = { png: paintAnew(layout, theme), bytes: 2 * key.length };
  kept.set(key, made);
  total += made.bytes;
  made.png.then(
    (png) => {
      if (kept.get(key) !== made) return;
      made.bytes += png.length;
      total += png.length;
      forget();
    },
    () => kept.get(key) === made && drop(key),
  );
  return made.png;
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
