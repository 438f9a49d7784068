/** A server with schedules, a store on disk, a clock that is set, and a platform that remembers what it was asked. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Message, Place } from "../../src/chat/message.ts";
import type { Opening, Posted, Sending } from "../../src/chat/platform.ts";
import { sealMessage } from "../../src/chat/seal-replies.ts";
import { questions } from "../../src/content/questions.ts";
import { bankOf } from "../../src/schedule/bank.ts";
import { nextDue } from "../../src/schedule/due.ts";
import { createOutbox } from "../../src/schedule/outbox.ts";
import type { Setting } from "../../src/schedule/setting.ts";
import { openStore } from "../../src/store/index.ts";
import { SECRET } from "../chat/sample-bot.ts";
import { language } from "../commands/command-bot.ts";

interface Deed {
  readonly channel: string;
  readonly at: number;
  readonly message: Message<string>;
  readonly thread?: string | undefined;
  readonly ping?: string | undefined;
}

export async function simulated(start: string, shipped = questions) {
  const data = mkdtempSync(join(tmpdir(), "ackademy-"));
  const opened = await openStore({ data });
  if (!opened.ok) throw new Error(opened.problem);
  const { store } = opened;
  onTestFinished(async () => {
    await store.close();
    rmSync(data, { recursive: true, force: true });
  });
  const clock = { now: Date.parse(start) };
  const [posts, edits, errors]: [Deed[], Deed[], unknown[]] = [[], [], []];
  const answers: (Posted | "lost")[] = [];
  const byKey = new Map<string, string>();
  const post = async (
    { channel, thread }: Place,
    message: Message<string>,
    key: string,
    { ping }: Sending = {},
  ): Promise<Posted> => {
    const next = answers.shift();
    if (next !== undefined && next !== "lost") return next;
    if (!byKey.has(key)) {
      posts.push({ channel, at: clock.now, message, thread, ping });
      byKey.set(key, `m${posts.length}`);
    }
    if (next === "lost") return { ok: false, why: "later" };
    return { ok: true, id: byKey.get(key) ?? "" };
  };
  const edit = async ({ channel }: Place, id: string, message: Message<string>): Promise<Posted> => {
    edits.push({ channel, at: clock.now, message });
    return { ok: true, id };
  };
  const threads: string[] = [];
  const discuss = (place: Place, id: string, { title, text }: Opening, key: string): Promise<Posted> => {
    if (!threads.includes(title)) threads.push(title);
    return post({ ...place, thread: id }, { text }, key);
  };
  const bank = bankOf(shipped, store.questions);
  const outbox = createOutbox({
    ...store,
    ...{
      bank,
      language,
      platforms: [{ name: "discord", post, edit, discuss, can: {} }],
      now: () => clock.now,
    },
    open: (message) => sealMessage(message, "public", SECRET),
    log: { info() {}, warn() {}, error: (fields) => errors.push(fields) },
  });
  return {
    ...{ store, bank, clock, posts, edits, threads, errors, answers, outbox },
    schedule: (setting: Setting, channel = "1") =>
      store.schedules.create(
        {
          ...{ id: `discord:${channel}`, server: "discord:s", place: `discord:${channel}`, setting, bag: {} },
          nextDue: nextDue(setting, clock.now).at,
        },
        clock.now,
      ),
    /** A round a minute, until then. */
    async until(end: string, stepMs = 60_000) {
      for (; clock.now < Date.parse(end); clock.now += stepMs) await outbox.round();
    },
  };
}
