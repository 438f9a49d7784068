/** What of the world `/quiz` and `/me` use; a bot without these fields says that it remembers nothing. */
import type { Answers } from "../store/answers.ts";
import type { AskedQuestions } from "../store/asked.ts";
import type { People } from "../store/people.ts";
import type { PostedDays } from "../store/posted-days.ts";
import type { Reports } from "../store/reports.ts";
import type { ReviewCards } from "../store/review-cards.ts";
import type { Seasons } from "../store/seasons.ts";
import type { Settings } from "../store/settings.ts";
import type { Bank } from "./bank.ts";
import type { Question } from "./question.ts";

/** A question that was posted for a channel. */
export interface PostedQuestion {
  readonly question: Question;
  readonly server: string;
  /** False after the reveal: an answer is practice then. */
  readonly open: boolean;
  /** When it was due (ms since 1970). */
  readonly dueAt: number;
}

/** What a channel has of today. */
export interface ChannelToday {
  /** Names of the questions in its post; of a digest several. None where nothing has been posted. */
  readonly names: readonly string[];
  /** When its next one comes, where it gets any: the time of ms since 1970 also as its zone's clocks show it. */
  readonly coming?: { readonly at: number; readonly zone: string; readonly local: string };
}

export interface Remembered {
  readonly answers: Answers;
  readonly asked: AskedQuestions;
  readonly reviewCards: ReviewCards;
  readonly reports: Reports;
  readonly settings: Settings;
  readonly people: People;
  readonly seasons: Seasons;
  readonly postedDays: PostedDays;
  /** Absent: the shipped questions alone. */
  readonly bank?: Bank;
  /** By its name, `<schedule>/<local date>`; absent where nothing is posted. */
  readonly posted?: (name: string, now: number) => Promise<PostedQuestion | undefined>;
  readonly postedToday?: (channel: string, now: number) => Promise<ChannelToday>;
}

declare module "../chat/services.ts" {
  interface Services {
    readonly quiz?: Remembered;
  }
}
