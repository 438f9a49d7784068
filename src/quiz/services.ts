/** What of the world `/quiz` and `/me` use; a bot without these fields says that it remembers nothing. */
import type { Answers } from "../store/answers.ts";
import type { People } from "../store/people.ts";
import type { Reports } from "../store/reports.ts";
import type { ReviewCards } from "../store/review-cards.ts";
import type { Settings } from "../store/settings.ts";
import type { Question } from "./question.ts";

/** A question that was posted for a channel. */
export interface Posted {
  readonly question: Question;
  readonly server: string;
  /** False after the reveal: an answer is practice then. */
  readonly open: boolean;
}

export interface Remembered {
  readonly answers: Answers;
  readonly reviewCards: ReviewCards;
  readonly reports: Reports;
  readonly settings: Settings;
  readonly people: People;
  /** By its name, `<schedule>/<local date>`; absent where nothing is posted. */
  readonly posted?: (name: string, now: number) => Promise<Posted | undefined>;
}

declare module "../chat/services.ts" {
  interface Services {
    readonly quiz?: Remembered;
  }
}
