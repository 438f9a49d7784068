/** The bank of questions: `assets/questions`, one file per topic. Managers' files go through the same reading. */
import { readFileSync } from "node:fs";
import { asset } from "../checkout.ts";
import { Question } from "../quiz/question.ts";
import { type Entries, type Fault, listed, parseEntries, prepared, writeEntries } from "./yaml.ts";

const FOLDER = "questions";

export interface QuestionFile {
  /** A name for the faults. */
  readonly file: string;
  readonly text: string;
  /** What the text says, where that is known already. */
  readonly read?: Entries<Question> | undefined;
}

/**
 * The sound questions of some files, and what is wrong with the others: file, line, path. A question whose id or
 * stem an earlier one has is a fault, too; `known` are those that stand elsewhere already.
 */
export function readQuestions(
  files: readonly QuestionFile[],
  known: readonly Question[] = [],
): Entries<Question> {
  const entries: Question[] = [];
  const faults: Fault[] = [];
  const ids = new Set(known.map(({ id }) => id));
  const stems = new Set(known.flatMap(stemsOf));
  for (const { file, text, read = parseEntries(file, text, Question) } of files) {
    faults.push(...read.faults);
    const lines = text.split("\n");
    for (const question of read.entries) {
      const said = stemsOf(question);
      const twice = ids.has(question.id) ? "id" : said.some((stem) => stems.has(stem)) ? "stem" : null;
      if (twice === null) {
        entries.push(question);
        ids.add(question.id);
        for (const stem of said) stems.add(stem);
      } else {
        const message = `is the ${twice} of another question`;
        faults.push({ file, line: lineOf(question, lines), path: `${question.id}.${twice}`, message });
      }
    }
  }
  return { entries, faults };
}

/** As the bank's files have it, so that `readQuestions` reads the same again. */
export const writeQuestions = (all: readonly Question[]): string => writeEntries(all);

const stemsOf = ({ stem }: Question): string[] => [stem.en, stem.ko].map(folded);

const folded = (text: string): string => text.toLowerCase().replace(/[\s\p{P}]+/gu, "");

/** Where its entry stands; the last one of that id, since the earlier one is sound. */
function lineOf({ id }: Question, lines: readonly string[]): number {
  const at = lines.findLastIndex((line) => /^\s*(?:- )?id:\s*["']?([a-z0-9-]+)/u.exec(line)?.[1] === id);
  return at + 1 || 1;
}

const read = readQuestions(
  listed(FOLDER).map((file) => ({
    file,
    text: readFileSync(asset(FOLDER, file), "utf8"),
    read: prepared(FOLDER, file),
  })),
);

/** In the order of the files, then as they stand there. */
export const questions: readonly Question[] = read.entries;

/** For a test and a start-up check: a learner gets what is sound. */
export const questionFaults: readonly Fault[] = read.faults;

const byId = new Map(questions.map((question) => [question.id, question]));

export const questionOf = (id: string): Question | null => byId.get(id) ?? null;
