/** The door of this room: a trace goes in, a picture comes out. */
export { type AnswerRow, type AnswersOptions, layoutAnswers } from "./answers.ts";
export { markBoxes, textBoxes, touch } from "./box.ts";
export { layoutCompare } from "./compare.ts";
export { layoutReels, type Reel, wholeOf } from "./frames.ts";
export { animate, paint, stopPainters } from "./kept.ts";
export type { CompareOptions, Labels, Options } from "./labels.ts";
export { layout, layoutPages, type Pages } from "./layout.ts";
export { BusyError } from "./painters.ts";
export type { Layout } from "./shape.ts";
export { layoutStateMap } from "./state-map.ts";
export { layoutTimeline, type TimelineRow } from "./timeline.ts";
export { layoutWeek, type WeekDay, type WeekOptions } from "./week.ts";
