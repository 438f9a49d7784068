/** Every limit of the schedule, in one place. Times in milliseconds. */
import { MESSAGE_TEXT } from "../chat/limits.ts";

/**
 * How long one attempt holds a slot: longer than a request may take (15 s) and a platform come late, far shorter than the
 * minutes for which Discord remembers a nonce, so that another process's attempt still doubles nothing.
 */
export const LEASE_MS = 60_000;
/** Slots that one claim takes; they are sent at the same time. */
export const SLOTS_PER_CLAIM = 10;
/** Claims of one round; what is left waits for the next minute. */
export const CLAIMS_PER_ROUND = 50;
export const SCHEDULES_PER_ROUND = 500;
/** Posts that one downtime leaves as "skipped" in the list; older ones are not recorded. */
export const MISSED_RECORDED = 14;
/** A reveal that the platform does not take for so long is given up. */
export const REVEAL_WINDOW_MS = 24 * 3_600_000;
/** Managers are told when a bag holds fewer. */
export const QUESTIONS_LOW = 10;
export const DIGEST_QUESTIONS = 5;
/** A stem in a digest, in characters: its button shows it whole. */
export const DIGEST_STEM = 180;
/** A stem, and an answer, among the last week's. */
export const PAST_LINE = 90;
/** Of these answers on, the distribution is shown: fewer would tell who answered what. */
export const DISTRIBUTION_MIN = 5;
/** One post is one message. */
export const POST_TEXT = MESSAGE_TEXT;
/** Days ahead among which the next one is looked for: every weekday comes within seven, a leap over the date line adds one. */
export const DAYS_AHEAD = 16;
