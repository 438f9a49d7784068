/** Every word of a picture, given by the caller: no language lives in this room. */
import type { PictureLabels } from "../simulator/explain/labels.ts";
import type { HostId, Numbers } from "../simulator/network/trace.ts";

/** Around a picture of any kind. */
export interface FrameLabels extends Pick<PictureLabels, "title" | "subtitle" | "caption" | "command"> {
  /** Of the halves of a comparison that stand side by side; `captions` stand above `caption`. */
  readonly headings?: readonly string[];
  readonly captions?: readonly string[];
}

export type Labels = PictureLabels & FrameLabels;

/** What is left of them once everything was asked that depends on the run. */
export type Words = Omit<
  Labels,
  | "hosts"
  | "reboot"
  | "noArrow"
  | "event"
  | "action"
  | "page"
  | "goesOn"
  | "duration"
  | "timer"
  | "call"
  | "error"
>;

export interface Options {
  readonly locale: "en" | "ko";
  readonly labels: Labels;
  /** Counted from the ISNs, as Wireshark does it, or as they stand in the header. */
  readonly numbers: Numbers;
  /** Only entries before this one are drawn. */
  readonly upTo?: number;
  /** The newest entry stands out and the others are dimmed. */
  readonly focus?: boolean;
  /** Hosts that are CLOSED and may yet open a connection: they show it before anything has happened to them. */
  readonly idle?: readonly HostId[];
}

/** Two traces side by side, or one below the other. */
export interface CompareOptions extends Pick<Options, "locale"> {
  /** Of each half. */
  readonly numbers: readonly [Numbers, Numbers];
  readonly labels: Labels & {
    readonly headings: readonly [string, string];
    readonly captions: readonly [string, string];
  };
}

/** What laying out asks for besides the story. */
export interface Given extends Pick<Options, "numbers"> {
  readonly labels: Words;
  /** Every shape says which entries it tells of: for frames.ts. `ends`: the trace does so in this picture. */
  readonly moving: false | { readonly ends: boolean };
}

export function wordsOf(labels: Labels): Words {
  const { hosts, reboot, noArrow, event, action, page, goesOn, duration, timer, call, error, ...words } =
    labels;
  return words;
}
