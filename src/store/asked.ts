/** What a person has been shown in practice: a question counts as seen when it is chosen, not when it is answered. */
import type { Opened } from "./opened.ts";

export interface AskedBefore {
  readonly question: string;
  readonly times: number;
}

export interface AskedQuestions {
  mark(person: string, question: string, now: number): Promise<void>;
  /** The newest first. */
  of(person: string): Promise<readonly AskedBefore[]>;
}

export const askedIn = ({ db }: Opened): AskedQuestions => ({
  async mark(person, question, now) {
    await db
      .insertInto("asked")
      .values({ person, question, times: 1, asked_at: now })
      .onConflict((conflict) =>
        conflict
          .columns(["person", "question"])
          .doUpdateSet(({ eb }) => ({ times: eb("asked.times", "+", 1), asked_at: now })),
      )
      .execute();
  },
  async of(person) {
    return db
      .selectFrom("asked")
      .select(["question", "times"])
      .where("person", "=", person)
      .orderBy("asked_at", "desc")
      .orderBy("question")
      .execute();
  },
});
