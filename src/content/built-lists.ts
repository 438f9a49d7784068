/**
 * What `scripts/build.mjs` writes beside the code: each list as its schema gives it, so that no start checks it again.
 * A file with a fault is none of them: whoever reads it then tells what is wrong.
 */
import { readFileSync } from "node:fs";
import { asset } from "../checkout.ts";
import { Question } from "../quiz/question.ts";
import { Entry as Term } from "./glossary.ts";
import { Entry as Myth } from "./myths.ts";
import { listed, parseEntries } from "./yaml.ts";

const SCHEMAS = { glossary: Term, myths: Myth, questions: Question };

export interface BuiltList {
  /** Below `assets`, with its ending: `questions/isn.yaml`. */
  readonly file: string;
  readonly entries: readonly unknown[];
}

export const builtLists = (): BuiltList[] =>
  Object.entries(SCHEMAS).flatMap(([folder, schema]) =>
    listed(folder).flatMap((name) => {
      const { entries, faults } = parseEntries(name, readFileSync(asset(folder, name), "utf8"), schema);
      return faults.length > 0 ? [] : [{ file: `${folder}/${name}`, entries }];
    }),
  );
