/** What is said of the next review, below a solution. */
import type { CommandContext } from "../chat/command.ts";
import { speaking } from "../chat/speaking.ts";
import { DAY_MS } from "./day.ts";
import { keptAs } from "./generated/kind.ts";
import type { Question } from "./question.ts";
import type { Remembered } from "./services.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const { say } = speaking("quiz");

/** When a question comes again for review; nothing where that is not settled. */
export async function comesAgain(
  { id }: Question,
  { reviewCards }: Remembered,
  context: CommandContext,
): Promise<string | undefined> {
  const card = await reviewCards.find(context.asker.id, keptAs(id));
  if (card === undefined || card.due <= context.now) return undefined;
  return saidOf("again", card.due - context.now, context);
}

/** That nothing is due, and when the next question will be; nothing where there is none. */
export async function nextDue(
  { reviewCards }: Remembered,
  context: CommandContext,
): Promise<string | undefined> {
  const [next] = await reviewCards.due(context.asker.id, Number.MAX_SAFE_INTEGER, 1);
  if (next === undefined || next.due <= context.now) return undefined;
  return saidOf("next-due", next.due - context.now, context);
}

function saidOf(family: "again" | "next-due", inMs: number, context: CommandContext): string {
  if (inMs < HOUR_MS) return say(`${family}.minutes`, context, { n: Math.ceil(inMs / MINUTE_MS) });
  const n = Math.round(inMs / DAY_MS);
  return say(`${family}.${n === 0 ? "today" : n === 1 ? "tomorrow" : "later"}`, context, { n });
}
