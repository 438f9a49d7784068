/** `/connection` with the real store behind it, and who presses what its cards show. */
import { expect } from "vitest";
import connection from "../../commands/connection.ts";
import { createBot } from "../../src/chat/bot.ts";
import type { Context, Message, Shown } from "../../src/chat/message.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { context, SECRET } from "../chat/sample-bot.ts";
import { NOW } from "../store/given.ts";
import { folder } from "../store/processes.ts";
import { language } from "./command-bot.ts";

const stores: Store[] = [];

/** For each file's own `afterEach`: files share a process, and a module is read once in it. */
export async function closeStores(): Promise<void> {
  for (const store of stores.splice(0)) await store.close();
}

export async function bot(data = folder(), now = () => NOW) {
  const opened = await openStore({ data });
  if (!opened.ok) throw new Error(opened.problem);
  stores.push(opened.store);
  const log = { info() {}, warn() {}, error: (fields: object) => console.error(fields) };
  let next = 0;
  const random = (bytes: number) => Uint8Array.from({ length: bytes }, () => next++ % 256);
  const services = { connections: opened.store.connections };
  const made = createBot({
    ...{ commands: [connection], language, secret: SECRET, log, random, services, now },
  });
  return { ...made, data, store: opened.store };
}

export const buttonOf = ({ buttons = [] }: Message<string>, label: string): string => {
  const found = buttons.flat().find((one) => one.label === label);
  expect([label, buttons.flat().map((one) => one.label)]).toEqual([label, expect.arrayContaining([label])]);
  return found?.press ?? "";
};
export const newest = (replies: readonly Shown[]): Message<string> => {
  const last = replies.findLast(({ to }) => to === "channel" || to === "same message") ?? replies.at(-1);
  return last?.message as Message<string>;
};
export const inThread = (name: string, locale: "en" | "ko" = "en"): Context => ({
  ...context(name, locale),
  place: { channel: "general", thread: "t1" },
});

type Bot = Awaited<ReturnType<typeof bot>>;
export async function press(
  { press: pressed }: Bot,
  card: Message<string>,
  name: string,
  label: string,
  locale: "en" | "ko" = "en",
) {
  const { replies, refused } = await pressed(buttonOf(card, label), inThread(name, locale));
  expect(refused).toBeUndefined();
  return replies;
}
