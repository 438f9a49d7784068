import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { zoneOf } from "../../src/quiz/zones.ts";
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
    ["Mars/Olympus", null],
    ["", null],
  ])("%j is %j", (typed, zone) => {
    expect(zoneOf(typed)).toBe(zone);
  });

  it("offers the nearest names of one that does not exist, and takes one", async () => {
    const card = await stage.say("/me timezone Asia/Seul");
    expect(card.text).toContain("Asia/Seoul");
    expect((await stage.press(card, "Asia/Seoul")).text).toContain("Asia/Seoul");
    expect(await stage.store.settings.ofPerson("test:ada")).toEqual({ timezone: "Asia/Seoul" });
  });
});

it("/me language is kept, and auto takes it back", async () => {
  expect((await stage.say("/me language ko")).text).toContain("답변 언어");
  expect((await stage.store.settings.ofPerson("test:ada")).language).toBe("ko");
  await stage.say("/me language auto");
  expect((await stage.store.settings.ofPerson("test:ada")).language).toBeUndefined();
});

describe("/me export and delete (FlandersBOT #8, CodeGrind #62)", () => {
  it("hands over what is stored, in parts, and nothing of others", async () => {
    for (let n = 0; n < 30; n++) await answer(`mine-${n}`, "test:ada");
    await answer("theirs", "test:bob");
    let card = await stage.say("/me export");
    let all = card.text;
    while (card.buttons?.length) {
      card = await stage.press(card, "Next part");
      all += card.text;
    }
    const json = [...all.matchAll(/```\n([\s\S]*?)\n```/gu)].map(([, part]) => part).join("");
    const rows = JSON.parse(json) as Record<string, object[]>;
    expect(rows.answers).toHaveLength(30);
    expect(json).not.toContain("bob");
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
