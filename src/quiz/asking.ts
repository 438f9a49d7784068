/** Which questions there are for somebody: the shipped ones, their server's own, and generated ones by their id. */
import type { CommandContext } from "../chat/command.ts";
import { serverOf } from "../chat/platform-id.ts";
import { generatedOf } from "../content/generated.ts";
import { questionOf, questions } from "../content/questions.ts";
import type { Question } from "./question.ts";
import type { Remembered } from "./services.ts";

/** What may be asked here: without what managers disabled. */
export async function bankHere(quiz: Remembered, context: CommandContext): Promise<readonly Question[]> {
  const server = serverOf(context);
  return server === null || quiz.bank === undefined ? questions : quiz.bank.of(server);
}

/** Undefined where there is none of that id here. */
export async function questionHere(
  id: string,
  quiz: Remembered,
  context: CommandContext,
): Promise<Question | undefined> {
  if (id.includes(".")) return generatedOf(id) ?? undefined;
  const server = serverOf(context);
  const own = server === null ? undefined : await quiz.bank?.find(server, id);
  return own ?? questionOf(id) ?? undefined;
}
