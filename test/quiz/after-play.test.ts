import { afterEach, describe, expect, it } from "vitest";
import { fits } from "../../src/chat/press.ts";
import { questions } from "../../src/content/questions.ts";
import { scenarios } from "../../src/content/scenarios.ts";
import { askPress, awardPlay, type Played, questionsAfter } from "../../src/quiz/after-play.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { NOW } from "../store/given.ts";
import { folder } from "../store/processes.ts";

const played = (more: Partial<Played>): Played => ({
  ...{
    connection: "0a1b2c3d4e5f",
    scenario: "three-way",
    rules: [],
    states: [],
    resent: false,
    reset: false,
  },
  ...more,
});

describe("questions after a connection", () => {
  it("are two for every scenario, each about what happened, and its button fits", () => {
    for (const { id } of scenarios) {
      const found = questionsAfter(played({ scenario: id, states: ["SYN-RECEIVED"] }), questions);
      expect([id, new Set(found.map((one) => one.id)).size]).toEqual([id, 2]);
    }
    for (const question of questions)
      expect([question.id, fits(askPress(question, "0a1b2c3d4e5f"))]).toEqual([question.id, true]);
  });

  it("come from the same run first, and are the same for the same connection", () => {
    const found = () => questionsAfter(played({ scenario: "syn-lost", resent: true }), questions);
    expect(found()[0]?.run).toContain("syn-lost");
    expect(found()).toEqual(found());
  });

  it("of a flood are about floods", () => {
    const rules = ["listener-syn-queue-full"];
    const found = questionsAfter(played({ scenario: "none", rules }), questions);
    expect(found.map(({ topic }) => topic)).toContain("flood");
  });
});

describe("points for playing", () => {
  const stores: Store[] = [];
  afterEach(async () => {
    for (const store of stores.splice(0)) await store.close();
  });

  it("are for those who agreed to be named, and once a week for the same deed", async () => {
    const opened = await openStore({ data: folder() });
    if (!opened.ok) throw new Error(opened.problem);
    const { store } = opened;
    stores.push(store);
    await store.settings.changePerson("t:ada", { visibility: "named", name: "Ada" }, NOW);
    await store.settings.changePerson("t:bo", { visibility: "hidden" }, NOW);
    const earned = ["t:ada", "t:bo", "t:cy"].map((person) => ({ person, what: "open", points: 2 }));
    await awardPlay(earned, "t:server", store, NOW);
    await awardPlay(earned, "t:server", store, NOW + 1_000);
    await awardPlay(earned, null, store, NOW);
    const board = async () =>
      (await store.answers.board("t:server", { from: 0, to: NOW * 2 }, { limit: 9, person: "t:bo" })).top;
    expect(await board()).toMatchObject([{ person: "t:ada", points: 2 }]);
    await awardPlay(earned, "t:server", store, NOW + 7 * 86_400_000);
    expect(await board()).toMatchObject([{ person: "t:ada", points: 4 }]);
  });
});
