/** Every limit of the port, in one place. Discord's and Slack's own limits are the reason for most. */

/** Longest text of one command; longer ones are refused before they are looked at. */
export const COMMAND_TEXT = 2_000;
/** How much of a learner's word is shown back to them. */
export const ECHO = 60;
/** What one message says, with a little room: Discord takes 2,000 characters, Slack's section 3,000. */
export const MESSAGE_TEXT = 1_950;
export const BUTTON_LABEL = 40;
export const BUTTON_ROWS = 5;
export const BUTTONS_PER_ROW = 5;
/** Discord's `custom_id`; Slack allows 255. */
export const PRESS_ID = 100;
/** Nearest names offered for one that does not exist. */
export const NEAREST = 3;
/** Discord offers at most 25 completions. */
export const COMPLETIONS = 25;
/** Longest value that a completion may insert: Discord takes 100. */
export const SUGGESTION = 100;
/** Mistakes shown for one command; the rest wait until these are mended. */
export const FAULTS = 5;
/** Entries of a select: Discord takes 25, Slack 100. */
export const CHOICES = 25;
/** Letters of a select's entry and of what stands below it, and of its value: Slack's `plain_text` option. */
export const CHOICE_LABEL = 75;
export const CHOICE_VALUE = 100;
/** A form's title: Slack takes 24, Discord 45. */
export const FORM_TITLE = 24;
export const FORM_FIELDS = 5;
/** A field's label on Discord. */
export const FIELD_LABEL = 45;
export const FIELD_HINT = 100;
/** Longest text that one field takes. */
export const FIELD_VALUE = 3_000;
/** A file that somebody hands to a command; a fraction of what platforms take, and more than any bank of questions. */
export const FILE_BYTES = 512 * 1_024;
export const FILE_ENDINGS: readonly string[] = [".yaml", ".yml", ".json", ".txt"];
/** A file that an answer carries, in UTF-8; a tenth of what Discord takes. A longer text is handed over in parts. */
export const ANSWER_FILE_BYTES = 1_024 * 1_024;
export const ANSWER_FILE_NAME = 60;
/** Pictures that one person, and one channel, may ask for at once; as many come back in `PICTURES_SECONDS`. */
export const PICTURES_PER_PERSON = 40;
export const PICTURES_PER_CHANNEL = 120;
export const PICTURES_SECONDS = 60;
