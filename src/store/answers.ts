/** What learners answered, each once. */
import { type AnswerFigures, answerFiguresIn } from "./answer-figures.ts";
import type { Opened } from "./opened.ts";
import { type ReviewCard, reviewCardsIn } from "./review-cards.ts";
import type { Database } from "./schema.ts";

export interface Answer {
  /** The same for the same answer, so that a delivery that comes twice counts once. */
  readonly id: string;
  readonly person: string;
  readonly question: string;
  readonly questionVersion: number;
  /** Where it counts for a board; `null`: practice in private. */
  readonly server: string | null;
  /** The daily post that it answers; `null`: none, or it came after the reveal. */
  readonly slot: string | null;
  /** Any JSON. */
  readonly answer: unknown;
  readonly right: boolean;
  readonly points: number;
  readonly at: number;
  /** The day for which it counts for a streak, in its author's time zone: `2026-03-08`; absent: practice. */
  readonly day?: string | null;
}

/** When its author should see the question again; `version` of the card that this one follows, 0 for the first. */
export type Review = ReviewCard;

export interface KeptAnswer extends Answer {
  readonly day: string | null;
  /** The person's first answer to this question ever. */
  readonly first: boolean;
  readonly changes: number;
}

export interface Answers extends AnswerFigures {
  /**
   * False where this id is recorded already. The review is saved with it, in one commit; where another one was saved
   * since its version, that one stays.
   */
  record(answer: Answer, review?: Review): Promise<boolean>;
  /** Another answer instead, `changesMax` times at most; false where that is used up, or there is no such answer. */
  change(
    id: string,
    to: Pick<Answer, "answer" | "right" | "points">,
    limit: { readonly changesMax: number; readonly at: number },
    review?: Review & { readonly person: string },
  ): Promise<boolean>;
  find(id: string): Promise<KeptAnswer | undefined>;
  /** Newest first. */
  ofPerson(person: string, limit: number): Promise<readonly KeptAnswer[]>;
}

type Row = Database["answers"];

const read = ({ question_version, answered_at, answer, right, first, ...rest }: Row): KeptAnswer => ({
  ...rest,
  questionVersion: question_version,
  answer: JSON.parse(answer),
  right: right === 1,
  first: first === 1,
  at: answered_at,
});

export const answersIn = (opened: Opened): Answers => ({
  ...kept(opened),
  ...answerFiguresIn(opened),
});

type Db = Opened["db"];

const kept = (opened: Opened): Pick<Answers, "record" | "change" | "find" | "ofPerson"> => ({
  record: (answer, review) =>
    withReview(opened, review && { ...review, person: answer.person }, (db) => insert(db, answer)),
  change: (id, to, limit, review) => withReview(opened, review, (db) => update(db, id, to, limit)),
  async find(id) {
    const row = await opened.db.selectFrom("answers").selectAll().where("id", "=", id).executeTakeFirst();
    return row && read(row);
  },
  async ofPerson(person, limit) {
    const rows = await opened.db
      .selectFrom("answers")
      .selectAll()
      .where("person", "=", person)
      .orderBy("answered_at", "desc")
      .orderBy("id")
      .limit(limit)
      .execute();
    return rows.map(read);
  },
});

/** Both or neither, in one commit; a change that was refused leaves the review as it was. */
async function withReview(
  opened: Opened,
  review: (Review & { readonly person: string }) | undefined,
  change: (db: Db) => Promise<boolean>,
): Promise<boolean> {
  if (review === undefined) return change(opened.db);
  const { person, version, ...card } = review;
  return opened.db.transaction().execute(async (db) => {
    const changed = await change(db);
    if (changed) await reviewCardsIn({ ...opened, db }).save(person, version, card);
    return changed;
  });
}

async function insert(
  db: Db,
  { questionVersion, answer, right, at, day, ...rest }: Answer,
): Promise<boolean> {
  const { person, question } = rest;
  const row = await db
    .insertInto("answers")
    .values(({ selectFrom, eb, case: either, exists }) => ({
      ...{ ...rest, question_version: questionVersion, day: day ?? null },
      answer: JSON.stringify(answer),
      right: right ? 1 : 0,
      first: either()
        .when(
          exists(
            selectFrom("answers as before")
              .select("before.id")
              .where("before.person", "=", person)
              .where("before.question", "=", question),
          ),
        )
        .then(eb.lit(0))
        .else(eb.lit(1))
        .end(),
      changes: 0,
      answered_at: at,
    }))
    .onConflict((conflict) => conflict.column("id").doNothing())
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

async function update(
  db: Db,
  id: string,
  { answer, right, points }: Pick<Answer, "answer" | "right" | "points">,
  { changesMax, at }: { readonly changesMax: number; readonly at: number },
): Promise<boolean> {
  const row = await db
    .updateTable("answers")
    .set(({ eb }) => ({
      ...{ answer: JSON.stringify(answer), right: right ? 1 : 0, points, answered_at: at },
      changes: eb("changes", "+", 1),
    }))
    .where("id", "=", id)
    .where("changes", "<", changesMax)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}
