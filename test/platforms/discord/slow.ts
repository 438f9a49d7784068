/** A command whose answer waits until the test lets it go, with everything that an answer can be. */
import * as z from "zod";
import { type Command, type OptionMeta, subcommand } from "../../../src/chat/command.ts";
import type { Reply } from "../../../src/chat/message.ts";
import { PNG } from "../../local-discord/self-bot.ts";

export interface Slow {
  readonly command: Command;
  /** How often it was asked to answer. */
  readonly asked: () => number;
  letGo(): void;
}

const text = (word: string) => ({
  summary: { en: word, ko: word },
});

const picture = { png: PNG, alt: "one dot\n".repeat(300), width: 1, height: 1, name: "dot.png" };

const AT = {
  asker: { to: "asker", message: { text: "for you", picture } },
  channel: { to: "channel", message: { text: "for all", picture } },
  thread: { to: "new thread", title: "t".repeat(150), message: { text: "the card" } },
  form: {
    to: "form",
    form: { title: "Late", press: { command: "slow", verb: "sent", args: [] }, fields: [] },
  },
} satisfies Record<string, Reply>;

const options = z.object({
  to: z.enum(["asker", "channel", "thread", "form"]).meta(text("Who sees it") satisfies OptionMeta),
  public: z
    .boolean()
    .default(false)
    .meta(text("Shown to all") satisfies OptionMeta),
});

export function slowCommand(): Slow {
  let asked = 0;
  let letGo = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const wait = async (reply: Reply): Promise<readonly Reply[]> => {
    asked += 1;
    await gate;
    return [reply];
  };
  const command: Command = {
    name: "slow",
    alias: "느림",
    ...text("Waits"),
    subcommands: [],
    bare: subcommand({
      name: "slow",
      alias: "느림",
      ...text("Waits"),
      options,
      run: ({ to }) => wait(AT[to]),
    }),
    press: (verb) =>
      wait(verb === "form" ? AT.form : { to: "same message", message: { text: "at last", picture } }),
  };
  return { command, asked: () => asked, letGo: () => letGo() };
}
