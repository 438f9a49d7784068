/** One bot process of the torture: rounds until it is killed or told to end by its standard input being closed. */
import { sealMessage } from "../../src/chat/seal-replies.ts";
import { questions } from "../../src/content/questions.ts";
import { startDiscord } from "../../src/platforms/discord/index.ts";
import { bankOf } from "../../src/schedule/bank.ts";
import { createOutbox } from "../../src/schedule/outbox.ts";
import { openStore } from "../../src/store/index.ts";
import { SECRET, sampleBot } from "../chat/sample-bot.ts";

const { ACKADEMY_DATA: data = "", DATABASE_URL, TORTURE_API = "", TORTURE_TOKEN = "" } = process.env;
const opened = await openStore({ data, ...(DATABASE_URL !== undefined && { database: DATABASE_URL }) });
if (!opened.ok) throw new Error(opened.problem);
const { store } = opened;
const { bot } = sampleBot();
const quiet = { info() {}, warn() {}, error: (fields: object) => console.error(fields) };
const discord = startDiscord({
  ...{ bot, log: quiet, now: Date.now, api: TORTURE_API, token: TORTURE_TOKEN },
  mode: { publicKey: "0".repeat(64) },
  once: { first: async () => true },
});
const outbox = createOutbox({
  ...store,
  ...{ bank: bankOf(questions, store.questions), language: bot.language, platforms: [discord] },
  ...{ now: Date.now, log: quiet, leaseMs: 3_000 },
  open: (message) => sealMessage(message, "public", SECRET),
});
process.stdout.write("ready\n");
for (;;) {
  await outbox.round();
  await new Promise((resolve) => setTimeout(resolve, 50));
}
