/** Saying what comes next, wherever runs are shown: the form, what was filled in, and why a part is what it is. */

import { echo } from "../chat/fault.ts";
import type { Form, Press } from "../chat/message.ts";
import { close } from "../chat/nearest.ts";
import { sayer, type Tongue } from "../chat/speaking.ts";
import {
  GUESS_FIELDS,
  type Guess,
  type GuessField,
  type Unread,
  type Verdict,
} from "../simulator/explain/guess.ts";
import { BITS, STATES } from "../simulator/explain/spellings.ts";
import type { StepView } from "../simulator/explain/step.ts";
import type { Numbers } from "../simulator/network/trace.ts";

/** Letters of a field; longer ones are cut. */
const GUESS_MAX = 40;

/**
 * @param press with which it comes back, filled in.
 * @param numbers how SEQ and ACK are counted where it is asked: before the first step there is no picture to tell it.
 */
export function guessForm(press: Press, numbers: Numbers, tongue: Tongue): Form {
  const say = sayer(tongue, "guess");
  const hints: Record<GuessField, string> = {
    flags: say("hint.flags"),
    seq: say(`hint.${numbers}`),
    ack: say(`hint.${numbers}`),
    state: say("hint.state"),
  };
  return {
    title: say("title"),
    press,
    fields: GUESS_FIELDS.map((name) => ({
      name,
      label: fieldName(name, tongue),
      kind: "line",
      hint: hints[name],
      required: false,
    })),
  };
}

export const fieldName = (field: GuessField, tongue: Tongue): string =>
  sayer(tongue, "guess")(`asked.${field}`);

/** What is missing counts as empty. */
export function guessIn(fields: Readonly<Record<string, string>>): Guess {
  const field = (name: string) => [...(fields[name] ?? "")].slice(0, GUESS_MAX).join("");
  return { flags: field("flags"), seq: field("seq"), ack: field("ack"), state: field("state") };
}

/** @param rule the step's own, where it has one. */
export const groundText = (
  { ground }: Verdict,
  rule: StepView["reasons"][number] | undefined,
  tongue: Tongue,
): string =>
  ground === "rule" && rule !== undefined
    ? `${rule.text} (${rule.section})`
    : sayer(tongue, "guess")(`ground.${ground}`);

/** What was said that is no prediction, word by word, and what it was probably meant to be; all there is where nothing is near. */
export function unreadLines(all: readonly Unread[], tongue: Tongue): string[] {
  const say = sayer(tongue, "guess.unread");
  return all.flatMap(({ field, words }) =>
    words.map((word) => {
      const said = echo(word);
      if (field === "seq" || field === "ack") return say("number", { said, field: fieldName(field, tongue) });
      const names = field === "flags" ? BITS.map(({ name }) => name) : STATES;
      const near = close(word, names);
      const listed = (near.length > 0 ? near : names).map((name) => `\`${name}\``).join(", ");
      return say(`${field}.${near.length > 0 ? "near" : "all"}`, { said, near: listed });
    }),
  );
}
