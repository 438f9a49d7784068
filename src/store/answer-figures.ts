/** What boards and figures are counted from answers. */
import type { Opened } from "./opened.ts";

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

export interface AnswerFigures {
  /** The days for which answers count, the oldest first. */
  daysOf(person: string): Promise<readonly string[]>;
  /** Of a person's first answers to each question: how many, and how many of them right. */
  firstsOf(person: string): Promise<{ readonly count: number; readonly right: number }>;
  /** A person's answers from a moment on (ms since 1970), practice too, the oldest first. */
  madeSince(
    person: string,
    from: number,
  ): Promise<readonly { readonly at: number; readonly right: boolean }[]>;
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

export const answerFiguresIn = (opened: Opened): AnswerFigures => ({ ...summed(opened), ...counted(opened) });

const summed = ({
  db,
}: Opened): Pick<AnswerFigures, "daysOf" | "firstsOf" | "madeSince" | "serversOf" | "beginningOf"> => ({
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
  async madeSince(person, from) {
    const rows = await db
      .selectFrom("answers")
      .select(["answered_at", "right"])
      .where("person", "=", person)
      .where("answered_at", ">=", from)
      .where("question", "not like", `${PLAYED}%`)
      .orderBy("answered_at")
      .execute();
    return rows.map(({ answered_at, right }) => ({ at: answered_at, right: right === 1 }));
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

const counted = ({ db }: Opened): Pick<AnswerFigures, "distribution" | "board" | "firstAnswers"> => ({
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
