/**
 * A token bucket for each key: it holds `burst` tokens at most, and `perSecond` flow into it. The libraries that count
 * do so in fixed windows, in which twice the burst passes at a window's border, or hold one bucket and no way to ask how
 * long it takes until there is a token again.
 */
export interface Flow {
  /** How many at once, from 1. */
  readonly burst: number;
  readonly perSecond: number;
}

export interface Buckets {
  /** In how many milliseconds, rounded up, there is a token; 0 = now. Takes none. */
  wait(key: string): number;
  /** Takes a token where there is one, and then gives 0; else what `wait` gives. */
  take(key: string): number;
}

/** @param now milliseconds; a clock that is set back gives nothing and takes nothing. */
export function createBuckets({ burst, perSecond }: Flow, now: () => number): Buckets {
  // Whoever asked last stands last.
  const buckets = new Map<string, { left: number; at: number }>();
  const perMs = perSecond / 1_000;
  const leftIn = ({ left, at }: { left: number; at: number }): number =>
    Math.min(burst, left + Math.max(0, now() - at) * perMs);
  const leftFor = (key: string): number => {
    const bucket = buckets.get(key);
    return bucket === undefined ? burst : leftIn(bucket);
  };
  const waitWith = (left: number): number => (left >= 1 ? 0 : Math.ceil((1 - left) / perMs));
  /** One that is full again is like one that never was. */
  const forget = () => {
    for (const [key, bucket] of buckets) {
      if (leftIn(bucket) < burst) break;
      buckets.delete(key);
    }
  };
  return {
    wait: (key) => waitWith(leftFor(key)),
    take(key) {
      const left = leftFor(key);
      buckets.delete(key);
      forget();
      // Noted also where it is refused: else a clock that was set back would keep the bucket empty until then.
      buckets.set(key, { left: left >= 1 ? left - 1 : left, at: now() });
      return waitWith(left);
    },
  };
}
