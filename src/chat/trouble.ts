/** What keeps an answer from being made and is no bug: it passes, and who asked may try again. */

/** `away` = the store cannot be reached; `busy` = too many pictures wait to be painted. */
export type Trouble = "away" | "busy";

/** As the log says it. */
export const TROUBLES: Readonly<Record<Trouble | "bug", string>> = {
  away: "the database cannot be used",
  busy: "too many pictures wait to be painted",
  bug: "bug",
};
