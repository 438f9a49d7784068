/** Discord's numbers, as its developer documentation gives them; kept apart from the product's own list, so that neither can hide a slip of the other. */

export const FIRST_ANSWER_MS = 3_000;
export const TOKEN_MS = 15 * 60_000;
/** How long an enforced nonce is remembered: "the past few minutes". */
export const NONCE_MS = 5 * 60_000;
export const FOLLOW_UPS_OF_USER_INSTALL = 5;

export const CONTENT = 2_000;
export const NONCE = 25;

export const EMBEDS = 10;
export const EMBEDS_TOTAL = 6_000;
export const EMBED_TITLE = 256;
export const EMBED_DESCRIPTION = 4_096;
export const EMBED_FIELDS = 25;
export const EMBED_FIELD_NAME = 256;
export const EMBED_FIELD_VALUE = 1_024;
export const EMBED_FOOTER = 2_048;
export const EMBED_AUTHOR = 256;

export const ROWS = 5;
export const BUTTONS_IN_ROW = 5;
/** Components V2: all of them, nested ones too, and all their text together. */
export const V2_COMPONENTS = 40;
export const V2_TEXT = 4_000;
export const CUSTOM_ID = 100;
export const BUTTON_LABEL = 80;
export const URL = 512;
export const SELECT_OPTIONS = 25;
export const SELECT_LABEL = 100;
export const SELECT_VALUE = 100;
export const SELECT_DESCRIPTION = 100;
export const SELECT_PLACEHOLDER = 150;

export const MODAL_TITLE = 45;
export const MODAL_ROWS = 5;
export const FIELD_LABEL = 45;
export const FIELD_DESCRIPTION = 100;
export const FIELD_PLACEHOLDER = 100;
export const FIELD_VALUE = 4_000;

export const FILES = 10;
export const FILE_BYTES = 10 * 1_024 * 1_024;
export const FILE_DESCRIPTION = 1_024;

export const COMMANDS = { 1: 100, 2: 15, 3: 15 } as const;
export const COMMAND_CREATIONS_A_DAY = 200;
export const COMMAND_NAME = 32;
export const COMMAND_DESCRIPTION = 100;
export const COMMAND_TEXT = 8_000;
export const OPTIONS = 25;
export const CHOICES = 25;
export const CHOICE_NAME = 100;
export const CHOICE_VALUE = 100;
export const STRING_OPTION = 6_000;

export const THREAD_NAME = 100;
export const THREAD_ARCHIVE_MINUTES: readonly number[] = [60, 1_440, 4_320, 10_080];

/** Of one gateway message from a bot, and how many it may send in a minute. */
export const GATEWAY_BYTES = 4_096;
export const GATEWAY_MESSAGES_A_MINUTE = 120;
