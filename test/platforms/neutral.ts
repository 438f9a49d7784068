/** The real bot over a real store, with what it answers written down in nobody's words but the port's. */
import { createHash } from "node:crypto";
import { type Answer, type Bot, createBot } from "../../src/chat/bot.ts";
import { loadCommands } from "../../src/chat/load.ts";
import type { Context, Message } from "../../src/chat/message.ts";
import { unseal } from "../../src/chat/press.ts";
import { openBank, preferencesOf, servicesOf } from "../../src/services.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { SECRET } from "../chat/sample-bot.ts";
import { language } from "../commands/command-bot.ts";
import { NOW } from "../store/given.ts";
import { folder } from "../store/processes.ts";

/** Loaded once: scenarios and questions are many. */
const commands = await loadCommands();

export interface Neutral {
  readonly bot: Bot;
  readonly store: Store;
  /** Every answer so far, in order. */
  readonly answers: readonly Answer[];
  /** What went wrong on our side. */
  readonly errors: readonly object[];
}

/**
 * Each person and place has the same name here on every platform, so that the same is drawn, asked and dealt. The clock
 * stands still and randomness counts.
 */
export async function neutralBot(): Promise<Neutral> {
  const opened = await openStore({ data: folder() });
  if (!opened.ok) throw new Error(opened.problem);
  const { store } = opened;
  const [answers, errors]: [Answer[], object[]] = [[], []];
  const log = { info() {}, warn() {}, error: (fields: object) => void errors.push(fields) };
  let next = 0;
  const bot = createBot({
    ...{ commands, language, secret: SECRET, log, now: () => NOW },
    random: (bytes) => Uint8Array.from({ length: bytes }, () => next++ % 256),
    preferences: preferencesOf(store, log),
    services: servicesOf(store, openBank(store, log), ["any"]),
  });
  const kept = async (answering: Promise<Answer>): Promise<Answer> => {
    const answer = await answering;
    answers.push(answer);
    return answer;
  };
  const names = new Map<string, string>();
  return {
    ...{ store, answers, errors },
    bot: {
      ...bot,
      // The platform goes on with its own ids: it has to find its way back.
      async settle(context) {
        const { locale, channelLocale } = await bot.settle(named(context, names));
        return { ...context, locale, channelLocale };
      },
      home: (context) => bot.home(named(context, names)),
      run: (text, context, files) => kept(bot.run(renamed(text, names), named(context, names), files)),
      press: (id, context, pressed) => kept(bot.press(id, named(context, names), pressed)),
      menu: (name, ids, context) => kept(bot.menu(name, ids, named(context, names))),
      mention: (words, context) => kept(bot.mention(renamed(words, names), named(context, names))),
    },
  };
}

/** Keeps which platform's id is whose, so that an id in a command's text is the same one. */
function named(context: Context, names: Map<string, string>): Context {
  const { asker, place } = context;
  const [channel, server] = ["C1", "S1"];
  names.set(asker.id, `any:${asker.name}`);
  names.set(place.channel, channel);
  return {
    ...context,
    theme: "light",
    asker: { id: `any:${asker.name}`, name: asker.name },
    place: { server, channel, ...(place.thread !== undefined && { thread: "T1" }) },
  };
}

const renamed = (text: string, names: ReadonlyMap<string, string>): string =>
  [...names].reduce((said, [id, name]) => said.replaceAll(id, name), text);

/** An answer without what each platform has of its own: sealed ids as what they carry, pictures as their sum. */
export const neutral = (answer: Answer | undefined, person: string): unknown =>
  answer && {
    replies: answer.replies.map(({ message, ...reply }) => ({ ...reply, ...bare(message, person) })),
    form: answer.form && { ...answer.form, press: carried(answer.form.press, person) },
    refused: answer.refused?.why,
  };

const bare = ({ text, picture, buttons = [], selects = [] }: Message<string>, person: string) => ({
  text: text.replaceAll(LOCAL_TIME, "a moment"),
  picture: picture && { alt: picture.alt, sum: sumOf(picture.png), moves: picture.gif !== undefined },
  buttons: buttons.map((row) => row.map((one) => ({ ...one, press: carried(one.press, person) }))),
  selects: selects.map((one) => ({ ...one, press: carried(one.press, person) })),
});

const LOCAL_TIME = /<t:\d+:\w>|<!date\^\d+\^[^>]*>/gu;

export const sumOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("base64url");

function carried(id: string, person: string): unknown {
  const unsealed = unseal(id, `any:${person}`, SECRET);
  return unsealed.ok ? { ...unsealed.press, by: unsealed.by } : `not ours: ${id}`;
}
