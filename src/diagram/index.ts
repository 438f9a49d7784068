/**
 * The door of this room: a trace goes in, a picture comes out. Nothing behind it lays out a run or paints: that is done
 * in processes of their own, from a plan. Who wants the shapes themselves asks layout.ts.
 */
export { type AnswerRow, type AnswersOptions, layoutAnswers, percentOf } from "./answers.ts";
export { planCompare, saidOf } from "./compare.ts";
export type { Drawing } from "./drawing.ts";
export { animate, paint, stopPainters } from "./kept.ts";
export type { CompareOptions, Labels, Options } from "./labels.ts";
export { BusyError } from "./painters.ts";
export { type Plan, type Plans, plan, planPages, planReels, type Refused } from "./plan.ts";
export type { Layout } from "./shape.ts";
export { layoutStateMap } from "./state-map.ts";
export { layoutTimeline, type TimelineRow } from "./timeline.ts";
export { layoutWeek, type WeekDay, type WeekOptions } from "./week.ts";
