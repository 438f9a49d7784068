/** How hard a question has proven, from first answers alone: later ones say how well it is remembered. */

/** Below this many first answers there is no figure. */
const ELO_ANSWERS_MIN = 20;

const ELO_START = 1_000;
const SCALE = 400;

/**
 * The item's rating against learners of rating 1000 each, where expectation and result agree; undefined below
 * 20 answers. Half an answer is added to either side, so that "nobody yet" is not "nobody ever".
 */
export function difficultyOf({ count, right }: { count: number; right: number }): number | undefined {
  if (count < ELO_ANSWERS_MIN) return undefined;
  const share = (right + 0.5) / (count + 1);
  return Math.round(ELO_START + SCALE * Math.log10((1 - share) / share));
}
