/** When each person should see a question again. */
import type { Opened } from "./opened.ts";

export interface ReviewCard {
  readonly question: string;
  readonly due: number;
  /** Any JSON: the state of the scheduler. */
  readonly card: unknown;
  readonly version: number;
}

export interface ReviewCards {
  find(person: string, question: string): Promise<ReviewCard | undefined>;
  /** @param version of the card that it follows; 0 for the first. False where another one was saved since. */
  save(person: string, version: number, card: Omit<ReviewCard, "version">): Promise<boolean>;
  /** The longest due first. */
  due(person: string, now: number, limit: number): Promise<readonly ReviewCard[]>;
  of(person: string): Promise<readonly ReviewCard[]>;
}

interface Row {
  readonly question: string;
  readonly due: number;
  readonly card: string;
  readonly version: number;
}

const read = (row: Row): ReviewCard => ({ ...row, card: JSON.parse(row.card) });

export function reviewCardsIn({ db }: Opened): ReviewCards {
  const of = (person: string) =>
    db
      .selectFrom("review_cards")
      .select(["question", "due", "card", "version"])
      .where("person", "=", person)
      .orderBy("due")
      .orderBy("question");
  return {
    async find(person, question) {
      const row = await of(person).where("question", "=", question).executeTakeFirst();
      return row && read(row);
    },
    async save(person, version, { question, due, card }) {
      const change = { due, card: JSON.stringify(card), version: version + 1 };
      const row =
        version === 0
          ? await db
              .insertInto("review_cards")
              .values({ person, question, ...change })
              .onConflict((conflict) => conflict.columns(["person", "question"]).doNothing())
              .returning("version")
              .executeTakeFirst()
          : await db
              .updateTable("review_cards")
              .set(change)
              .where("person", "=", person)
              .where("question", "=", question)
              .where("version", "=", version)
              .returning("version")
              .executeTakeFirst();
      return row !== undefined;
    },
    async due(person, now, limit) {
      return (await of(person).where("due", "<=", now).limit(limit).execute()).map(read);
    },
    async of(person) {
      return (await of(person).execute()).map(read);
    },
  };
}
