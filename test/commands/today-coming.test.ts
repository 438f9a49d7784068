/** `/quiz today` asks what the channel was asked, and before that nothing that could be taken for it. */
import { describe, expect, it } from "vitest";
import daily from "../../commands/daily.ts";
import quiz from "../../commands/quiz.ts";
import { createBot } from "../../src/chat/bot.ts";
import type { Context } from "../../src/chat/message.ts";
import { questions } from "../../src/content/questions.ts";
import { postedQuestion, questionsIn } from "../../src/schedule/posted.ts";
import { postedToday } from "../../src/schedule/posted-today.ts";
import { context, SECRET } from "../chat/sample-bot.ts";
import { simulated } from "../schedule/simulated.ts";
import { language } from "./command-bot.ts";

/** A Sunday morning in UTC. */
async function opened(locale: "en" | "ko" = "en") {
  const world = await simulated("2026-03-01T09:00Z");
  const { store, bank, clock } = world;
  const bot = createBot({
    ...{ commands: [daily, quiz], language, secret: SECRET },
    log: { info() {}, warn() {}, error: (fields) => world.errors.push(fields) },
    random: (bytes) => new Uint8Array(bytes),
    now: () => clock.now,
    services: {
      daily: { ...store, bank, platforms: ["discord"] },
      quiz: {
        ...{ ...store, bank },
        posted: (name, now) => postedQuestion({ ...store, bank }, name, now),
        postedToday: (channel, now) => postedToday(store, channel, now),
      },
    },
  });
  const manager: Context = {
    ...context("ada", locale),
    ...{ asker: { id: "discord:9", name: "ada" }, place: { server: "s", channel: "1" }, manager: true },
  };
  const say = async (text: string): Promise<string> => {
    const { replies } = await bot.run(text, manager);
    return replies.map(({ message }) => message.text).join("\n");
  };
  const asks = (text: string) => questions.find(({ stem }) => text.includes(stem[locale]))?.id;
  return { ...world, bot, manager, say, asks };
}

describe("before the channel's question of the day", () => {
  it.each([
    ["en", "This channel's next question comes 2026-03-01 10:30 (UTC)", "Practise"],
    ["ko", "이 채널의 다음 문제는 2026-03-01 10:30 (UTC)에 올라와요", "연습 문제 풀기"],
  ] as const)("it says when that comes, in %s, and then asks that one", async (locale, words, practice) => {
    const { say, asks, until, posts, bot, manager } = await opened(locale);
    await say("/daily set 10:30 UTC days=all");
    const before = await say("/quiz today");
    expect(before).toContain(words);
    expect(asks(before)).toBeUndefined();
    const { replies } = await bot.run("/quiz today", manager);
    expect(replies[0]?.message.buttons?.flat().map(({ label }) => label)).toEqual([practice]);
    const press = replies[0]?.message.buttons?.[0]?.[0]?.press ?? "";
    expect(asks((await bot.press(press, manager)).replies[0]?.message.text ?? "")).toBeDefined();
    await until("2026-03-01T10:31Z", 60_000);
    expect(asks(await say("/quiz today"))).toBe(asks(posts[0]?.message.text ?? ""));
    expect(asks(await say("/quiz today"))).toBeDefined();
  });

  it("says so where a manager may post one on a day that has none, too, and while it is being posted", async () => {
    const { say, asks, outbox, store, errors } = await opened();
    await say("/daily set 10:30 UTC rhythm=weekly days=tue");
    expect(await say("/quiz today")).toContain("2026-03-03 10:30");
    await say("/daily post-now");
    expect(await say("/quiz today")).toContain("is being posted");
    await outbox.round();
    const [slot] = await store.slots.last("discord:1", 1);
    expect(slot && questionsIn(slot)).toContain(asks(await say("/quiz today")));
    expect(errors).toEqual([]);
  });

  it("gives the server's question where the schedule is paused, and where nothing is typed asks the same way", async () => {
    const { say, asks } = await opened();
    await say("/daily set 10:30 UTC days=all");
    expect(await say("/quiz answer")).toContain("next question comes");
    expect(await say("/quiz report")).toContain("next question comes");
    await say("/daily pause");
    expect(asks(await say("/quiz today"))).toBeDefined();
  });
});
