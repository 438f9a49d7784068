/** Pictures that were painted lately: who asks again gets the same bytes at once. They must not be written to. */
import { tracingChannel } from "node:diagnostics_channel";
import { animate as animateAnew } from "./animate.ts";
import { paint as paintAnew } from "./paint.ts";
import type { Layout } from "./shape.ts";
import type { ThemeName } from "./theme.ts";

/** Together, keys included; a whole life takes some 120 KB, and as a moving picture 1 MB. */
export const KEPT_BYTES_MAX = 16 * 1024 * 1024;

interface Kept {
  readonly picture: Promise<Uint8Array>;
  bytes: number;
}

/** The one asked for longest ago comes first. The key is all of the layouts: no two pictures share one. */
const kept = new Map<string, Kept>();
let total = 0;

/** Whoever wants to time the painting listens here: from its start to its end. */
const painting = tracingChannel<object>("ackademy:paint");

const told = (kind: "picture" | "moving", make: () => Promise<Uint8Array>): Promise<Uint8Array> =>
  painting.tracePromise(make, { kind }) as unknown as Promise<Uint8Array>;

export const paint = (layout: Layout, theme: ThemeName): Promise<Uint8Array> =>
  keep(theme + JSON.stringify(layout), () => told("picture", () => paintAnew(layout, theme)));

export const animate = (frames: readonly Layout[], theme: ThemeName): Promise<Uint8Array> =>
  keep(theme + JSON.stringify(frames), () => told("moving", () => animateAnew(frames, theme)));

/** Who asks while the picture is being painted waits for the same one. */
function keep(key: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> {
  const known = kept.get(key);
  if (known) {
    kept.delete(key);
    kept.set(key, known);
    return known.picture;
  }
  const made: Kept = { picture: make(), bytes: 2 * key.length };
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
