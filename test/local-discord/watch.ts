/** Waiting for something to be so, looked at again whenever anything has changed. */

export interface Watch {
  changed(): void;
  /** The first value that `look` gives; rejects with `what` after so many real milliseconds. */
  until<T>(look: () => T | undefined | false, what: string, withinMs?: number): Promise<T>;
}

/**
 * Longer than an interaction lives without an answer, so that its failure is what is told, also on a busy machine; shorter
 * than a test.
 */
const WITHIN_MS = 20_000;
/** For what lies outside of Discord, which tells nobody when it changes. */
const LOOK_MS = 10;

export function createWatch(): Watch {
  const looks = new Set<() => void>();
  return {
    changed: () => {
      for (const look of [...looks]) look();
    },
    until: (look, what, withinMs = WITHIN_MS) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          stop();
          reject(new Error(`not within ${withinMs} ms: ${what}`));
        }, withinMs);
        const stop = (): void => {
          looks.delete(again);
          clearTimeout(timer);
          clearInterval(looking);
        };
        const again = (): void => {
          try {
            const found = look();
            if (found === undefined || found === false) return;
            resolve(found);
          } catch (error) {
            reject(error);
          }
          stop();
        };
        const looking = setInterval(again, LOOK_MS);
        looks.add(again);
        again();
      }),
  };
}
