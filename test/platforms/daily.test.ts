// The question of the day all the way, on the real discord.js and the real Bolt: set by a manager, posted, answered in
// private, talked about in a thread, revealed in place.
import { expect, it, vi } from "vitest";
import daily from "../../commands/daily.ts";
import quiz from "../../commands/quiz.ts";
import { type Bot, createBot } from "../../src/chat/bot.ts";
import type { Platform } from "../../src/chat/platform.ts";
import { questions } from "../../src/content/questions.ts";
import { bankOf } from "../../src/quiz/bank.ts";
import { createOutbox } from "../../src/schedule/outbox.ts";
import { postedQuestion } from "../../src/schedule/posted.ts";
import { revealChart } from "../../src/schedule/reveal-chart.ts";
import { openStore } from "../../src/store/index.ts";
import { SECRET } from "../chat/sample-bot.ts";
import { language } from "../commands/command-bot.ts";
import { folder } from "../store/processes.ts";
import { runDiscord } from "./discord/running.ts";
import { openSlack } from "./slack-stage.ts";

vi.setConfig({ testTimeout: 60_000 });

const QUESTION = questions.find(({ kind, run }) => kind === "choice" && run !== undefined)!;
const [RIGHT] =
  QUESTION.kind === "choice"
    ? QUESTION.options.flatMap(({ right }, at) => (right ? ["ABCDE"[at]!] : []))
    : [];

async function botWithStore() {
  const opened = await openStore({ data: folder() });
  if (!opened.ok) throw new Error(opened.problem);
  const { store } = opened;
  const clock = { now: Date.parse("2026-03-01T23:50Z") };
  const now = () => clock.now;
  const bank = bankOf([QUESTION], store.questions);
  const errors: unknown[] = [];
  const log = { info() {}, warn() {}, error: (fields: object) => errors.push(fields) };
  const bot: Bot = createBot({
    ...{ commands: [daily, quiz], language, secret: SECRET, log, now },
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    services: {
      daily: { ...store, bank, platforms: ["discord", "slack"] },
      quiz: { ...store, posted: (name, at) => postedQuestion({ ...store, bank }, name, at) },
    },
  });
  const roundAt = async (at: string, platform: Platform): Promise<void> => {
    clock.now = Date.parse(at);
    const said = { bank, language, open: bot.open, chart: revealChart };
    await createOutbox({ ...store, ...said, platforms: [platform], log, now }).round();
    expect(errors).toEqual([]);
  };
  return { bot, store, roundAt };
}

it("on Discord: set, posted with one role's ping, answered, talked about, revealed", async () => {
  const { bot, store, roundAt } = await botWithStore();
  const { discord, platform, stop } = await runDiscord(bot, "http");
  const mod = discord.as("mod", { permissions: ["ManageGuild"], channel: "quiz" });
  const set = await mod.command("daily", "set", { time: "09:00", timezone: "Asia/Seoul", days: "all" });
  expect(set.message.text).toMatch(/^\*\*Set\.\*\* The next question comes <t:\d+:f>/u);
  await roundAt("2026-03-02T00:00Z", platform);
  const post = () => discord.seenBy("ada", "quiz").find(({ buttons }) => buttons.length > 0)!;
  expect(post().text).toContain("**Question of the day**");
  expect(post().text).toMatch(/Solution: <t:\d+:f>$/u);
  const thread = post().thread!;
  expect(discord.seenBy("ada", thread).map(({ text }) => text)).toEqual([
    expect.stringContaining("hints rather than answers"),
  ]);
  for (const [at, name] of ["ada", "bob", "cho", "dan", "eve"].entries()) {
    const who = discord.as(name, { channel: "quiz" });
    const answered = await who.press(post(), at === 0 ? "A" : RIGHT!);
    expect(answered.message.private).toBe(true);
    expect(answered.message.text).toContain("**Recorded.**");
  }
  await roundAt("2026-03-02T08:01Z", platform);
  const [revealed] = discord.seenBy("ada", "quiz");
  expect(revealed?.text).toContain("**Question of the day: the answer**");
  expect(revealed?.edits).toBe(1);
  expect(revealed?.files.map(({ name }) => name)).toEqual(["answers.png"]);
  expect(revealed?.files[0]?.description).toContain("5 people answered.");
  expect(revealed?.buttons.map(({ label }) => label)).toEqual(["Run it", "Another question", "Report"]);
  // What is wrong in it is seen now, and said from here.
  const wrong = await discord.as("ada", { channel: "quiz" }).messageMenu("Report question", revealed!);
  expect(wrong.modal?.fields.map(({ customId }) => customId)).toEqual(["reason"]);
  expect(discord.seenBy("ada", thread).at(-1)?.text).toContain(QUESTION.followUps[0].en);
  expect((await mod.command("daily", "list")).message.text).toContain("2026-03-02: posted and revealed");
  expect(discord.violations).toEqual([]);
  await stop();
  await store.close();
});

it("on Slack: set, posted, answered there, talked about, revealed; the board counts it", async () => {
  const { bot, store, roundAt } = await botWithStore();
  const { slack, platform, stop } = await openSlack("socket", bot);
  const mod = slack.as("mod", { admin: true });
  const set = await mod.command("/daily", "set 09:00 Asia/Seoul days=all role=<!subteam^S123|@tcp>");
  expect(set.seen[0]?.words).toContain("*Set.* The next question comes <!date^");
  expect(set.seen[0]?.text).toMatch(/comes \w+ \d+, 2026, 09:00 GMT\+9 \(Asia\/Seoul\)/u);
  await roundAt("2026-03-02T00:00Z", platform);
  const post = () =>
    slack
      .as("ada")
      .messages("lab")
      .find(({ buttons }) => buttons.length > 0)!;
  expect(post().words).toMatch(/^<!subteam\^S123>\n\*Question of the day\*/u);
  const inThread = () =>
    slack
      .as("ada")
      .messages("lab")
      .filter(({ thread }) => thread === post().id);
  expect(inThread().map(({ words }) => words)).toEqual([
    expect.stringContaining("hints rather than answers"),
  ]);
  for (const name of ["ada", "bob", "cho", "dan", "eve"]) {
    const answered = await slack.as(name).press(post(), RIGHT!);
    expect(answered.seen[0]?.words).toContain("*Recorded.*");
  }
  await roundAt("2026-03-02T08:01Z", platform);
  expect(post().words).toContain("*Question of the day: the answer*");
  expect(post().pictures[0]?.alt).toContain("5 people answered.");
  expect(inThread().at(-1)?.words).toContain(QUESTION.followUps[0].en);
  const board = await slack.as("ada").command("/quiz", "leaderboard");
  expect(board.seen[0]?.words).toMatch(/1 point/u);
  expect(slack.violations).toEqual([]);
  await stop();
  await store.close();
});
