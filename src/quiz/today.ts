/** Today's question of a channel, or when it comes. */
import type { CommandContext } from "../chat/command.ts";
import type { Reply } from "../chat/message.ts";
import { privately, speaking } from "../chat/speaking.ts";
import { askCard, quizPress } from "./card.ts";
import { answerId, askedBy, todayRef } from "./refs.ts";
import type { ChannelToday, Remembered } from "./services.ts";

const { say, said } = speaking("quiz");

/** @param lead what stands above the question. */
export async function askToday(
  lead: string,
  quiz: Remembered,
  context: CommandContext,
): Promise<readonly Reply[]> {
  const ref = await todayRef(quiz, context);
  if (typeof ref !== "string") return stillToCome(ref, context);
  const asked = await askedBy(ref, quiz, context);
  if (asked === undefined) return said("no-question", context);
  const answered = await quiz.answers.find(answerId(asked.daily?.slot ?? ref, context.asker.id));
  const told = answered === undefined ? lead : "today-again";
  return privately(askCard(asked.question, ref, context, { lead: say(told, context) }));
}

/** With a question to go on with: practice changes no board. */
function stillToCome(
  { at, zone, local }: NonNullable<ChannelToday["coming"]>,
  context: CommandContext,
): readonly Reply[] {
  const { can, locale, now } = context;
  const when = can.localTime?.(Math.floor(at / 1_000), { locale, zone }) ?? local;
  const text = at <= now ? say("coming.now", context) : say("coming.later", context, { when, zone });
  const practice = { label: say("button.practice", context), press: quizPress("next") };
  return privately({ text, buttons: [[practice]] });
}
