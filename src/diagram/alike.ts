/** Retransmissions of one segment look alike: what differs between them would seem to mean something. */
import type { Row } from "./label.ts";
import type { Scene } from "./scene.ts";
import type { Journey } from "./story.ts";

/** In how many lines a label stands, and how many of them above its arrow. */
export type Form = Pick<Row, "above"> & { readonly lines: number };

/** Such a label any other may have beside it: what is shorter still has no less to say. */
const ORDINARY: Form = { above: 2, lines: 2 };

const formOf = ({ above, lines }: Row): Form => ({ above, lines: lines.length });

/** What is sent again and meets the same fate. */
const keyOf = ({ flight: { seg }, from, fate, oddities }: Journey): string =>
  [from, seg.flags, seg.seq, seg.data.length, fate, ...oddities].join(" ");

export function remember({ draft }: Scene, journey: Journey, row: Row): void {
  if (journey.oddities.includes("retransmitted")) draft.forms.set(keyOf(journey), formOf(row));
}

/** Which rows of a label are like that of the one before, where that one is out of the ordinary; null = it is not. */
export function likeBefore({ draft }: Scene, journey: Journey): ((row: Row) => boolean) | null {
  const { above, lines } = draft.forms.get(keyOf(journey)) ?? ORDINARY;
  const isOrdinary = above === 0 || (above === lines && lines <= ORDINARY.lines);
  return isOrdinary ? null : (row) => row.above === above && row.lines.length === lines;
}
