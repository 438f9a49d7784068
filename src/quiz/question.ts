/** A question as it stands in the bank: what its author must give, and the bounds in which every platform can show it. */
import * as z from "zod";
import { CHOICE_LABEL, MESSAGE_TEXT } from "../chat/limits.ts";
import { sourceIn } from "../content/source.ts";
import type { Locale } from "../language.ts";
import { letterOf } from "./letters.ts";
import { check, command, measure, moment, proof } from "./proof.ts";

export const TOPICS = [
  "three-way",
  "four-way",
  "states",
  "numbers",
  "isn",
  "time-wait",
  "reset",
  "timeouts",
  "retransmission",
  "flood",
  "udp",
  "flags",
  "sockets",
] as const;

export const KINDS = ["choice", "several", "number", "order", "open"] as const;

const DIFFICULTIES = [1, 2, 3, 4, 5] as const;

/** In characters, but for those that say `count`. */
export const LENGTHS = {
  stem: 500,
  /** Options stand in a select. */
  option: CHOICE_LABEL,
  why: 400,
  explanation: 900,
  followUp: 200,
  model: 900,
  point: 200,
  unit: 20,
  source: 90,
  /** The right answer with every reason: one message, with room for headings and the answer given. */
  reveal: MESSAGE_TEXT - 50,
  /** Count of options: five letters fit a row of buttons and the chart of who chose what. */
  optionsMin: 3,
  optionsMax: 5,
  /** Count of things to put in order. */
  itemsMin: 3,
  itemsMax: 6,
  /** Count of the points by which a learner marks their own words. */
  pointsMin: 3,
  pointsMax: 5,
  /** Count of wrong numbers that are explained. */
  wrongMin: 2,
  wrongMax: 4,
} as const;

const HANGUL = /[가-힣]/u;
const words = (max: number) => z.string().trim().min(1).max(max);
const english = (max: number) =>
  words(max).refine((text) => !HANGUL.test(text), "is Korean where English belongs");

/** A sentence in both languages. */
const sentence = (max: number) =>
  z.strictObject({
    en: english(max),
    ko: words(max).refine((text) => HANGUL.test(text), "is not Korean"),
  });

/** `SYN-SENT` is written alike in both languages, so nothing is asked of the Korean one. */
const label = (max: number) => z.strictObject({ en: english(max), ko: words(max) });

const kebab = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/u, "is not written like-this");

/** The row of the table of topics that a wrong answer believes: `assets/myths`. */
const myth = z.string().regex(/^[A-I]\d{1,2}$/u);

const common = {
  id: kebab.max(60),
  /** Raised with every change that an answer given before would not fit: answers and reports say which they are about. */
  version: z.int().min(1).default(1),
  topic: z.enum(TOPICS),
  difficulty: z.literal(DIFFICULTIES),
  /** The section of an RFC, a page of a manual, or the source of a system: where the answer can be looked up. */
  source: words(LENGTHS.source),
  stem: sentence(LENGTHS.stem),
  explanation: sentence(LENGTHS.explanation),
  /** A run that shows it. */
  run: command.optional(),
  proof: proof.optional(),
  /** As an interviewer goes on asking. */
  followUps: z.tuple([sentence(LENGTHS.followUp), sentence(LENGTHS.followUp)]),
};

const option = z.strictObject({
  id: kebab.max(20),
  text: label(LENGTHS.option),
  right: z.literal(true).optional(),
  /** Of a wrong one also why people believe it. */
  why: sentence(LENGTHS.why),
  myth: myth.optional(),
  /** True of the run where the option is right, false where it is wrong. */
  check: check.optional(),
});
const options = z.array(option).min(LENGTHS.optionsMin).max(LENGTHS.optionsMax);

const item = z.strictObject({
  id: kebab.max(20),
  text: label(LENGTHS.option),
  why: sentence(LENGTHS.why),
  moment: moment.optional(),
});

const anyKind = z.discriminatedUnion("kind", [
  z.strictObject({ ...common, kind: z.literal("choice"), options }),
  z.strictObject({ ...common, kind: z.literal("several"), options }),
  z.strictObject({
    ...common,
    kind: z.literal("number"),
    answer: z.number(),
    /** In brackets where it is none, and says how is counted: `(relative)`. */
    unit: label(LENGTHS.unit),
    /** An answer this far off still counts. */
    tolerance: z.number().min(0).default(0),
    commonWrong: z
      .array(z.strictObject({ value: z.number(), why: sentence(LENGTHS.why), myth: myth.optional() }))
      .min(LENGTHS.wrongMin)
      .max(LENGTHS.wrongMax),
    /** What the run gives; `per` of its units make one of the question's: 1000 for seconds. */
    measure: measure.optional(),
    per: z.number().positive().default(1),
  }),
  z.strictObject({
    ...common,
    kind: z.literal("order"),
    /** In the right order; whoever shows them shuffles. */
    items: z.array(item).min(LENGTHS.itemsMin).max(LENGTHS.itemsMax),
  }),
  z.strictObject({
    ...common,
    kind: z.literal("open"),
    model: sentence(LENGTHS.model),
    rubric: z.array(sentence(LENGTHS.point)).min(LENGTHS.pointsMin).max(LENGTHS.pointsMax),
  }),
]);

export const Question = anyKind.superRefine((question, context) => {
  for (const { path, message } of faultsOf(question)) {
    context.addIssue({ code: "custom", path: [...path], message });
  }
});
export type Question = z.output<typeof anyKind>;

/** A key, or an id where the fault is one entry of a list. */
type Fault = { readonly path: readonly (string | number)[]; readonly message: string };

/** What the shape alone does not say: whether the answer is among the options, and whether it can be shown. */
function faultsOf(question: Question): Fault[] {
  const faults: Fault[] = [];
  const fault = (path: Fault["path"], message: string) => faults.push({ path, message });
  if (question.kind === "choice" || question.kind === "several") {
    const right = question.options.filter((one) => one.right).length;
    if (question.kind === "choice" && right !== 1) fault(["options"], `has ${right} right options, not one`);
    if (question.kind === "several" && (right < 2 || right === question.options.length))
      fault(["options"], "needs two right options and a wrong one");
    repeated(question.options.map(({ id }) => id)).map((at) =>
      fault(["options", at, "id"], "is given twice"),
    );
    repeated(question.options.map(({ text }) => text.en)).map((at) =>
      fault(["options", at, "text"], "is given twice"),
    );
  }
  if (question.kind === "order")
    repeated(question.items.map(({ id }) => id)).map((at) => fault(["items", at, "id"], "is given twice"));
  if (question.kind === "number")
    for (const [at, { value }] of question.commonWrong.entries())
      if (Math.abs(value - question.answer) <= question.tolerance)
        fault(["commonWrong", at, "value"], "counts as right");
  for (const locale of ["en", "ko"] as const) {
    const length = revealOf(question, locale).length;
    if (length > LENGTHS.reveal)
      fault([], `its reveal in ${locale} has ${length} characters, the limit is ${LENGTHS.reveal}`);
  }
  return faults;
}

/** A number with the question's unit as each language writes it: `131 s`, `131초`, `18 (decimal)`. */
export function amountOf(
  value: number,
  { unit }: Extract<Question, { kind: "number" }>,
  locale: Locale,
): string {
  const apart = locale === "en" || isNote(unit.ko) ? " " : "";
  return `${value}${apart}${unit[locale]}`;
}

/** What stands in brackets is no unit. */
export const isNote = (unit: string): boolean => unit.startsWith("(");

const repeated = (all: readonly string[]): number[] =>
  all.flatMap((one, at) => (all.indexOf(one) < at ? [at] : []));

/** The answer with every reason, as a message of light Markdown shows it; headings come from whoever shows it. */
export function revealOf(question: Question, locale: Locale): string {
  const parts = [
    ...answerLines(question, locale),
    question.explanation[locale],
    sourceIn(question.source, locale),
  ];
  return parts.join("\n");
}

function answerLines(question: Question, locale: Locale): string[] {
  switch (question.kind) {
    case "choice":
    case "several":
      return question.options.map(
        ({ text, why, right }, at) =>
          `${right ? "✓" : "✗"} **${letterOf(at)}. ${text[locale]}** ${why[locale]}`,
      );
    case "number":
      return [
        `✓ **${amountOf(question.answer, question, locale)}**`,
        ...question.commonWrong.map(({ value, why }) => `✗ **${value}** ${why[locale]}`),
      ];
    case "order":
      return question.items.map(({ text, why }, at) => `${at + 1}. **${text[locale]}** ${why[locale]}`);
    case "open":
      return [question.model[locale], ...question.rubric.map((point) => `- ${point[locale]}`)];
  }
}
