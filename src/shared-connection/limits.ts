/** How large a shared connection may become, and how long anybody waits for anybody. */

/** Moves of one connection: those that a fork began with, and undone ones, included. */
export const MOVES_MAX = 200;
/** Everything that people did: joins, guesses and the rest included. */
export const DEEDS_MAX = 2_000;
/** Entries of the traces that are remembered between presses, of all connections together. */
export const RECENT_ENTRIES = 10_000;
/** Simultaneous presses are tried again so often before one is told to press once more. */
export const APPEND_TRIES = 20;
/** Minutes that a seat may think. */
export const TURN_LIMIT = { min: 1, max: 10_080, usual: 10 } as const;
/** Between the reminder and the moment from which anyone may act (ms). */
export const GRACE_MS = 60_000;
/** Letters of a history or summary in one message. */
export const WORDS_MAX = 1_600;
/** Surprising moments that a summary tells. */
export const MOMENTS_MAX = 6;
/** Connections of one place that are looked at for the newest that is still played. */
export const PLACE_MAX = 10;

/** Letters of a card: Discord takes 2,000. */
export const CARD_MAX = 1_900;
