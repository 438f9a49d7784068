/** What learners answered, each once; and what boards and figures are counted from. */
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

/** From `from` on, and before `to`. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

export interface Standing {
  /** Counted from 1; equals share one. */
  readonly place: number;
  readonly person: string;
  readonly points: number;
  readonly answers: number;
}

/** What stands in a question's place where points were earned by playing a connection: it counts for boards alone. */
const PLAYED = "play/";
export type Played = `${typeof PLAYED}${string}`;

export interface Answers {
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
  /** The days for which answers count, the oldest first. */
  daysOf(person: string): Promise<readonly string[]>;
  /** Of a person's first answers to each question: how many, and how many of them right. */
  firstsOf(person: string): Promise<{ readonly count: number; readonly right: number }>;
  /** Servers on whose boards the person stands. */
  serversOf(person: string): Promise<readonly string[]>;
  /** When the first answer that counts for a server's boards came; undefined: none has. */
  beginningOf(server: string): Promise<number | undefined>;
  /** What was answered, and how often, under one daily post. */
  distribution(slot: string): Promise<readonly { readonly answer: unknown; readonly count: number }[]>;
  /**
   * Most points first; of equals, whoever needed fewer answers. `own` is the person's, wherever it is on the board, and
   * absent without an answer.
   */
  board(
    server: string,
    period: Period,
    asked: { readonly limit: number; readonly person: string },
  ): Promise<{ readonly top: readonly Standing[]; readonly own?: Standing }>;
  /** Of first answers: how many, and how many of them right. */
  firstAnswers(question: string): Promise<{ readonly count: number; readonly right: number }>;
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
  ...summed(opened),
  ...counted(opened),
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

const summed = ({ db }: Opened): Pick<Answers, "daysOf" | "firstsOf" | "serversOf" | "beginningOf"> => ({
  async daysOf(person) {
    const rows = await db
      .selectFrom("answers")
      .select("day")
      .distinct()
      .where("person", "=", person)
      .where("day", "is not", null)
      .orderBy("day")
      .execute();
    return rows.flatMap(({ day }) => day ?? []);
  },
  async firstsOf(person) {
    return counts(
      await db
        .selectFrom("answers")
        .select(({ fn }) => [fn.countAll<number>().as("count"), fn.sum<number | null>("right").as("right")])
        .where("person", "=", person)
        .where("first", "=", 1)
        .where("question", "not like", `${PLAYED}%`)
        .executeTakeFirstOrThrow(),
    );
  },
  async serversOf(person) {
    const rows = await db
      .selectFrom("answers")
      .select("server")
      .distinct()
      .where("person", "=", person)
      .where("server", "is not", null)
      .orderBy("server")
      .execute();
    return rows.flatMap(({ server }) => server ?? []);
  },
  async beginningOf(server) {
    const row = await db
      .selectFrom("answers")
      .select(({ fn }) => fn.min<number | null>("answered_at").as("at"))
      .where("server", "=", server)
      .executeTakeFirst();
    return row?.at ?? undefined;
  },
});

const counted = ({ db }: Opened): Pick<Answers, "distribution" | "board" | "firstAnswers"> => ({
  async distribution(slot) {
    const rows = await db
      .selectFrom("answers")
      .select(({ fn }) => ["answer", fn.countAll<number>().as("count")])
      .where("slot", "=", slot)
      .groupBy("answer")
      .orderBy("answer")
      .execute();
    return rows.map(({ answer, count }) => ({ answer: JSON.parse(answer), count }));
  },
  async board(server, { from, to }, { limit, person }) {
    const rows = await db
      .with("summed", (answers) =>
        answers
          .selectFrom("answers")
          .select(({ fn }) => [
            "person",
            fn.sum<number>("points").as("points"),
            fn.countAll<number>().as("answers"),
          ])
          .where("server", "=", server)
          .where("answered_at", ">=", from)
          .where("answered_at", "<", to)
          .groupBy("person"),
      )
      .with("placed", (summed) =>
        summed.selectFrom("summed").select(({ fn }) => [
          fn
            .agg<number>("rank")
            .over((over) => over.orderBy("points", "desc").orderBy("answers"))
            .as("place"),
          fn
            .agg<number>("row_number")
            .over((over) => over.orderBy("points", "desc").orderBy("answers").orderBy("person"))
            .as("line"),
          ...(["person", "points", "answers"] as const),
        ]),
      )
      .selectFrom("placed")
      .selectAll()
      .where(({ eb, or }) => or([eb("line", "<=", limit), eb("person", "=", person)]))
      .orderBy("line")
      .execute();
    const standings = rows.map(({ line, ...standing }) => ({ line, standing }));
    const own = standings.find(({ standing }) => standing.person === person)?.standing;
    const top = standings.filter(({ line }) => line <= limit).map(({ standing }) => standing);
    return { top, ...(own && { own }) };
  },
  async firstAnswers(question) {
    const row = await db
      .selectFrom("answers")
      .select(({ fn }) => [fn.countAll<number>().as("count"), fn.sum<number | null>("right").as("right")])
      .where("question", "=", question)
      .where("first", "=", 1)
      .executeTakeFirstOrThrow();
    return counts(row);
  },
});

const counts = ({ count, right }: { readonly count: number; readonly right: number | null }) => ({
  count,
  right: right ?? 0,
});
