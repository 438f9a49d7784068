/** A server with schedules, a store on disk, a clock that is set, and a platform that remembers what it was asked. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished, vi } from "vitest";
import type { Message, Place } from "../../src/chat/message.ts";
import type { Opening, Posted, Sending } from "../../src/chat/platform.ts";
import { sealMessage } from "../../src/chat/seal-replies.ts";
import { questions } from "../../src/content/questions.ts";
import { bankOf } from "../../src/quiz/bank.ts";
import type { Question } from "../../src/quiz/question.ts";
import { nextDue } from "../../src/schedule/due.ts";
import { createOutbox, type OutboxParts } from "../../src/schedule/outbox.ts";
import type { Chart } from "../../src/schedule/post-message.ts";
import type { Setting } from "../../src/schedule/setting.ts";
import { openStore } from "../../src/store/index.ts";
import { SECRET } from "../chat/sample-bot.ts";
import { language } from "../commands/command-bot.ts";

// A busy machine may be slow; what matters is what is posted, not how fast.
vi.setConfig({ testTimeout: 60_000 });

interface Deed {
  readonly channel: string;
  readonly at: number;
  readonly message: Message<string>;
  readonly thread?: string | undefined;
  readonly ping?: string | undefined;
}

export async function simulated(start: string, shipped = questions, chart?: Chart) {
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
  const parts: OutboxParts = {
    ...store,
    ...{ bank, language, now: () => clock.now },
    platforms: [{ name: "discord", post, edit, discuss, can: {} }],
    ...(chart && { chart }),
    open: (message) => sealMessage(message, "public", SECRET),
    log: { info() {}, warn() {}, error: (fields) => errors.push(fields) },
  };
  const outbox = createOutbox(parts);
  return {
    ...{ store, bank, clock, posts, edits, threads, errors, answers, outbox },
    /** Another process of the same bot, as far as the store can tell. */
    another: () => createOutbox(parts),
    /** So many people answer one posted question, all alike. */
    async answered(slot: string, question: Question, answer: unknown, people: number, right = true) {
      for (let n = 0; n < people; n++)
        await store.answers.record({
          ...{ id: `${slot}${JSON.stringify(answer)}${n}`, person: `p${JSON.stringify(answer)}${n}` },
          ...{ question: question.id, questionVersion: 1, server: "discord:s", slot, answer, right },
          ...{ points: right ? 1 : 0, at: clock.now },
        });
    },
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
