/** Options are called by letters, in the order in which they are shown: A, B … */

const FIRST = "A".charCodeAt(0);

/** @param place from 0. */
export const letterOf = (place: number): string => String.fromCharCode(FIRST + place);

/** From 0. Of a letter that nothing is called by it is the place of nothing: negative, or behind the last. */
export const placeOf = (letter: string): number => letter.charCodeAt(0) - FIRST;
