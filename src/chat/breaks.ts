/** Places where answers cannot be said: each is told of once, and may break again after it was whole. */
export interface Breaks {
  /** True for exactly one caller per break, in however many processes: that one tells. @param why a word for the log. */
  first(place: string, why: string): Promise<boolean>;
  /** Something was said there: the next break is a new one. */
  over(place: string): Promise<void>;
}

/** For one process. */
export function breaksInMemory(): Breaks {
  const broken = new Set<string>();
  return {
    first: async (place) => broken.size < broken.add(place).size,
    over: async (place) => void broken.delete(place),
  };
}
