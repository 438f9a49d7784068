/** What names one refusal or bug, to the learner and in the log. */

/** Letters and digits that are not taken for one another when read aloud. */
const LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/** @param random gives so many random bytes. */
export const newId = (random: (bytes: number) => Uint8Array): string =>
  `E-${[...random(5)].map((byte) => LETTERS[byte % LETTERS.length]).join("")}`;
