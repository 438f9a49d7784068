/** Where a long trace is cut into pictures: into as few as hold it, alike in length, and where few segments are under way. */
import type { Trace } from "../simulator/network/trace.ts";
import type { Options } from "./labels.ts";
import { ARROWS_MAX, MARKS_MAX } from "./sizes.ts";

export interface Cut {
  readonly first: number;
  /** The entry after the last. */
  readonly end: number;
}

/** A cut may come this much earlier than it must. */
const EARLIEST = 0.6;
/** Parts of a full picture that are tried, the shortest first: a last one with a single arrow tells nothing. */
const SHORTER: readonly number[] = [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95];

export function endOf(trace: Trace, { upTo }: Options): number {
  return Math.max(0, Math.min(trace.entries.length, upTo ?? trace.entries.length));
}

/** `times`: how many ordinary pictures' worth may stand in one. */
export function cuts(trace: Trace, end: number, times = 1): Cut[] {
  const full = cutsOf(trace, end, times);
  if (full.length === 1) return full;
  for (const part of SHORTER) {
    const even = cutsOf(trace, end, times * part);
    if (even.length === full.length) return even;
  }
  return full;
}

function cutsOf(trace: Trace, end: number, times: number): Cut[] {
  const out: Cut[] = [];
  for (let first = 0; first < end || out.length === 0; ) {
    const next = cutAfter(trace, first, end, times);
    out.push({ first, end: next });
    first = next;
    if (next >= end) break;
  }
  return out;
}

function cutAfter(trace: Trace, first: number, end: number, times: number): number {
  const [arrowsMax, marksMax] = [ARROWS_MAX * times, MARKS_MAX * times];
  let arrows = 0;
  let marks = 0;
  let best = first + 1;
  let fewest = Number.POSITIVE_INFINITY;
  let underWay = 0;
  for (let n = first; n < end; n++) {
    const entry = trace.entries[n];
    const type = entry?.move.type;
    const leaving = (entry?.sent.length ?? 0) + (entry?.unreachable?.length ?? 0);
    arrows += leaving;
    marks += 1 + leaving;
    const full = arrows > arrowsMax || marks > marksMax;
    if (full && n > first) return best;
    underWay += (entry?.sent.length ?? 0) - (type === "deliver" || type === "lose" ? 1 : 0);
    const late = arrows >= arrowsMax * EARLIEST || marks >= marksMax * EARLIEST;
    if (!late || underWay <= fewest) {
      best = n + 1;
      if (late) fewest = underWay;
    }
  }
  return end;
}
