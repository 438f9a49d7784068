/** A bot that asks, over a real store, with a clock that the test moves. */
import me from "../../commands/me.ts";
import quiz from "../../commands/quiz.ts";
import { type Bot, createBot } from "../../src/chat/bot.ts";
import type { Context, Form, Message } from "../../src/chat/message.ts";
import { questions } from "../../src/content/questions.ts";
import { bankOf } from "../../src/quiz/bank.ts";
import type { PostedQuestion } from "../../src/quiz/services.ts";
import { postedQuestion } from "../../src/schedule/posted.ts";
import { postedToday } from "../../src/schedule/posted-today.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { context, SECRET } from "../chat/sample-bot.ts";
import { NOW } from "../store/given.ts";
import { folder } from "../store/processes.ts";
import { language } from "./command-bot.ts";

export interface Stage {
  readonly bot: Bot;
  readonly store: Store;
  readonly clock: { now: number };
  readonly posted: Map<string, PostedQuestion>;
  /** The first message of the answer. */
  say(text: string, who?: Context): Promise<Message<string>>;
  press(message: Message<string>, label: string, who?: Context): Promise<Message<string>>;
  /** Opens the form behind a button and sends it. */
  fill(message: Message<string>, label: string, fields: Record<string, string>): Promise<Message<string>>;
}

export const member = (name = "ada", locale: "en" | "ko" = "en"): Context => ({
  ...context(name, locale),
  place: { server: "s", channel: "general" },
});

export async function quizStage(): Promise<Stage> {
  const opened = await openStore({ data: folder() });
  if (!opened.ok) throw new Error(opened.problem);
  const { store } = opened;
  const clock = { now: NOW };
  const posted = new Map<string, PostedQuestion>();
  const bank = bankOf(questions, store.questions);
  let next = 1;
  const bot = createBot({
    commands: [quiz, me],
    language,
    secret: SECRET,
    log: { info() {}, warn() {}, error: (fields) => console.error(fields) },
    now: () => clock.now,
    random: (bytes) => Uint8Array.from({ length: bytes }, (_, at) => (at === 0 ? next++ : next >> 8) % 256),
    services: {
      quiz: {
        ...{ ...store, bank },
        posted: async (name, now) =>
          posted.get(name) ?? (await postedQuestion({ ...store, bank }, name, now)),
        postedToday: (channel, now) => postedToday(store, channel, now),
      },
    },
  });
  const idOf = ({ buttons }: Message<string>, label: string): string =>
    buttons?.flat().find((one) => one.label === label)?.press ?? `no button ${label}`;
  const first = ({ replies }: Awaited<ReturnType<typeof bot.run>>): Message<string> =>
    replies[0]?.message as Message<string>;
  return {
    ...{ bot, store, clock, posted },
    say: async (text, who = member()) => first(await bot.run(text, who)),
    press: async (message, label, who = member()) => first(await bot.press(idOf(message, label), who)),
    async fill(message, label, fields) {
      const { form } = await bot.press(idOf(message, label), member());
      return first(await bot.press((form as Form<string>).press, member(), { fields }));
    },
  };
}
