/** Every limit of Discord that we can meet, in one place (its developer documentation, and `enum` names there). */

export const CONTENT = 2_000;
/** An attachment's `description`: what screen readers read. */
export const ALT = 1_024;
export const FILE_BYTES = 10 * 1_024 * 1_024;
export const THREAD_NAME = 100;
export const CHOICES = 25;
export const CHOICE_NAME = 100;
export const CHOICE_VALUE = 100;
export const TEXT_INPUT = 4_000;
export const NONCE = 25;
/** Messages of one page of a channel's history, and pages that are read to find a post again. */
export const HISTORY_PAGE = 100;
export const HISTORY_PAGES = 5;
/** A thread that nobody writes in is put away after a day. */
export const THREAD_ARCHIVE_MINUTES = 1_440;
/**
 * A bot has 50 requests a second, and answers to interactions are not counted. In windows of a fifth of one, six of
 * which can touch the same second.
 */
export const REQUESTS = { name: "discord", points: 8, seconds: 0.2 };

/** An interaction wants its first answer within 3 s. What is not ready by then is announced. */
export const DIRECT_MS = 250;
/** Pauses between attempts to follow a first answer that is still on its way. */
export const FOLLOW_AFTER_MS: readonly number[] = [50, 100, 200, 400, 800, 1_600];
/** Longer than this one attempt of a request is not waited for; discord.js makes three more. */
export const REQUEST_MS = 15_000;
/** Discord signs each HTTP interaction with the time; an older one than this is somebody's copy. */
export const SIGNATURE_SECONDS = 300;
/** Body of one HTTP interaction. */
export const BODY_BYTES = 1_048_576;
