/** A picture as plain JSON: shapes in the order in which they are painted. */
import type { Font } from "./measure.ts";

/** What a colour means; a theme says how it looks. */
export type Role =
  | "ground"
  | "text"
  | "muted"
  | "hair"
  | "lifeline"
  | "title"
  | "onTitle"
  | "onFill"
  | Stroke
  | Fill;

/** Lines and words on the ground, by what the segment is. */
export const STROKES = ["open", "data", "ack", "close", "alarm"] as const;
export type Stroke = (typeof STROKES)[number];

/** Everything that is written on the ground. */
export const WORDS = ["text", "muted", ...STROKES] as const satisfies readonly Role[];

/** State bars and the boxes of their names. */
export const FILLS = [
  "closedFill",
  "listenFill",
  "openingFill",
  "openFill",
  "closingFill",
  "halfFill",
  "waitFill",
] as const;
export type Fill = (typeof FILLS)[number];

interface Common {
  readonly role: Role;
  /** Not the newest step of a picture that has a focus. */
  readonly dim?: true;
  /** Only while frames are made, see frames.ts: the entries that it tells of, and the one that ends it. */
  readonly steps?: readonly number[];
  readonly until?: number;
  /** Its role while it is the newest, where that is another one. */
  readonly fresh?: Role;
}

/** How a shape stands to the step that is shown. */
export type Lit = Pick<Common, "dim" | "steps" | "until" | "fresh">;

export interface Rect extends Common {
  readonly type: "rect";
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly radius: number;
}

export interface Line extends Common {
  readonly type: "line";
  /** x, y, x, y ...: at least two points. */
  readonly points: readonly number[];
  readonly width: number;
  readonly dash?: readonly number[];
}

/** A triangle whose tip is at x, y. */
export interface Head extends Common {
  readonly type: "head";
  readonly x: number;
  readonly y: number;
  /** Radians; where it points to. */
  readonly angle: number;
  readonly length: number;
  readonly hollow?: true;
}

export interface Cross extends Common {
  readonly type: "cross";
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly width: number;
}

export interface Circle extends Common {
  readonly type: "circle";
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** Ground inside and a line of this width; otherwise filled. */
  readonly ring?: number;
}

export interface Text extends Common {
  readonly type: "text";
  readonly text: string;
  /** The anchor, on the baseline. */
  readonly x: number;
  readonly y: number;
  readonly anchor: "start" | "middle" | "end";
  readonly font: Font;
  readonly size: number;
  /** Radians, around the anchor. */
  readonly rotation: number;
}

export type Shape = Rect | Line | Head | Cross | Circle | Text;

export interface Layout {
  /** Logical pixels; the painter multiplies by `scale`. */
  readonly width: number;
  readonly height: number;
  readonly scale: number;
  readonly shapes: readonly Shape[];
  /** Graphemes that no shipped font has and that became boxes. */
  readonly missing: number;
}
