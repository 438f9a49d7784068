/** A channel's bag of questions: none comes again before all others that suit have come. */
import * as z from "zod";
import { drawFrom } from "../quiz/seeded.ts";

const Bag = z.object({
  /** Counted from 0; one more each time that the bag is filled again. */
  cycle: z.int().default(0),
  used: z.array(z.string()).default([]),
  /** The local date of the post that took from it last. */
  day: z.string().default(""),
  /** Managers know that it runs out. */
  toldLow: z.boolean().default(false),
});
export type Bag = z.output<typeof Bag>;

/** How many of the last ones stay out when a bag is filled again. */
const STAY_OUT = 10;

export const bagOf = (kept: unknown): Bag => Bag.safeParse(kept).data ?? Bag.parse({});

export interface Drawn {
  readonly ids: readonly string[];
  /** Where the bag was filled again: those that stay out of the new one. */
  readonly refill?: readonly string[];
}

/**
 * The same bag gives the same questions, in whichever process. Fewer where there are not so many.
 * @param ids what suits the channel. @param salt the schedule's id: channels with the same bank are asked other questions.
 */
export function draw(bag: Bag, ids: readonly string[], count: number, salt: string): Drawn {
  const drawn: string[] = [];
  let now = bag;
  let refill: readonly string[] | undefined;
  while (drawn.length < Math.min(count, ids.length)) {
    if (leftIn(now, ids).length === 0) {
      refill = stayOut(now, ids, drawn);
      now = { ...now, cycle: now.cycle + 1, used: [...refill, ...drawn] };
    }
    const chosen = drawFrom(`${salt} ${now.cycle} ${now.used.length}`).one(leftIn(now, ids));
    drawn.push(chosen);
    now = { ...now, used: [...now.used, chosen] };
  }
  return { ids: drawn, ...(refill && { refill }) };
}

/** The bag after a day's post. Done twice, it is as done once. */
export function taken(bag: Bag, day: string, { ids, refill }: Drawn): Bag {
  if (bag.day === day) return bag;
  const before = refill === undefined ? bag : { ...bag, cycle: bag.cycle + 1, used: refill };
  return { ...before, used: [...new Set([...before.used, ...ids])], day };
}

export const leftIn = ({ used }: Bag, ids: readonly string[]): readonly string[] =>
  ids.filter((id) => !used.includes(id));

/** At least one is left beside those that stay out and those that are drawn already. */
function stayOut({ used }: Bag, ids: readonly string[], drawn: readonly string[]): readonly string[] {
  const last = used.filter((id) => ids.includes(id) && !drawn.includes(id));
  const room = Math.max(0, ids.length - drawn.length - 1);
  const most = Math.min(STAY_OUT, Math.floor(room / 2) + (room % 2));
  return most === 0 ? [] : last.slice(-most);
}
