/** The questions of one server: the shipped bank and its managers' own, without those that they disabled. */
import type { OwnQuestion, Questions } from "../store/questions.ts";
import { Question } from "./question.ts";

export interface Bank {
  /** What may be asked there: without those that were disabled. */
  of(server: string): Promise<readonly Question[]>;
  /** Also a disabled one: it may have been asked before. */
  find(server: string, id: string): Promise<Question | undefined>;
}

/** @param shipped the bank that comes with the program. */
export const bankOf = (shipped: readonly Question[], kept: Pick<Questions, "of">): Bank => {
  const all = async (server: string) => {
    const own = await kept.of(server);
    return { own, disabled: new Set(own.filter(({ disabled }) => disabled).map(({ id }) => id)) };
  };
  return {
    async of(server) {
      const { own, disabled } = await all(server);
      return [...shipped, ...own.flatMap(readOwn)].filter(({ id }) => !disabled.has(id));
    },
    async find(server, id) {
      const { own } = await all(server);
      return [...own.flatMap(readOwn), ...shipped].find((question) => question.id === id);
    },
  };
};

/** One that an older version wrote and this one cannot read is left out. */
function readOwn({ question, version }: OwnQuestion): Question[] {
  const read = Question.safeParse(question);
  return read.success ? [{ ...read.data, version }] : [];
}
