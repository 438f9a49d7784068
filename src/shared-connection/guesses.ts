/** Guesses of what comes next: how many were right, for everybody; what was wrong and why, for whoever guessed. */

import { guessForm as formOf, groundText } from "../card/guess-form.ts";
import type { CommandContext } from "../chat/command.ts";
import type { Form } from "../chat/message.ts";
import { sayer } from "../chat/speaking.ts";
import { GUESS_FIELDS, type Verdict, verdictsOf } from "../simulator/explain/guess.ts";
import { numbersOf } from "../simulator/network/scenario.ts";
import { press } from "./buttons.ts";
import { newestStep } from "./happened.ts";
import { personName } from "./names.ts";
import type { Score } from "./prediction.ts";
import type { State } from "./replay.ts";

/** Who guessed how many right; and of each field that somebody had wrong, what it is and why. Nobody is shamed. */
export function guessLines(state: State, context: CommandContext): string[] {
  const scores = newestScores(state);
  if (scores.length === 0) return [];
  const { language, locale } = context;
  const people = scores.map(({ name, right, wrong }) =>
    language.say("connection.guess.person", locale, {
      name: personName({ name }, context),
      right: right.length,
      of: right.length + wrong.length,
    }),
  );
  const all = scores.flatMap(({ guess }) => judged(state, guess));
  const missed = GUESS_FIELDS.flatMap((field) => all.find((one) => one.field === field && !one.right) ?? []);
  return [
    language.say("connection.guess.all", locale, { people: people.join(" · ") }),
    ...missed.map((one) => `- ${sentenceOf(state, one, "was", context)}`),
  ];
}

/** Field by field, for whoever guessed. */
export function ownVerdict(state: State, context: CommandContext): string {
  const { language, locale, asker } = context;
  const own = newestScores(state).find(({ person }) => person === asker.id);
  if (own === undefined) return language.say("connection.guess.none", locale);
  return judged(state, own.guess)
    .map((one) => `- ${sentenceOf(state, one, one.right ? "right" : "wrong", context)}`)
    .join("\n");
}

const newestScores = ({ scores, sim }: State): Score[] =>
  scores.filter(({ entry }) => entry === sim.trace.length - 1);

function judged(state: State, guess: Score["guess"]): Verdict[] {
  const entry = state.sim.trace.at(-1);
  return entry ? verdictsOf(guess, entry, numbersOf(state)) : [];
}

function sentenceOf(state: State, verdict: Verdict, key: string, context: CommandContext): string {
  const { language, locale } = context;
  const say = sayer({ language, locale }, "connection.guess");
  const [rule] = newestStep(state, context)?.reasons ?? [];
  return say(key, {
    field: say(`field.${verdict.field}`),
    said: verdict.said,
    answer: verdict.answer === "" ? say("nothing") : verdict.answer,
    ground: groundText(verdict, rule, context),
  });
}

/** Ready for whoever wants to say what comes. */
export const guessForm = (state: State, context: CommandContext): Form =>
  formOf(press("guess", state, state.step), numbersOf(state), context);

/** The sum over the whole connection, by person, best first. */
export function tally({
  scores,
}: State): { readonly name: string | null; readonly right: number; readonly of: number }[] {
  const people = new Map<string, { name: string | null; right: number; of: number }>();
  for (const { person, name, right, wrong } of scores) {
    const before = people.get(person) ?? { name, right: 0, of: 0 };
    people.set(person, {
      name,
      right: before.right + right.length,
      of: before.of + right.length + wrong.length,
    });
  }
  return [...people.values()].sort((a, b) => b.right - a.right);
}
