/** Every limit of the operator's side, in one place. Times in milliseconds. */

/** From the first signal to the end of the process: what is still under way then is given up. */
export const STOP_MS = 10_000;
/** How often a stop looks whether everything under way is done. */
export const STOP_LOOK_MS = 20;
/** A database that does not take a write within this is not well. */
export const WRITABLE_MS = 2_000;
/** The database is asked at most once in this time, however many ask us. */
export const WRITABLE_KEPT_MS = 1_000;
/** Warnings and errors of one kind that are logged in `LOG_WINDOW_MS`; the rest are counted. */
export const LOG_LINES = 5;
export const LOG_WINDOW_MS = 60_000;
/** Kinds that are remembered at once. */
export const LOG_KINDS = 500;
/** Longest message or stack of an error in the log, in characters. */
export const LOG_TEXT = 4_000;
/** An interaction's claim that takes longer is decided by what this process has seen. */
export const ONCE_MS = 1_000;
/** Keys of interactions that this process remembers for when the database is away. */
export const ONCE_KEYS = 10_000;
/** A choice that cannot be read within this is taken for none: a first answer has three seconds in all. */
export const PREFERENCES_MS = 500;
/** What was told of a channel that takes no answers: where that cannot be noted within this, this process remembers it. */
export const BREAKS_MS = 1_000;
