/** The door of this room: rule ids, numbers and traces go in, sentences come out. */
export { headline } from "./headline.ts";
export { type LabelOptions, labelsOf, type PictureLabels } from "./labels.ts";
export { type Reason, type ReasonOptions, reason, relativeTo } from "./reason.ts";
export { type HostState, type StepOptions, type StepView, stepView, type Variable } from "./step.ts";
export { alt, type TellOptions, tell } from "./tell.ts";
export { spellDuration } from "./voice.ts";
