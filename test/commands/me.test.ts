import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { zoneNamed } from "../../src/quiz/zones.ts";
import { TABLE_NAMES, TABLES } from "../../src/store/schema.ts";
import { member, quizStage, type Stage } from "./quiz-bot.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await quizStage();
});
afterEach(() => stage.store.close());

const answer = (id: string, person: string) =>
  stage.store.answers.record({
    ...{ id, person, question: "q", questionVersion: 1, server: "test:s", slot: "d/2026-03-01" },
    ...{ answer: "a", right: true, points: 1, at: stage.clock.now },
  });

describe("/me timezone", () => {
  it.each([
    ["Asia/Seoul", "Asia/Seoul"],
    ["america/new york", "America/New_York"],
    ["utc", "UTC"],
    ["Mars/Olympus", undefined],
    ["Asia/Soul", undefined],
    ["Seoul", "Asia/Seoul"],
    ["서울", "Asia/Seoul"],
    ["KST", "Asia/Seoul"],
    ["new york", "America/New_York"],
    ["GMT", "UTC"],
    ["+09:00", undefined],
    ["9", undefined],
    ["", undefined],
  ])("%j is %j", (typed, zone) => {
    expect(zoneNamed(typed)).toBe(zone);
  });

  it.each([
    ["UTC+9", "is an offset", "Asia/Seoul"],
    ["+05:30", "is an offset", "Asia/Kolkata"],
    ["목포", "a continent and a city", "Asia/Seoul"],
    ["Soul", "The nearest names", "Asia/Seoul"],
  ])("says what is wrong with %j, and offers what may be meant", async (typed, why, zone) => {
    const card = await stage.say(`/me timezone ${typed}`);
    expect(card.text).toContain(why);
    expect(card.buttons?.flat().map(({ label }) => label)).toContain(zone);
  });

  it("is asked for in one line, and understood with a space in it", async () => {
    const menu = await stage.say("/me");
    const { form } = await stage.bot.press(
      menu.buttons?.flat().find(({ label }) => label === "timezone…")?.press ?? "",
      member(),
    );
    expect(form?.fields).toMatchObject([{ name: "zone", kind: "line" }]);
    expect((await stage.say("/me timezone New York")).text).toContain("America/New_York");
  });

  it("offers the nearest names of one that does not exist, and takes one", async () => {
    const card = await stage.say("/me timezone Asia/Seul");
    expect(card.text).toContain("Asia/Seoul");
    expect((await stage.press(card, "Asia/Seoul")).text).toContain("Asia/Seoul");
    expect(await stage.store.settings.ofPerson("test:ada")).toEqual({ timezone: "Asia/Seoul" });
  });
});

it("/me home begins with what there is to do, and ends with what is set", async () => {
  const { text, buttons } = await stage.say("/me home");
  expect(text.indexOf("Nothing is due")).toBeGreaterThan(0);
  expect(text.indexOf("Nothing is due")).toBeLessThan(text.indexOf("Your settings"));
  expect(buttons?.flat()[0]?.label).toBe("Today's question");
});

it("/me language is kept, and auto takes it back", async () => {
  expect((await stage.say("/me language ko")).text).toBe("답변 언어: **한국어**");
  expect((await stage.store.settings.ofPerson("test:ada")).language).toBe("ko");
  expect((await stage.say("/me language auto")).text).toContain("**As my platform says**");
  expect((await stage.store.settings.ofPerson("test:ada")).language).toBeUndefined();
});

describe("/me export and delete (FlandersBOT #8, CodeGrind #62)", () => {
  it("hands over what is stored as one file, and nothing of others", async () => {
    for (let n = 0; n < 30; n++) await answer(`mine-${n}`, "test:ada");
    await answer("theirs", "test:bob");
    const card = await stage.say("/me export");
    expect(card).toMatchObject({ text: expect.stringContaining("ackademy.json") });
    expect(card.buttons).toBeUndefined();
    const rows = JSON.parse(card.file?.text ?? "") as Record<string, object[]>;
    expect(rows.answers).toHaveLength(30);
    expect(card.file?.text).not.toContain("bob");
  });

  it("hands over more than one file may hold in parts that are whole together", async () => {
    for (let n = 0; n < 70; n++)
      await stage.store.reports.add({
        ...{ id: `r${n}`, server: "test:s", person: "test:ada", question: "q", questionVersion: 1 },
        ...{ reason: "왜 ".repeat(5_000), at: stage.clock.now },
      });
    let card = await stage.say("/me export");
    const parts = [card.file!];
    while (card.buttons?.length) {
      card = await stage.press(card, "Next part");
      parts.push(card.file!);
    }
    expect(parts.map(({ name }) => name)).toEqual(["ackademy-1-of-2.json", "ackademy-2-of-2.json"]);
    const rows = JSON.parse(parts.map(({ text }) => text).join("")) as Record<string, object[]>;
    expect(rows.reports).toHaveLength(70);
  });

  it("deletes only after asking, and then everything; others keep theirs", async () => {
    const { store, clock } = stage;
    await answer("mine", "test:ada");
    await answer("theirs", "test:bob");
    await stage.say("/me visibility named");
    await store.reviewCards.save("test:ada", 0, { question: "q", due: 1, card: {} });
    await store.seasons.freeze("test:s", "2026-02", [{ person: "test:ada", points: 3 }], clock.now);
    const card = await stage.say("/me delete");
    expect(await store.answers.find("mine")).toBeDefined();
    expect((await stage.press(card, "Delete everything")).text).toContain("Kept without any name");
    const left = await store.people.everythingOf("test:ada");
    expect(Object.values(left).flat()).toEqual([]);
    expect(await store.answers.find("theirs")).toBeDefined();
    expect((await store.seasons.of("test:s"))[0]?.standings).toEqual([{ person: "gone", points: 3 }]);
  });

  it("cannot be pressed by somebody else", async () => {
    await answer("mine", "test:ada");
    const card = await stage.say("/me delete");
    await stage.press(card, "Delete everything", member("bob"));
    expect(await stage.store.answers.find("mine")).toBeDefined();
  });
});

describe("nothing of a person is forgotten when they are (CodeGrind #62)", () => {
  /** Tables whose rows belong to a person: by the column's name, so that a new one cannot be overlooked. */
  const personal = TABLE_NAMES.filter((name) => "person" in TABLES[name].row.shape || name === "people");

  it("every table with a person is handed over", async () => {
    expect(personal.length).toBeGreaterThan(4);
    const handed = Object.keys(await stage.store.people.everythingOf("test:ada"));
    expect(personal.filter((name) => !handed.includes(name))).toEqual([]);
  });

  it("no row of any table holds their id afterwards, in whichever column", async () => {
    const { store, clock } = stage;
    for (const command of ["timezone Asia/Seoul", "language ko", "visibility named"])
      await stage.say(`/me ${command}`);
    await stage.say("/quiz practice fresh=next-ack");
    await stage.say("/quiz answer next-ack.1 5");
    await store.reports.add({
      ...{ id: `next-ack.1.00.${"test:ada"}`, server: "test:s", person: "test:ada", question: "next-ack.1" },
      ...{ questionVersion: 1, reason: "?", at: clock.now },
    });
    await answer("daily|test:ada", "test:ada");
    clock.now += 40 * 86_400_000;
    const holding = async () => {
      const found: string[] = [];
      for (const name of TABLE_NAMES) {
        // Moves and seats of a connection are what others share; play's own tests erase a person there.
        if (name.startsWith("connection")) continue;
        const rows = await store.db.selectFrom(name).selectAll().execute();
        if (JSON.stringify(rows).includes("test:ada")) found.push(name);
      }
      return found;
    };
    expect(await holding()).toEqual(
      expect.arrayContaining(["people", "answers", "asked", "review_cards", "reports"]),
    );
    const sure = await stage.say("/me delete");
    await stage.press(sure, sure.buttons?.[0]?.[0]?.label ?? "");
    expect(await holding()).toEqual([]);
    // The month that was over keeps its place, without a name.
    expect(await store.seasons.of("test:s")).toMatchObject([{ standings: [{ place: 1, person: "gone" }] }]);
  });
});
