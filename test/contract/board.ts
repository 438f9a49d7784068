/** The newest card of a connection, and what people do with it; whatever comes a moment later is waited for. */
import { expect } from "vitest";
import { able, type Seen, type Stage } from "./stage.ts";

const WAITED = { timeout: 30_000 };

export interface Board {
  readonly root: Seen;
  card(): Seen;
  press(person: string, label: string): Promise<void>;
  /** A button as it was on an earlier card. */
  again(person: string, earlier: Seen, label: string): Promise<void>;
  /** The first entry of the card's select that is called so. */
  select(person: string, label: RegExp): Promise<void>;
  /** Fills in what the button `Guess` opens. */
  guess(person: string, fields: Readonly<Record<string, string>>): Promise<void>;
  say(person: string, words: string): Promise<void>;
  menu(person: string, name: string): Promise<void>;
  /** The newest card says it. */
  shows(words: string): Promise<void>;
  /** This person, and nobody else, is told; gives the newest message that says so. */
  hears(person: string, words: string | RegExp): Promise<Seen>;
  /** What the thread hangs on says it to the channel, as far as the platform shows a channel. */
  rootSays(words: string): Promise<void>;
  /** It is the last thing said to everybody. */
  ends(words: string): Promise<Seen>;
  /** What everybody sees in the thread, oldest first. */
  told(): Promise<readonly string[]>;
}

/** Platforms mark bold and code each in their own way. */
export const plain = (text: string): string => text.replaceAll("*", "").replaceAll("`", "");

export async function begin(stage: Stage, text: string, skip: (why: string) => never): Promise<Board> {
  const replies = await stage.run("ada", text);
  const root = await opened(stage, replies);
  const log = replies.slice(1);
  const seen = async (person: string) => (await stage.inThread?.(person, root)) ?? log;
  const isCard = ({ buttons, private: hidden }: Seen) =>
    !hidden && buttons.some(({ label }) => /^(Join|Undo|Agree|Summary)/u.test(label));
  const newest = async () => (await seen("ada")).findLast(isCard);
  await expect.poll(newest, WAITED).toBeDefined();
  let card = (await newest()) as Seen;

  async function done(work: Promise<readonly Seen[]>): Promise<void> {
    for (const one of await work) {
      const before = log.findIndex(({ id }) => id === one.id);
      if (before < 0) log.push(one);
      else log[before] = one;
    }
    card = (await newest()) ?? card;
  }
  const everybody = async () => (await seen("ada")).filter((one) => !one.private);
  return {
    root,
    card: () => card,
    press: (person, label) => done(stage.press(person, card, buttonOf(card, label))),
    again: (person, earlier, label) => done(stage.press(person, earlier, buttonOf(earlier, label))),
    async select(person, label) {
      const [entry] = card.selects.flatMap(({ press, choices }) =>
        choices.filter((one) => label.test(one.label)).map(({ value }) => ({ press, value })),
      );
      if (entry === undefined) throw new Error(`no entry ${label}`);
      await done(able(stage, "select", skip)(person, card, entry.press, entry.value));
    },
    async guess(person, fields) {
      const [open, submit] = [able(stage, "open", skip), able(stage, "submit", skip)];
      const form = await open(person, card, buttonOf(card, "Guess"));
      await done(submit(person, form, fields));
    },
    say: (person, words) => done(able(stage, "mention", skip)(person, root, words)),
    menu: (person, name) => done(able(stage, "menu", skip)(person, card, name)),
    async shows(words) {
      const look = async () => {
        card = (await newest()) ?? card;
        return plain(card.text);
      };
      await expect.poll(look, WAITED).toContain(words);
    },
    async hears(person, words) {
      const says = ({ text }: Seen) =>
        typeof words === "string" ? plain(text).includes(words) : words.test(plain(text));
      const look = async () => (await seen(person)).findLast((one) => one.private && says(one));
      await expect.poll(look, WAITED).toBeDefined();
      return (await look()) as Seen;
    },
    async rootSays(words) {
      if (stage.seenBy === undefined) return;
      const look = async () => (await stage.seenBy?.("bob"))?.find(({ id }) => id === root.id)?.text ?? "";
      await expect.poll(async () => plain(await look()), WAITED).toContain(words);
    },
    async ends(words) {
      await expect.poll(async () => plain((await everybody()).at(-1)?.text ?? ""), WAITED).toContain(words);
      return (await everybody()).at(-1) as Seen;
    },
    told: async () => (await everybody()).map(({ text }) => plain(text)),
  };
}

/** The thread may be opened a moment after the message that it hangs on is shown. */
async function opened(stage: Stage, [root]: readonly Seen[]): Promise<Seen> {
  if (root === undefined) throw new Error("nothing was opened");
  let now: Seen = root;
  const look = async () => {
    now = (await stage.seenBy?.("ada"))?.find(({ id }) => id === root.id) ?? root;
    return now.thread;
  };
  await expect.poll(look, WAITED).toBeTruthy();
  return now;
}

export function buttonOf(card: Seen, label: string): string {
  const found = card.buttons.find((one) => one.label === label);
  // The labels stand in the failure.
  expect([label, card.buttons.map((one) => one.label)]).toEqual([label, expect.arrayContaining([label])]);
  return found?.press ?? "";
}
