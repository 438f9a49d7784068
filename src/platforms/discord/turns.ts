/** Running and laying out hold up everything else in the process; between two of them there is time to say "thinking". */

/** Runs the work when what was handed in before has begun, and the network has had its turn. */
export type Turn = <T>(work: () => Promise<T>) => Promise<T>;

export function createTurns(): Turn {
  let before: Promise<void> = Promise.resolve();
  return async (work) => {
    const mine = before.then(letOthers);
    before = mine;
    await mine;
    return work();
  };
}

/**
 * How often the event loop goes round between two turns: a request takes about as many to be sent and answered.
 * A number found by trying. Painting has left this process since; what gives way is running and layout. It still
 * counts where the machine is busy: in eleven runs each of `npm run bench -- discord` under a load of 8 to 13 on two
 * cores, partly by turns, no answer was missing with it and some were in two runs without; the median of the 99th
 * percentiles was 944 ms with it and 1,205 ms without.
 */
const ROUNDS = 12;

async function letOthers(): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) await new Promise<void>((resolve) => setImmediate(resolve));
}
