/** What a server's managers did to the bank: questions of their own, and questions that they disabled. */
import type { Opened } from "./opened.ts";

export interface OwnQuestion {
  readonly id: string;
  /** Counted from 1; at each import that replaces it one more. */
  readonly version: number;
  /** Any JSON; `null` where a question of the shipped bank is only disabled. */
  readonly question: unknown;
  readonly disabled: boolean;
}

export interface Questions {
  /** All or none. One that is there already is replaced, and enabled again. */
  importAll(
    server: string,
    questions: readonly { readonly id: string; readonly question: unknown }[],
    now: number,
  ): Promise<void>;
  /** Also one of the shipped bank. */
  setDisabled(server: string, id: string, disabled: boolean, now: number): Promise<void>;
  /** In the order of their ids. */
  of(server: string): Promise<readonly OwnQuestion[]>;
}

export const questionsIn = ({ db }: Opened): Questions => ({
  async importAll(server, questions, now) {
    await db.transaction().execute(async (transaction) => {
      for (const { id, question } of questions) {
        const change = { question: JSON.stringify(question), disabled: 0, changed_at: now } as const;
        await transaction
          .insertInto("questions")
          .values({ server, id, version: 1, ...change })
          .onConflict((conflict) =>
            conflict
              .columns(["server", "id"])
              .doUpdateSet(({ eb }) => ({ ...change, version: eb("questions.version", "+", 1) })),
          )
          .execute();
      }
    });
  },
  async setDisabled(server, id, disabled, now) {
    const change = { disabled: disabled ? 1 : 0, changed_at: now } as const;
    await db
      .insertInto("questions")
      .values({ server, id, version: 0, question: null, ...change })
      .onConflict((conflict) => conflict.columns(["server", "id"]).doUpdateSet(change))
      .execute();
  },
  async of(server) {
    const rows = await db
      .selectFrom("questions")
      .select(["id", "version", "question", "disabled"])
      .where("server", "=", server)
      .orderBy("id")
      .execute();
    return rows.map(({ question, disabled, ...rest }) => ({
      ...rest,
      question: question === null ? null : JSON.parse(question),
      disabled: disabled === 1,
    }));
  },
});
