/** What every picture has, of whatever kind: a size, and what has been drawn so far. */
import type { Form } from "./alike.ts";
import { type Box, boxesOfLine, boxOfMark, boxOfText } from "./box.ts";
import type { Thing } from "./legend.ts";
import type { Font } from "./measure.ts";
import { type Pile, pile, put } from "./pile.ts";
import type { Layout, Line, Shape, Text } from "./shape.ts";
import * as size from "./sizes.ts";
import type { Journey } from "./story.ts";
import { clip } from "./text.ts";

export interface Sheet {
  readonly width: number;
  readonly height: number;
  readonly draft: Draft;
}

/** Whose a line is: a segment's arrow, a timer's bracket, or (null) a lifeline. */
export type Owner = Journey | "timer" | null;

/** What a text, or a mark that is read with it, tells of: it would be read on into a text on the same line. */
export type Told = Thing | null | undefined;

/** Grows while the picture is laid out. */
export interface Draft {
  readonly lines: Shape[];
  readonly marks: Shape[];
  readonly texts: Shape[];
  /** What no text may touch. */
  readonly solid: Pile<Told>;
  /** What became of a segment: its cross or its dot, and the word. */
  readonly fates: Pile<Told>;
  /** What no text should cross; its own arrow is as near as it is meant to be. */
  readonly strokes: Pile<Owner>;
  /** How the labels of retransmissions stand so far. */
  readonly forms: Map<string, Form>;
  /** Marks to be moved down so that a text finds room next time. */
  readonly stretch: Set<number>;
  /** What found no room where it belongs: it will stand in the legend. */
  readonly crammed: Set<Thing>;
  missing: number;
  /** How much found no room although nothing is left to give way. */
  unplaced: number;
}

export const draft = (): Draft => ({
  lines: [],
  marks: [],
  texts: [],
  solid: pile(),
  fates: pile(),
  strokes: pile(),
  forms: new Map(),
  stretch: new Set(),
  crammed: new Set(),
  missing: 0,
  unplaced: 0,
});

export function addLine({ draft }: Sheet, line: Line, of: Owner = null): void {
  draft.lines.push(line);
  for (const box of boxesOfLine(line)) put(draft.strokes, box, of);
}

/** Keeps texts off, but for words of the same thing. */
export const addSolid = ({ draft }: Sheet, box: Box, of?: Told): void => put(draft.solid, box, of);

/** Beside it another segment's label would be read as if the fate were that one's. */
export const addFate = ({ draft }: Sheet, box: Box, of: Journey): void => put(draft.fates, box, of);

export function addMark(sheet: Sheet, mark: Shape): void {
  sheet.draft.marks.push(mark);
  for (const box of boxOfMark(mark)) addSolid(sheet, box);
}

/** `of`: what they tell of; words of the same thing may stand close together. */
export function addTexts(sheet: Sheet, texts: readonly Text[], of: Thing | null = null): void {
  for (const text of texts) {
    if (text.text === "") continue;
    sheet.draft.texts.push(text);
    // What stands on a ground of its own is not read on.
    const isRead = text.role !== "onFill" && text.role !== "onTitle";
    addSolid(sheet, boxOfText(text), isRead ? of : undefined);
  }
}

/** Cut to `max` pixels; letters that no font has are counted. */
export function fitted({ draft }: Sheet, words: string, font: Font, textSize: number, max: number): string {
  const { text, missing } = clip(words, font, textSize, max);
  draft.missing += missing;
  return text;
}

/** Level, and as most words of a picture look unless it is said otherwise. */
export const written = (text: string, x: number, y: number, more: Partial<Text> = {}): Text => ({
  type: "text",
  role: "text",
  text,
  x,
  y,
  anchor: "start",
  font: "regular",
  size: size.TEXT_SIZE,
  rotation: 0,
  ...more,
});

export const scaleOf = (height: number): number =>
  height > size.LIFE_HEIGHT ? size.SCALE_LIFE : size.SCALE_PHASE;

/** What was drawn, as JSON: lines below, texts on top. */
export function finish({ draft, width, height }: Sheet): Layout {
  const shapes = [...draft.lines, ...draft.marks, ...draft.texts].map(rounded);
  return { width, height, scale: scaleOf(height), shapes, missing: draft.missing };
}

/** A hundredth of a pixel is finer than any eye, and the same on every machine. */
function rounded(shape: Shape): Shape {
  const out: Record<string, unknown> = { ...shape };
  for (const key in out) {
    const value = out[key];
    if (typeof value === "number")
      out[key] = key === "rotation" || key === "angle" ? finer(value) : fine(value);
    else if (Array.isArray(value)) out[key] = value.map(fine);
  }
  return out as unknown as Shape;
}

const fine = (value: number): number => Math.round(value * 100) / 100 + 0;
const finer = (value: number): number => Math.round(value * 10_000) / 10_000 + 0;
