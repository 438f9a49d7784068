/** Every word of a picture, given by the caller: no language lives in this room. */
import type { PictureLabels } from "../simulator/explain/labels.ts";

/** Around a picture of any kind. */
export interface FrameLabels extends Pick<PictureLabels, "title" | "subtitle" | "caption" | "command"> {
  /** Of the halves of a comparison that stand side by side; `captions` stand above `caption`. */
  readonly headings?: readonly string[];
  readonly captions?: readonly string[];
}

export type Labels = PictureLabels & FrameLabels;

export interface Options {
  readonly locale: "en" | "ko";
  readonly labels: Labels;
  /** Counted from the ISNs, as Wireshark does it, or as they stand in the header. */
  readonly numbers: "relative" | "absolute";
  /** Only entries before this one are drawn. */
  readonly upTo?: number;
  /** The newest entry stands out and the others are dimmed. */
  readonly focus?: boolean;
  /** Every shape says which entries it tells of: for frames.ts. */
  readonly moving?: boolean;
  /** At least so high, so that several pictures are of one size. */
  readonly minHeight?: number;
}

/** Two traces side by side, or one below the other. */
export interface CompareOptions extends Pick<Options, "locale" | "numbers"> {
  readonly labels: Labels & {
    readonly headings: readonly [string, string];
    readonly captions: readonly [string, string];
  };
}
