/** What a manager set for a channel, as it is kept in the store. */
import * as z from "zod";
import { type Question, TOPICS } from "../quiz/question.ts";
import type { Schedule } from "../store/schedules.ts";

export const LEVELS = ["any", "easy", "medium", "hard"] as const;
export const RHYTHMS = ["daily", "weekly"] as const;

export const Setting = z.strictObject({
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/u),
  zone: z.string(),
  days: z.array(z.int().min(1).max(7)).min(1),
  rhythm: z.enum(RHYTHMS),
  /** Empty: every topic. */
  topics: z.array(z.enum(TOPICS)),
  level: z.enum(LEVELS),
  language: z.enum(["en", "ko"]),
  revealAfterMs: z.int().positive(),
  /** Whether a thread for talk hangs under each post. */
  thread: z.boolean(),
  /** The platform's own id of the role or user group that a post pings; null: nobody. */
  role: z.string().nullable(),
  /** A post that is later than this is skipped. */
  catchUpMs: z.int().positive(),
});
export type Setting = z.output<typeof Setting>;

/** Throws for a row that nobody of us wrote. */
export const settingOf = ({ setting }: Pick<Schedule, "setting">): Setting => Setting.parse(setting);

const DIFFICULTIES = { any: [1, 5], easy: [1, 2], medium: [3, 3], hard: [4, 5] } as const;

export function suits({ topic, difficulty }: Question, { topics, level }: Setting): boolean {
  const [from, to] = DIFFICULTIES[level];
  return (topics.length === 0 || topics.includes(topic)) && difficulty >= from && difficulty <= to;
}
