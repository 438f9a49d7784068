import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import daily from "../../commands/daily.ts";
import questionsCommand from "../../commands/questions.ts";
import { createBot } from "../../src/chat/bot.ts";
import type { Message } from "../../src/chat/message.ts";
import { context, SECRET } from "../chat/sample-bot.ts";
import { simulated } from "../schedule/simulated.ts";
import { language } from "./command-bot.ts";

type Tongue = "en" | "ko";

async function opened(start = "2026-03-01T12:00Z") {
  const world = await simulated(start);
  const { store, bank } = world;
  const bot = createBot({
    ...{ commands: [daily, questionsCommand], language, secret: SECRET },
    log: { info() {}, warn() {}, error() {} },
    random: (bytes) => new Uint8Array(bytes),
    now: () => world.clock.now,
    services: { daily: { ...store, bank, platforms: ["discord"] } },
  });
  const who = (locale: Tongue, manager = true) => ({
    ...context("ada", locale),
    ...{ asker: { id: "discord:9", name: "ada" }, place: { server: "s", channel: "1" }, manager },
  });
  const say = async (text: string, locale: Tongue = "en", manager = true): Promise<Message<string>> => {
    const { replies } = await bot.run(text, who(locale, manager));
    return replies[0]?.message as Message<string>;
  };
  const press = async (message: Message<string>, at = 0) => {
    const id = message.buttons?.flat()[at]?.press ?? "";
    const { replies } = await bot.press(id, who("en"));
    return replies[0]?.message as Message<string>;
  };
  /** As a file that was handed over: longer than a command's text may be. */
  const imported = async (file: string, apply: boolean, from = 1): Promise<string> => {
    const given = {
      ...who("en"),
      language,
      commands: [],
      now: world.clock.now,
      random: () => new Uint8Array(),
    };
    const services = { daily: { ...store, bank, platforms: ["discord"] } };
    const [importing] = questionsCommand.subcommands;
    const replies =
      (await importing?.run({ file, from, "dry-run": !apply } as never, { ...given, services })) ?? [];
    const texts = replies.map((reply) => ("message" in reply ? reply.message.text : ""));
    for (const text of texts) expect(text.length).toBeLessThanOrEqual(1_950);
    return texts.join("\n");
  };
  return { ...world, say, press, imported };
}

describe("/daily", () => {
  it("tells the second of two who set a channel's first schedule at once", async () => {
    const { say } = await opened();
    const answers = await Promise.all([say("/daily set 9 UTC"), say("/daily set 10 UTC")]);
    const told = answers.map(({ text }) => /changed/u.test(text));
    expect(answers.map(({ text }) => text).filter((text) => /report|unexpected/iu.test(text))).toEqual([]);
    expect(told.filter(Boolean)).toHaveLength(1);
  });

  it.each(["9시", "오전 9시", "9 am", "９：００", "9"])("takes %s as nine in the morning", async (time) => {
    const { say } = await opened();
    expect((await say(`/daily set ${time} 서울 days=매일`)).text).toContain("09:00 (Asia/Seoul)");
  });

  it("takes days with spaces between them, and a city of two words", async () => {
    const { say } = await opened();
    expect((await say("/daily set 9pm New York days=mon wed thread=false")).text).toContain(
      "21:00 (America/New_York)",
    );
  });

  it("keeps the rest of what was asked for where the zone is not known", async () => {
    const { say, press, store } = await opened();
    const asked = await say("/daily set 21:30 Asia/Soul days=mon topic=flags");
    const labels = (asked.buttons ?? []).flat().map(({ label }) => label);
    expect(labels).toEqual(["Asia/Seoul", "Fill in a form"]);
    await press(asked);
    const kept = (await store.schedules.find("discord:1"))?.setting;
    expect(kept).toMatchObject({ time: "21:30", zone: "Asia/Seoul", days: [1], topics: ["flags"] });
  });

  it("says what it replaced, field by field, and sets the earlier one again", async () => {
    const { say, press, store } = await opened();
    await say("/daily set 9:00 Asia/Seoul difficulty=hard role=discord:42 language=ko");
    const kept = async () => (await store.schedules.find("discord:1"))?.setting;
    const first = await kept();
    const { text, buttons } = await say("/daily set 21:00 UTC days=mon,wed rhythm=daily");
    expect(text).toMatch(
      /took the place of what was set here before:\*\*\n- Days: weekdays → Mon, Wed\n- Time/u,
    );
    for (const line of ["09:00 → 21:00", "Time zone: Asia/Seoul → UTC", "Hard → Any", "`42` → nobody"])
      expect(text).toContain(line);
    expect(text).not.toContain("Korean →");
    expect(await kept()).toMatchObject({ time: "21:00", days: [1, 3], language: "ko" });
    expect(buttons?.flat().map(({ label }) => label)).toEqual(["Set the earlier one again"]);
    const back = await press({ text, buttons: buttons ?? [] });
    expect(back.text).toContain("21:00 → 09:00");
    expect(await kept()).toEqual(first);
    const again = await say("/daily set 9:00 Asia/Seoul difficulty=hard role=discord:42");
    expect(again.text).toContain("just like this already");
    expect(again.buttons).toBeUndefined();
  });

  it("keeps the language that a schedule has, whoever sets another time, and takes another where it is asked for", async () => {
    const { say, store } = await opened();
    const kept = async () => (await store.schedules.find("discord:1"))?.setting;
    await say("/daily set 9:00 Asia/Seoul", "ko");
    expect(await kept()).toMatchObject({ language: "ko" });
    expect((await say("/daily set 10:00 Asia/Seoul")).text).toContain("Language: Korean");
    expect(await kept()).toMatchObject({ time: "10:00", language: "ko" });
    expect((await say("/daily set 10:00 Asia/Seoul language=en", "ko")).text).toContain("한국어 → 영어");
    expect(await kept()).toMatchObject({ language: "en" });
  });

  it("writes a way back that leads to the same setting, whatever was set", async () => {
    const { say, store } = await opened();
    const kept = async () => (await store.schedules.find("discord:1"))?.setting;
    for (const set of [
      "/daily set 9:05 America/New_York days=weekends topic=flood thread=false reveal-after=3 catch-up=2",
      "/daily set 9:05 Asia/Seoul rhythm=weekly days=thu language=ko role=discord:77",
      "/daily set 0:00 UTC days=all reveal-after=8",
    ]) {
      await say("/daily set 12:34 UTC days=sat language=en");
      await say(set);
      const before = await kept();
      const { text } = await say("/daily set 12:34 UTC days=sat language=en");
      await say(/`(\/daily set [^`]+)`$/u.exec(text)?.[1] ?? "no way back");
      expect(await kept()).toEqual(before);
    }
  });

  it("sets, lists the next five and the last ones, pauses and resumes", async () => {
    const { say, until } = await opened();
    expect((await say("/daily set 9:00 asia/seoul days=all")).text).toContain(
      "2026-03-02 09:00 (Asia/Seoul)",
    );
    await until("2026-03-02T00:03Z", 60_000 * 10);
    await until("2026-03-02T00:20Z", 60_000);
    const list = (await say("/daily list")).text;
    for (const day of [3, 4, 5, 6, 7]) expect(list).toContain(`- 2026-03-0${day} 09:00`);
    expect(list).toContain("- 2026-03-02: posted");
    expect((await say("/daily pause")).text).toContain("Paused");
    expect((await say("/daily list")).text).toContain("Paused");
    expect((await say("/daily 재개", "ko")).text).toContain("2026-03-03 09:00");
  });

  it("offers the nearest zones for one that it does not know, as buttons", async () => {
    const { say, press } = await opened();
    const asked = await say("/daily set 09:00 Asia/Soul");
    expect(asked.text).toContain("I know no time zone");
    expect(asked.buttons?.flat()[0]?.label).toBe("Asia/Seoul");
    expect((await press(asked)).text).toContain("**Set.**");
  });

  it("tells a time that it cannot read together with the zone that is missing, and offers no way into the next error", async () => {
    const { text, buttons } = await (await opened()).say("/daily set 25:00");
    expect(text).toContain("`timezone` is still needed");
    expect(text).toContain("`time` cannot be `25:00`. For example `09:00`.");
    expect(buttons?.flat().map(({ label }) => label)).toEqual(["Fill in a form"]);
  });

  it("explains a time and days that it cannot read", async () => {
    const { say } = await opened();
    expect((await say("/daily set 25:00 UTC")).text).toContain("`25:00`");
    expect((await say("/daily set 09:00 UTC days=mon,foo")).text).toContain("`mon,foo`");
    expect((await say("/daily set 09:00 UTC days=월,수요일", "ko")).text).toContain("설정했어요");
    // Whoever reads "every day" in the command's name is told that it is not, and in which language it comes.
    const { text } = await (await opened()).say("/daily set 09:00 UTC");
    expect(text).toMatch(/Days: weekdays\. Language: English .*\nFor every day, add `days=all`\.$/u);
    const everyDay = await (await opened()).say("/daily set 09:00 UTC days=all");
    const chosen = await (await opened()).say("/daily set 09:00 UTC days=mon,wed");
    expect(chosen.text).toMatch(/Days: Mon, Wed\. [^\n]*$/u);
    expect(everyDay.text).toMatch(/Days: every day\. [^\n]*$/u);
  });

  it("moved to another time zone, posts no second question for the same day", async () => {
    const { say, posts, until } = await opened("2026-03-01T23:50Z");
    await say("/daily set 09:00 Asia/Seoul days=all thread=false");
    await until("2026-03-02T00:02Z");
    // There it is still the first of March: its evening would be an hour later.
    const moved = await say("/daily set 20:00 America/New_York days=all thread=false");
    expect(moved.text).toContain("2026-03-03 20:00");
    await until("2026-03-04T12:00Z", 30 * 60_000);
    expect(posts.map(({ at }) => new Date(at).toISOString().slice(0, 13))).toEqual([
      ...["2026-03-02T00", "2026-03-04T01"],
    ]);
  });

  it("skips the next one, and posts now at most once a day", async () => {
    const { say, posts, until } = await opened("2026-03-01T12:00Z");
    await say("/daily set 23:00 UTC days=all thread=false");
    expect((await say("/daily post-now")).text).toContain("within a minute");
    expect((await say("/daily post-now")).text).toContain("never a second one");
    await until("2026-03-02T12:00Z", 30 * 60_000);
    expect(posts).toHaveLength(1);
    expect((await say("/daily skip")).text).toContain("2026-03-02");
    await until("2026-03-03T12:00Z", 30 * 60_000);
    expect(posts).toHaveLength(1);
    expect((await say("/daily list")).text).toContain("- 2026-03-02: skipped by a manager");
  });

  it("tells what is broken and why, until it is resumed", async () => {
    const { say, answers, until } = await opened();
    await say("/daily set 13:00 UTC days=all");
    answers.push({ ok: false, why: "forbidden" });
    await until("2026-03-01T13:05Z", 5 * 60_000);
    await until("2026-03-01T13:10Z", 60_000);
    expect((await say("/daily list")).text).toContain("I may not write there");
    await say("/daily resume");
    expect((await say("/daily list")).text).not.toContain("Broken");
  });

  it("is for managers, in servers", async () => {
    const { say } = await opened();
    expect((await say("/daily list", "en", false)).text).toBe(language.say("chat.barred.managers", "en"));
    expect((await say("/daily pause")).text).toContain("no daily question");
  });
});

describe("/questions", () => {
  const file = readFileSync(new URL("../../assets/questions/udp.yaml", import.meta.url), "utf8");
  const [first = ""] = file.split(/\n(?=- id: )/u);
  const own = first
    .replace(/id: \S+/u, "id: our-own")
    .replace(/(stem:\s+en: ["']?)/u, "$1Ours, ")
    .replace(/(stem:[\s\S]*?ko: ["']?)/u, "$1우리 ");

  it("import checks first, and tells each fault with line and path; what is sound is kept", async () => {
    const { imported, bank } = await opened();
    const faulty = `${own}\n- id: broken\n  topic: tcpp\n`;
    const checked = await imported(faulty, false);
    expect(checked).toContain("1 question is sound");
    expect(checked).toMatch(/import\.yaml:\d+ `broken\.kind`/u);
    expect((await bank.of("discord:s")).some(({ id }) => id === "our-own")).toBe(false);
    expect(await imported(faulty, true)).toContain("1 question is kept");
    expect((await bank.of("discord:s")).some(({ id }) => id === "our-own")).toBe(true);
    expect((await bank.of("discord:t")).some(({ id }) => id === "our-own")).toBe(false);
    expect(await imported(first, true)).toContain("is the id of another question");
  });

  it("import names every fault of a file, also where there are many, and what it would replace", async () => {
    const { imported } = await opened();
    await imported(own, true);
    const faults = Array.from({ length: 300 }, (_, at) => `- id: broken-${at}\n  topic: tcpp\n`).join("");
    const checked = await imported(`${own}\n${faults}`, false);
    expect(checked).toContain("New: 0. In place of an earlier version: 1.");
    const [, told = "0"] = /(\d+) faults:/u.exec(checked) ?? [];
    const linesOf = (text: string) => text.match(/^- import\.yaml:\d+ `\S+` .+$/gmu) ?? [];
    const lines: string[] = [...linesOf(checked)];
    expect(lines.length).toBeGreaterThan(50);
    for (let text = checked; ; ) {
      const [, from] = /`from=(\d+)`/u.exec(text) ?? [];
      if (from === undefined) break;
      text = await imported(`${own}\n${faults}`, false, Number(from));
      lines.push(...linesOf(text));
    }
    expect(lines).toHaveLength(Number(told));
    expect(new Set(lines).size).toBe(lines.length);
  });

  it("export gives what import takes, and lists what the server has", async () => {
    const { say, imported, bank } = await opened();
    await imported(own, true);
    await say("/questions disable why-three-way");
    const list = await say("/questions export");
    expect(list.text).toMatch(/2 entries:[\s\S]*`our-own` v1[\s\S]*not asked here/u);
    const { file } = await say("/questions export our-own");
    // The bank's own is only disabled: it is no question of this server.
    expect(list.file).toEqual(file);
    expect(await imported(file?.text ?? "", true)).toContain("1 question is kept");
    expect(await bank.find("discord:s", "our-own")).toMatchObject({ id: "our-own", version: 2 });
  });

  it("never asks a disabled one, and knows it still", async () => {
    const { say, bank } = await opened();
    expect((await say("/questions disable why-three-way")).text).toContain("not asked here any more");
    expect((await bank.of("discord:s")).map(({ id }) => id)).not.toContain("why-three-way");
    expect((await bank.of("discord:t")).map(({ id }) => id)).toContain("why-three-way");
    expect((await bank.find("discord:s", "why-three-way"))?.id).toBe("why-three-way");
    expect((await say("/questions disable why-tree-way")).text).toContain("`why-three-way`");
    expect((await say("/questions export why-three-way")).file?.text).toContain("id: why-three-way");
  });

  it("shows reports with the question's version, and settles them", async () => {
    const { say, press, store } = await opened();
    const report = { id: "r1", server: "discord:s", person: "discord:2", question: "q", questionVersion: 3 };
    await store.reports.add({ ...report, reason: "wrong `key`", at: 1 });
    const shown = await say("/questions reports");
    expect(shown.text).toContain("`q` v3");
    expect((await press(shown)).text).toContain("Nothing is reported");
  });
});
