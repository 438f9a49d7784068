/**
 * A bot of its own that is asked and answers until it is killed: each line on stdout is a person whose answer was
 * acknowledged. `node scripts/run.mjs test/schedule/answer-worker.ts FROM`, on the store in ACKADEMY_DATA.
 */
import quiz from "../../commands/quiz.ts";
import { createBot } from "../../src/chat/bot.ts";
import { questions } from "../../src/content/questions.ts";
import { bankOf } from "../../src/quiz/bank.ts";
import { answerPress, postedName, postedQuestion } from "../../src/schedule/posted.ts";
import { openStore } from "../../src/store/index.ts";
import { context, SECRET } from "../chat/sample-bot.ts";
import { language } from "../commands/command-bot.ts";

const NOW = Date.parse("2026-03-02T00:05Z");
const opened = await openStore({ data: process.env.ACKADEMY_DATA ?? "" });
if (!opened.ok) throw new Error(opened.problem);
const { store } = opened;
const bank = bankOf(questions, store.questions);
const bot = createBot({
  ...{ commands: [quiz], language, secret: SECRET, now: () => NOW },
  log: { info() {}, warn() {}, error: (fields) => console.error(fields) },
  random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
  services: { quiz: { ...store, posted: (name, now) => postedQuestion({ ...store, bank }, name, now) } },
});
const asked = process.argv[3] ?? "";
const press = answerPress(postedName({ schedule: "discord:1", day: "2026-03-02" }), asked);
const post = bot.open({ text: "", buttons: [[{ label: "A", press }]] });
const id = post.buttons?.[0]?.[0]?.press ?? "";

for (let n = Number(process.argv[2]); ; n++) {
  const asker = { id: `discord:p${n}`, name: `p${n}` };
  const { replies } = await bot.press(id, { ...context(), asker, place: { server: "s", channel: "1" } });
  if (!replies[0]?.message.text.startsWith("**Recorded.**")) throw new Error(replies[0]?.message.text);
  await new Promise<void>((resolve) => process.stdout.write(`${n}\n`, () => resolve()));
}
