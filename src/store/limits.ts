/** Every limit of the store, in one place. */

/** How long a claimed event stays claimed: Slack's last retry comes about five minutes after the first. */
export const SEEN_MS = 15 * 60_000;
export const SEEN_MS_MIN = 10 * 60_000;
/** Claims between two sweeps of the claims that have run out. */
export const SEEN_CLAIMS_PER_SWEEP = 1_000;
/** Longer keys are kept as their hash: PostgreSQL indexes at most about 2,700 octets. */
export const KEY_MAX = 200;

/** How long SQLite waits, and with it the whole process, for another program that writes to the file. */
export const SQLITE_BUSY_MS = 1_000;
/** Prepared statements that are kept; a list of another length is another statement. */
export const STATEMENTS_MAX = 500;

/** On two cores a pool of 20 was slower. */
export const POOL_MAX = 10;
export const CONNECT_MS = 5_000;
export const STATEMENT_MS = 10_000;
/** How much longer than a statement may take its answer is waited for. */
export const SILENCE_MS = 2_000;
export const IDLE_IN_TRANSACTION_MS = 30_000;
/** One migration, or the wait for another process that migrates. */
export const MIGRATION_MS = 5 * 60_000;

/** Rows that are read or written at a time by export and import. */
export const ROWS_PER_BATCH = 200;
/** Faults of an import that are told; the rest wait until these are mended. */
export const IMPORT_FAULTS = 20;
/** Longest line of an export, in characters. */
export const IMPORT_LINE = 4_000_000;
