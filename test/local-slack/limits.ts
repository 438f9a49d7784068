/** Slack's own limits, as its developer documentation has them, and how patient the tests are. */

/** Somebody who acts waits so long for the app's acknowledgement. */
export const ACK_MS = 3_000;
export const TRIGGER_MS = 3_000;
export const RESPONSE_URL = { uses: 5, ms: 30 * 60_000 };
/** An address of `apps.connections.open` is taken up once, soon. */
export const TICKET_MS = 30_000;

/** Longer `text` is cut by clients; much longer is refused. */
export const TEXT = { advised: 4_000, most: 40_000 };
export const BLOCKS = { message: 50, modal: 100, home: 100 };
export const SECTION = { text: 3_000, fields: 10, field: 2_000 };
export const HEADER = 150;
export const CONTEXT_ELEMENTS = 10;
export const ACTIONS_ELEMENTS = 25;
export const ID = 255;
export const BUTTON = { text: 75, value: 2_000, url: 3_000 };
export const OPTIONS = { select: 100, overflow: 5, radio: 10, text: 75, value: 150, description: 75 };
export const PLACEHOLDER = 150;
export const IMAGE = { alt: 2_000, title: 2_000, url: 3_000 };
export const INPUT = { label: 2_000, hint: 2_000, value: 3_000 };
export const MARKDOWN = 12_000;
export const VIEW = { title: 24, submit: 24, close: 24, metadata: 3_000, pushed: 3 };

/** After so long without anything to see, a test goes on with what there is. Less than Vitest gives a test. */
export const PATIENCE_MS = 4_000;
/** No request for so long, and the app is taken to have nothing under way. */
export const QUIET_MS = 60;
export const STOP_QUIET_MS = 20;
/** People that one workspace can have. */
export const PEOPLE = 120;
