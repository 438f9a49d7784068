/** Every limit of Slack that we can meet, in one place (its developer documentation). */

/** A section's text. */
export const SECTION = 3_000;
/** Of a message; a Home tab takes twice as many. */
export const BLOCKS = 50;
/** Elements of one `actions` block. */
export const ACTIONS = 25;
export const BUTTON_TEXT = 75;
export const ALT = 2_000;
export const MODAL_TITLE = 24;
export const PLAIN_TEXT_INPUT = 3_000;
/** In the manifest: a shortcut's name, what is said of it and of a slash command, and how a command goes on. */
export const SHORTCUT_NAME = 24;
export const DESCRIPTION = 100;
export const HINT = 100;
/** `text` beside the blocks: for notifications and screen readers. */
export const FALLBACK = 3_000;
/** Posts to one channel. */
export const POSTS = { name: "slack", points: 1, seconds: 1 };
/** Body of one HTTP request. */
export const BODY_BYTES = 1_048_576;
/**
 * Without a sign of life for so long, the socket is given up and opened anew; it is asked three times as often. Slack's
 * library looks at its clock before it reads what has come: a process that stands still for about as long gives up a
 * socket that is well, and a command that comes at that moment is lost. So it is long, as small machines stand still more
 * often than connections die in silence.
 */
export const SILENCE_MS = 10_000;
/** A 429 that asks for more patience than this is left to whoever wanted the post. */
export const RETRY_AFTER_SECONDS = 20;
/** Messages of one page of a channel's history, and pages that are read to find a post again. */
export const HISTORY_PAGE = 200;
export const HISTORY_PAGES = 5;
/** Longer than this a request to Slack is not waited for. */
export const REQUEST_MS = 15_000;
/**
 * An answer that Slack does not take is tried again for a quarter of a minute. Slack's library would go on for half an
 * hour: who asked has asked again by then, and nobody would notice meanwhile that nothing comes through.
 */
export const ANSWER_RETRIES = { retries: 4, minTimeout: 1_000, factor: 2 };

/** A person's language and standing, as Slack told it, are believed for so long. */
export const PERSON_MS = 10 * 60_000;
/** Who asks is not waited for longer: a form opens within three seconds or never. */
export const PERSON_WAIT_MS = 1_500;
export const PEOPLE_KEPT = 5_000;
/** A file may be refused in a block while Slack still looks at it; the pause grows with each try. */
export const FILE_TRIES = 3;
export const FILE_PAUSE_MS = 400;
/** Letters of a file that Slack does not take, shown in its place. */
export const FILE_IN_WORDS = 2_000;
/** Pictures that were uploaded and can be shown again without another upload. */
export const FILES_KEPT = 500;
