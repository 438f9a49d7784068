/** Every limit of the port, in one place. Discord's and Slack's own limits are the reason for most. */

/** Longest text of one command; longer ones are refused before they are looked at. */
export const COMMAND_TEXT = 2_000;
/** How much of a learner's word is shown back to them. */
export const ECHO = 60;
export const BUTTON_LABEL = 40;
export const BUTTON_ROWS = 5;
export const BUTTONS_PER_ROW = 5;
/** Discord's `custom_id`; Slack allows 255. */
export const PRESS_ID = 100;
/** Nearest names offered for one that does not exist. */
export const NEAREST = 3;
/** Discord offers at most 25 completions. */
export const COMPLETIONS = 25;
/** Mistakes shown for one command; the rest wait until these are mended. */
export const FAULTS = 5;
