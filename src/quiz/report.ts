/** What a learner finds wrong in a question, kept with its id and version for the managers. */
import type { CommandContext } from "../chat/command.ts";
import type { Press, Reply } from "../chat/message.ts";
import { serverOf } from "../chat/platform-id.ts";
import { speaking } from "../chat/speaking.ts";
import { quizPress } from "./card.ts";
import { askedBy } from "./refs.ts";
import type { Remembered } from "./services.ts";

/** Letters of a reason that are kept. */
const REASON_MAX = 500;
const NONCE_OCTETS = 4;

/** A name of its own for each time that something is asked: the same press twice counts once. */
export const nonceOf = ({ random }: CommandContext): string =>
  Buffer.from(random(NONCE_OCTETS)).toString("hex");

const { say, said } = speaking("quiz");

/** @param version undefined: there is no such question. */
export async function keepReport(
  question: string,
  version: number | undefined,
  reason: string,
  quiz: Remembered,
  context: CommandContext,
): Promise<readonly Reply[]> {
  if (version === undefined) return said("no-such-question", context);
  if (reason.trim() === "") return said("report.empty", context);
  await quiz.reports.add({
    ...{ id: `${question}.${nonceOf(context)}.${context.asker.id}`, question, questionVersion: version },
    ...{ person: context.asker.id, server: serverOf(context), at: context.now },
    reason: [...reason].slice(0, REASON_MAX).join(""),
  });
  return said("report.kept", context, { question, version });
}

/** The button below a question's solution: a form, or how to type it. */
export async function reporting(
  question: string,
  version: number,
  quiz: Remembered,
  context: CommandContext,
): Promise<readonly Reply[]> {
  const reason = context.fields?.reason;
  if (reason !== undefined) return keepReport(question, version, reason, quiz, context);
  if (!context.can.forms) return said("report.type", context, { question });
  const what = say("report.what", context);
  const title = say("report.title", context);
  const fields = [{ name: "reason", label: what, kind: "text", required: true }] as const;
  return [{ to: "form", form: { title, press: quizPress("report", question, `${version}`), fields } }];
}

/** From a message's menu: whichever of its buttons leads to a question, that question is meant. */
export async function reportShown(
  presses: readonly Press[],
  quiz: Remembered,
  context: CommandContext,
): Promise<readonly Reply[]> {
  for (const { command, verb, args } of presses) {
    const [ref = "", version] = args;
    if (command !== "quiz" || ref === "") continue;
    if (verb === "report") return reporting(ref, Number(version), quiz, context);
    const asked = await askedBy(ref, quiz, context);
    if (asked) return reporting(asked.question.id, asked.question.version, quiz, context);
  }
  return said("report.none-here", context);
}
