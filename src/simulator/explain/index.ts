/** The door of this room: rule ids, numbers and traces go in, sentences come out. */
export { errorName, errorNamesOf } from "./calls.ts";
export { captionsOfMap } from "./ends.ts";
export { headline } from "./headline.ts";
export { labelsOf } from "./labels.ts";
export { spellStates } from "./outcome.ts";
export { reason } from "./reason.ts";
export { stepView } from "./step.ts";
export { alt, tell } from "./tell.ts";
export { spellDuration } from "./voice.ts";
