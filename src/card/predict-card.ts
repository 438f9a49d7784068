/**
 * A scenario step by step, where the learner says first what is sent and which state it leads to. The score lies in the
 * buttons: which step, how many parts were right, of how many.
 */

import type { CommandContext } from "../chat/command.ts";
import type { Button, Form, Message, Picture, Press } from "../chat/message.ts";
import { type Say, sayer, type Tongue } from "../chat/speaking.ts";
import { canBeGuessed, type Guess, unreadIn, type Verdict, verdictsOf } from "../simulator/explain/guess.ts";
import { stepView } from "../simulator/explain/index.ts";
import type { StepView } from "../simulator/explain/step.ts";
import { numbersOf } from "../simulator/network/scenario.ts";
import type { Entry, Trace } from "../simulator/network/trace.ts";
import { fieldName, guessForm as formOf, groundText, unreadLines } from "./guess-form.ts";
import { pictureOf, pictureOfStep } from "./picture.ts";
import { argsOf, type Request } from "./request.ts";
import { traceOf } from "./run-card.ts";

const STORY_MAX = 6;
/** What a message holds on the strictest platform, with room for what is around it. */
const TEXT_MAX = 1_900;

export interface Predicting {
  readonly request: Request;
  /** The entry that is guessed next, from 0. */
  readonly at: number;
  readonly right: number;
  readonly of: number;
}

/** What has happened so far, what happens now, and the question; after the last step the score. */
export async function predictCard(
  predicting: Predicting,
  context: CommandContext,
  lead: readonly string[] = [],
): Promise<Message> {
  const { request } = predicting;
  const say = sayer(context, "handshake.predict");
  const trace = traceOf(request);
  const next = trace.entries.findIndex((entry) => entry.n >= predicting.at && canBeGuessed(entry));
  const at = next < 0 ? trace.entries.length : next;
  const picture = at === 0 ? null : await shown(trace, request, context, at);
  const name = `**${request.scenario.title[context.locale]}**`;
  const score = { right: predicting.right, of: predicting.of };
  // Whoever only looked on has no score.
  const title = predicting.of === 0 ? name : `${name} · ${say("score", score)}`;
  const step = { ...context, request, trace };
  const between = trace.entries.slice(predicting.at, at).map(({ n }) => `- ${viewOf(step, n).title}`);
  const asked = [
    ...between.slice(-STORY_MAX),
    ...(next < 0 ? [say(predicting.of === 0 ? "over-unscored" : "over", score)] : ask(step, at, say)),
  ];
  const room = TEXT_MAX - [title, ...asked].join("\n").length;
  const text = [title, ...linesWithin(lead, room), ...asked].join("\n");
  return {
    text,
    ...(picture && { picture }),
    buttons: [next < 0 ? endButtons(request, say) : askButtons({ ...predicting, at }, context, say)],
  };
}

/** The first `at` entries; the last picture of all of them, with how it ended, where nothing is left to guess. */
async function shown(
  trace: Trace,
  request: Request,
  context: CommandContext,
  at: number,
): Promise<Picture | null> {
  if (at < trace.entries.length) return pictureOfStep(trace, request, context, at);
  const whole = await pictureOf(trace, request, context, Number.MAX_SAFE_INTEGER);
  return whole.ok ? whole.picture : null;
}

/**
 * What was said, part by part, then the step as it is, and on to the next one. Where none of it was a prediction, the
 * same step is still to come.
 */
export async function verdictCard(
  predicting: Predicting,
  guess: Guess,
  context: CommandContext,
): Promise<Message> {
  const { request, at } = predicting;
  const say = sayer(context, "handshake.predict");
  const trace = traceOf(request);
  const entry = trace.entries[at];
  if (entry === undefined) return predictCard(predicting, context);
  const verdicts = verdictsOf(guess, entry, numbersOf(request));
  const unread = unreadLines(unreadIn(guess), context).map((line) => `- ${line}`);
  if (verdicts.length === 0 && unread.length > 0)
    return predictCard(predicting, context, [...unread, say("nothing-read"), ""]);
  const right = predicting.right + verdicts.filter((one) => one.right).length;
  const next = { request, at: at + 1, right, of: predicting.of + verdicts.length };
  const view = viewOf({ ...context, request, trace }, at);
  const lead = [
    ...(verdicts.length === 0 ? [say("nothing-said")] : []),
    ...judged(verdicts, view.reasons, context).map((line) => `- ${line}`),
    ...unread,
    view.text,
    "",
  ];
  return predictCard(next, context, lead);
}

/** Part by part, right or wrong and why; a reason that was just given is not given again. */
function judged(verdicts: readonly Verdict[], [rule]: StepView["reasons"], tongue: Tongue): string[] {
  const say = sayer(tongue, "handshake.predict");
  const given = new Set<string>();
  const because = (verdict: Verdict): string => {
    const reason = groundText(verdict, rule, tongue);
    const known = given.has(reason);
    given.add(reason);
    return known ? "" : reason;
  };
  return verdicts.map((one) => {
    const shown = { field: fieldName(one.field, tongue), said: one.said.replaceAll("`", "'") };
    if (one.right) return say("right", shown);
    const answer = one.answer === "" ? say("none") : one.answer;
    return say("wrong", { ...shown, answer, because: because(one) }).trim();
  });
}

type Step = Pick<CommandContext, "locale" | "language"> & {
  readonly request: Request;
  readonly trace: Trace;
};

const viewOf = ({ request, trace, locale, language }: Step, n: number): StepView =>
  stepView(trace, n, locale, language, { numbers: numbersOf(request) });

function ask(step: Step, at: number, say: Say): string[] {
  const { trace, locale } = step;
  const entry = trace.entries[at] as Entry;
  const host = trace.hosts.find(({ id }) => id === entry.host)?.title[locale] ?? "";
  const { title, states } = viewOf(step, at);
  const state = states.find((one) => one.host === entry.host);
  // The step's own words hold its answer; only what happens to the host is said before.
  return [`**${title}**`, say("ask", { host, state: state?.before ?? "CLOSED" })];
}

const argsAt = ({ request, at, right, of }: Predicting): string[] => [
  ...argsOf(request),
  `${at}`,
  `${right}`,
  `${of}`,
];

const pressOf = (verb: string, predicting: Predicting): Press => ({
  command: "handshake",
  verb,
  args: argsAt(predicting),
});

function askButtons(predicting: Predicting, { can }: CommandContext, say: Say): Button[] {
  const guess: Button = { label: say("button.guess"), press: pressOf("guess", predicting), style: "primary" };
  return [...(can.forms ? [guess] : []), { label: say("button.show"), press: pressOf("reveal", predicting) }];
}

const endButtons = (request: Request, say: Say): Button[] => [
  { label: say("button.run"), press: { command: "handshake", verb: "run", args: argsOf(request) } },
  { label: say("button.again"), press: pressOf("predict", { request, at: 0, right: 0, of: 0 }) },
];

export const guessForm = (predicting: Predicting, context: CommandContext): Form =>
  formOf(pressOf("guessed", predicting), numbersOf(predicting.request), context);

/** Whole lines, from the first one on, as far as there is room. */
function linesWithin(lines: readonly string[], room: number): string[] {
  const kept: string[] = [];
  let left = room;
  for (const line of lines.flatMap((one) => one.split("\n"))) {
    left -= line.length + 1;
    if (left < 0) break;
    kept.push(line);
  }
  return kept;
}
