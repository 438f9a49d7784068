/**
 * One bot process of the torture: rounds until it is killed. It handles TORTURE_QUOTA slots and then idles, so that
 * there is work left for those after it; with TORTURE_DIE_AT it kills itself with -9 at that point of its first slot.
 */
import { readFileSync } from "node:fs";
import type { Bot } from "../../src/chat/bot.ts";
import type { Platform } from "../../src/chat/platform.ts";
import { sealMessage } from "../../src/chat/seal-replies.ts";
import { loadLanguage } from "../../src/language.ts";
import type { Question } from "../../src/quiz/question.ts";
import { createOutbox } from "../../src/schedule/outbox.ts";
import { openStore } from "../../src/store/index.ts";
import type { Point } from "./torture.ts";

const { env } = process;
const { ACKADEMY_DATA: data = "", DATABASE_URL, TORTURE_API: api = "", TORTURE_TOKEN: token = "" } = env;
const quota = Number(env.TORTURE_QUOTA ?? Number.POSITIVE_INFINITY);
const leaseMs = Number(env.TORTURE_LEASE_MS);

const opened = await openStore({ data, ...(DATABASE_URL && { database: DATABASE_URL }) });
if (!opened.ok) throw new Error(opened.problem);
const { store } = opened;
// No more of a bot than posting needs: there are many lives, and each begins with its imports.
const language = loadLanguage(env.TORTURE_LOCALES ?? "");
const bot = { language } as Bot;
const questions = JSON.parse(readFileSync(env.TORTURE_BANK ?? "", "utf8")) as Question[];
const bank = {
  of: async () => questions,
  find: async (_: string, id: string) => questions.find((question) => question.id === id),
};
const secret = new Uint8Array(32);
const quiet = { info() {}, warn() {}, error: (fields: object) => console.error(fields) };
const platform = await openPlatform();

/** Its own -9, as from outside: nothing is closed, nothing is flushed. */
async function die(at: Point): Promise<void> {
  if (env.TORTURE_DIE_AT !== at) return;
  process.kill(process.pid, "SIGKILL");
  await new Promise(() => {});
}

const after =
  <A extends unknown[], R>(work: (...args: A) => Promise<R>, point: Point, counts = (_: R) => true) =>
  async (...args: A): Promise<R> => {
    const done = await work(...args);
    if (counts(done)) await die(point);
    return done;
  };
const some = (claimed: readonly unknown[]): boolean => claimed.length > 0;

let [planned, taken] = [0, 0];
const { schedules, slots } = store;
const outbox = createOutbox({
  ...store,
  schedules: {
    ...schedules,
    // As slots become due over the days, and not all in the first round.
    async due(now) {
      const some = quota > planned ? await schedules.due(now, Math.min(2, quota - planned)) : [];
      planned += some.length;
      return some;
    },
  },
  slots: {
    ...slots,
    reserve: after(slots.reserve, "reserved"),
    claim: after(
      async (now, lease) => {
        const limit = Math.min(2, quota - taken);
        const claimed = limit > 0 ? await slots.claim(now, { ...lease, limit }) : [];
        taken += claimed.length;
        return claimed;
      },
      "claimed",
      some,
    ),
    claimThreads: after(slots.claimThreads, "thread claimed", some),
    markSent: after(slots.markSent, "marked"),
    markThread: after(slots.markThread, "thread marked"),
  },
  platforms: [
    {
      ...platform,
      post: after(
        async (...args) => {
          const going = platform.post(...args);
          await Promise.race([going, new Promise((resolve) => setTimeout(resolve, 3))]);
          await die("posting");
          return going;
        },
        "posted",
        ({ ok }) => ok,
      ),
      discuss: after(platform.discuss, "thread opened", ({ ok }) => ok),
    },
  ],
  ...{ bank, language, now: Date.now, log: quiet, leaseMs },
  open: (message) => sealMessage(message, "public", secret),
});
process.stdout.write("ready\n");
for (;;) {
  await outbox.round();
  await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 60));
}

async function openPlatform(): Promise<Platform> {
  const shared = { bot, log: quiet, now: Date.now, api, token, once: { first: async () => true } };
  if (env.TORTURE_PLATFORM === "slack") {
    const { startSlack } = await import("../../src/platforms/slack/index.ts");
    return startSlack({ ...shared, mode: { signingSecret: "unused" }, managers: [] });
  }
  const { startDiscord } = await import("../../src/platforms/discord/index.ts");
  return startDiscord({ ...shared, mode: { publicKey: "0".repeat(64) } });
}
