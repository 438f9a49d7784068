/**
 * A kind of question that is made anew each time: its numbers come from a seed, its right answer from a run, its wrong
 * ones from beliefs that people hold. The seed lies in the question's id, `next-ack.1f00ab3c`, so that nothing waits in
 * memory and the same id is the same question for ever.
 */
import type { Localised } from "../../chat/command.ts";
import type { Scenario } from "../../simulator/network/scenario.ts";
import type { RunOptions } from "../../simulator/network/simulation.ts";
import type { Check, Measure, Moment } from "../proof.ts";
import { LENGTHS, type Question } from "../question.ts";
import { type Draw, drawFrom } from "../seeded.ts";

/** What is asked or answered, in both languages. */
export type Said = Localised;

/** What is run to know the right answer, and again to prove it. */
export interface Played {
  readonly scenario: Scenario;
  readonly options?: RunOptions;
}

/** A wrong answer: the belief's name, what it leads to, and why people hold it although these numbers contradict it. */
export interface WrongOption {
  readonly belief: string;
  readonly text: Said;
  readonly why: Said;
  /** What would be true of the run if the belief were. */
  readonly check: Check;
}

export interface WrongNumber {
  readonly belief: string;
  readonly value: number;
  readonly why: Said;
}

interface Told {
  readonly stem: Said;
  readonly explanation: Said;
  readonly played: Played;
  /** A command that shows this very run, where there is one. */
  readonly run?: string;
}

/** Of wrong answers that come out equal, or right, the first alone is asked: give more than are needed. */
export type Draft = Told &
  (
    | {
        readonly ask: "choice";
        readonly right: Omit<WrongOption, "belief">;
        readonly wrong: readonly WrongOption[];
      }
    | {
        readonly ask: "number";
        readonly right: number;
        readonly unit: Said;
        readonly tolerance?: number;
        readonly measure: Measure;
        readonly wrong: readonly WrongNumber[];
      }
    | {
        readonly ask: "order";
        readonly items: readonly { readonly text: Said; readonly why: Said; readonly moment: Moment }[];
      }
  );

export interface Kind {
  /** The file's name. */
  readonly id: string;
  readonly title: Said;
  /** Raised with every change after which the same seed asks something else. */
  readonly version: number;
  readonly topic: Question["topic"];
  readonly difficulty: Question["difficulty"];
  readonly source: string;
  readonly followUps: readonly [Said, Said];
  /** Undefined: nothing can be asked about what was drawn, draw again. */
  make(draw: Draw): Draft | undefined;
}

export interface Made {
  readonly question: Question;
  readonly played: Played;
}

/** Draws until something can be asked. */
const DRAWS_MAX = 100;
const WRONG_OPTIONS_MIN = LENGTHS.optionsMin - 1;
const WRONG_OPTIONS_MAX = LENGTHS.optionsMax - 1;

/** @param seed letters and digits. */
export function made(kind: Kind, seed: string): Made {
  const draw = drawFrom(`${kind.id}.${seed}`);
  for (let turn = 0; turn < DRAWS_MAX; turn++) {
    const draft = kind.make(draw);
    const question = draft && questionFrom(kind, seed, draft, draw);
    if (question) return { question, played: draft.played };
  }
  throw new Error(`${kind.id}.${seed}: ${DRAWS_MAX} draws and nothing to ask`);
}

function questionFrom(kind: Kind, seed: string, draft: Draft, draw: Draw): Question | undefined {
  const { version, topic, difficulty, source, followUps } = kind;
  const { stem, explanation, run } = draft;
  const common = {
    ...{ id: `${kind.id}.${seed}`, version, topic, difficulty, source, stem, explanation },
    ...(run !== undefined && { run }),
    followUps: [...followUps] as [Said, Said],
  };
  switch (draft.ask) {
    case "choice": {
      const { text, why, check } = draft.right;
      const { wrong } = draft;
      const others = distinct(wrong, (one) => one.text.en, text.en).slice(0, WRONG_OPTIONS_MAX);
      if (others.length < WRONG_OPTIONS_MIN) return undefined;
      const options = [
        { id: "as-the-run-shows", text, why, check, right: true as const },
        ...others.map(({ belief, ...rest }) => ({ id: belief, ...rest })),
      ];
      return { ...common, kind: "choice", options: draw.mixed(options) };
    }
    case "number": {
      const { right, unit, tolerance = 0, measure, wrong } = draft;
      const far = wrong.filter(({ value }) => Math.abs(value - right) > tolerance);
      const others = distinct(far, ({ value }) => `${value}`, `${right}`).slice(0, LENGTHS.wrongMax);
      if (others.length < LENGTHS.wrongMin) return undefined;
      const commonWrong = others.map(({ value, why }) => ({ value, why }));
      return { ...common, kind: "number", answer: right, unit, tolerance, measure, per: 1, commonWrong };
    }
    case "order": {
      const items = draft.items.map((item, at) => ({ id: `${at + 1}`, ...item }));
      const texts = new Set(items.map(({ text }) => text.en));
      return texts.size < items.length ? undefined : { ...common, kind: "order", items };
    }
  }
}

function distinct<T>(all: readonly T[], keyOf: (one: T) => string, right: string): T[] {
  const keys = all.map(keyOf);
  return all.filter((_, at) => keys[at] !== right && keys.indexOf(keys[at] as string) === at);
}

/** Under which name answers and reviews of a question are kept: of a made one its kind, which comes with new numbers. */
export const keptAs = (questionId: string): string => questionId.split(".")[0] as string;
