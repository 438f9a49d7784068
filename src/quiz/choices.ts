/** What `/quiz` lets people choose. */
import * as z from "zod";
import { about } from "../chat/command.ts";
import { PERIODS } from "./board.ts";
import { FRESH, FRESH_LABELS } from "./practice.ts";
import { TOPICS } from "./question.ts";
import { TOPIC_NAMES } from "./topic-names.ts";

/** Words for the least, the middle and the most of five. */
const DIFFICULTIES: readonly (readonly [string, readonly string[]])[] = [
  ["1", ["easy", "쉬움", "쉬운", "하"]],
  ["3", ["medium", "normal", "보통", "중"]],
  ["5", ["hard", "difficult", "어려움", "어려운", "상"]],
];

const difficultyTyped = (typed: string): string | undefined =>
  DIFFICULTIES.find(([, words]) => words.includes(typed.toLowerCase()))?.[0];

export const practiceOptions = z.object({
  topic: z
    .enum(TOPICS)
    .optional()
    .meta(about("About what", "주제", { alias: "주제", labels: TOPIC_NAMES })),
  difficulty: z
    .int()
    .min(1)
    .max(5)
    .optional()
    .meta(about("1 is easy, 5 is hard", "1은 쉬움, 5는 어려움", { alias: "난이도", reads: difficultyTyped })),
  fresh: z
    .enum(FRESH)
    .optional()
    .meta(
      about("Questions made anew, with fresh numbers", "새 숫자로 만드는 문제", {
        alias: "새숫자",
        labels: FRESH_LABELS,
      }),
    ),
});

export const boardOptions = z.object({
  period: z
    .enum(PERIODS)
    .default("week")
    .meta(
      about("This week, this month's season, or ever", "이번 주, 이번 달 시즌, 전체", {
        alias: "기간",
        labels: {
          week: { en: "This week", ko: "이번 주" },
          season: { en: "This season", ko: "이번 시즌" },
          all: { en: "All time", ko: "전체" },
        },
      }),
    ),
  season: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/u)
    .optional()
    .meta(
      about("A former season, e.g. 2026-03", "지난 시즌, 예: 2026-03", {
        alias: "시즌",
        example: "2026-03",
      }),
    ),
});
