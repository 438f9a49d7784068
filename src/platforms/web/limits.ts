/** Every limit of the local page's server. */
import { COMMAND_TEXT, FILE_BYTES as HANDED_BYTES } from "../../chat/limits.ts";

export const TEXT = COMMAND_TEXT;
/** A form of five long fields in Hangul fits. */
export const BODY_BYTES = 65_536;
/** The same with a file, whose quotes and line ends JSON writes with two letters. */
export const FORM_BYTES = 2 * HANDED_BYTES + BODY_BYTES;
export const NAME = 40;
/** Per channel, threads and private replies included; the oldest go first. */
export const MESSAGES = 300;
export const PICTURE_BYTES = 32 * 1024 * 1024;
/** Letters of what a picture was painted from: most take some 8,000. What is longer is not kept, and nor is its picture. */
export const SOURCE = 100_000;
/** Files that answers carried, together. */
export const FILE_BYTES = 16 * 1024 * 1024;
export const PEOPLE = 200;
/** So long an answer waits at most for what was said to be kept. */
export const SAVE_MS = 1_000;
export const STREAMS = 60;
export const STREAMS_PER_PERSON = 6;
/** Updates that may wait for a slow reader before it is cut off; it comes back and gets everything anew. */
export const WAITING_UPDATES = 500;
/** How many things a person may do at once, and how many more each second. */
export const DEEDS = { burst: 20, perSecond: 3 };
export const LOOKUPS = { burst: 60, perSecond: 25 };
export const NEWCOMERS = { burst: 40, perSecond: 2 };
/** A page that has heard nothing for more than twice as long gives up and comes back (`SILENCE_MS` in its `server.ts`). */
export const HEARTBEAT_MS = 4_000;
/** How far above the wanted port a free one is looked for. */
export const PORTS_TRIED = 20;
/** Tries at the page's token, by everybody together. */
export const GUESSES = { burst: 10, perSecond: 0.2 };
export const COOKIE_SECONDS = 30 * 24 * 3_600;
