import { describe, expect, it } from "vitest";
import type { Answer } from "../../src/store/answers.ts";
import { atOnce, NOW, type Open } from "./given.ts";

const answer = (id: string, more: Partial<Answer> = {}): Answer => ({
  ...{ id, person: "web:1", question: "q1", questionVersion: 1, server: "s", slot: null },
  ...{ answer: "a", right: true, points: 10, at: NOW, ...more },
});

export function quizContract(open: Open): void {
  describe("answers", () => {
    it("are recorded once, and know whether they are the person's first to the question", async () => {
      const { answers } = await open();
      const recorded = await atOnce(10, () => answers.record(answer("1")));
      expect(recorded.filter(Boolean)).toHaveLength(1);
      await answers.record(answer("2", { right: false, at: NOW + 1 }));
      await answers.record(answer("3", { person: "web:2", right: false }));
      await answers.record(answer("4", { question: "q2", at: NOW + 2, answer: [1, "둘"], slot: "d/1" }));
      expect(await answers.find("4")).toEqual({
        ...answer("4", { question: "q2", at: NOW + 2, answer: [1, "둘"], slot: "d/1" }),
        ...{ first: true, changes: 0, day: null },
      });
      expect((await answers.ofPerson("web:1", 2)).map(({ id, first }) => [id, first])).toEqual([
        ["4", true],
        ["2", false],
      ]);
      expect(await answers.firstAnswers("q1")).toEqual({ count: 2, right: 1 });
      expect(await answers.firstAnswers("q9")).toEqual({ count: 0, right: 0 });
    });

    it("keep a hundred at once", async () => {
      const { answers } = await open();
      await atOnce(100, (n) => answers.record(answer(`${n}`, { person: `web:${n}` })));
      expect((await answers.firstAnswers("q1")).count).toBe(100);
    });

    it("can be changed as often as is allowed", async () => {
      const { answers } = await open();
      await answers.record(answer("1"));
      const to = { answer: "b", right: false, points: 0 };
      const once = { changesMax: 1, at: NOW + 1 };
      const changed = await atOnce(5, () => answers.change("1", to, once));
      expect(changed.filter(Boolean)).toHaveLength(1);
      expect(await answers.find("1")).toMatchObject({ ...to, changes: 1, at: NOW + 1 });
      expect(await answers.change("2", to, once)).toBe(false);
    });

    it("are saved with their review, both or neither, whoever comes at once", async () => {
      const { answers, reviewCards } = await open();
      const review = { question: "q1", due: NOW, card: { stability: 1 }, version: 0 };
      const recorded = await atOnce(10, () => answers.record(answer("1"), review));
      expect(recorded.filter(Boolean)).toHaveLength(1);
      expect(await reviewCards.find("web:1", "q1")).toMatchObject({ version: 1, card: { stability: 1 } });
      const to = { answer: "b", right: false, points: 0 };
      const next = { ...review, person: "web:1", card: { stability: 2 }, version: 1 };
      expect(await answers.change("1", to, { changesMax: 1, at: NOW }, next)).toBe(true);
      expect(await answers.change("1", to, { changesMax: 1, at: NOW }, { ...next, version: 2 })).toBe(false);
      expect(await reviewCards.find("web:1", "q1")).toMatchObject({ version: 2, card: { stability: 2 } });
      // Somebody reviewed in between: the answer is kept, the newer review too.
      expect(await answers.record(answer("2"), review)).toBe(true);
      expect(await reviewCards.find("web:1", "q1")).toMatchObject({ version: 2 });
    });

    it("know the days for which they count, and a person's first ones", async () => {
      const { answers } = await open();
      for (const [id, day] of [
        ["1", "2026-03-02"],
        ["2", "2026-03-01"],
        ["3", "2026-03-02"],
        ["4", null],
      ] as const)
        await answers.record(answer(id, { day, question: id, right: id !== "1" }));
      await answers.record(answer("5", { question: "1", day: "2026-03-04", person: "web:2" }));
      expect(await answers.daysOf("web:1")).toEqual(["2026-03-01", "2026-03-02"]);
      expect(await answers.firstsOf("web:1")).toEqual({ count: 4, right: 3 });
      await answers.record(answer("7", { question: "play/open", day: null }));
      expect(await answers.firstsOf("web:1"), "points of a played connection are no answer").toEqual({
        ...{ count: 4, right: 3 },
      });
      expect(await answers.firstsOf("web:9")).toEqual({ count: 0, right: 0 });
      await answers.record(answer("8", { question: "8", at: NOW + 1, right: false }));
      expect(await answers.madeSince("web:1", NOW + 1)).toEqual([{ at: NOW + 1, right: false }]);
      expect(await answers.madeSince("web:1", NOW), "nor is that counted").toHaveLength(5);
      expect(await answers.beginningOf("s")).toBe(NOW);
      expect(await answers.beginningOf("t")).toBeUndefined();
      await answers.record(answer("6", { server: null }));
      expect(await answers.serversOf("web:1")).toEqual(["s"]);
    });

    it("are counted for a post", async () => {
      const { answers } = await open();
      for (const [id, given] of [..."abacab"].entries())
        await answers.record(answer(`${id}`, { slot: "d/1", answer: given }));
      await answers.record(answer("other", { slot: "d/2" }));
      expect(await answers.distribution("d/1")).toEqual([
        { answer: "a", count: 3 },
        { answer: "b", count: 2 },
        { answer: "c", count: 1 },
      ]);
    });

    it("make a board: most points, then fewest answers, of one server and period", async () => {
      const { answers } = await open();
      const points: readonly (readonly [string, number])[] = [
        ...[["web:a", 5] as const, ["web:b", 10] as const, ["web:c", 5] as const, ["web:c", 5] as const],
      ];
      for (const [i, [person, given]] of points.entries())
        await answers.record(answer(`${i}`, { person, points: given }));
      await answers.record(answer("elsewhere", { person: "web:d", server: "other", points: 99 }));
      await answers.record(answer("later", { person: "web:a", at: NOW + 10, points: 99 }));
      await answers.record(answer("practice", { person: "web:a", server: null, points: 99 }));
      const period = { from: NOW, to: NOW + 10 };
      const [b, c, a] = [
        { place: 1, person: "web:b", points: 10, answers: 1 },
        { place: 2, person: "web:c", points: 10, answers: 2 },
        { place: 3, person: "web:a", points: 5, answers: 1 },
      ];
      expect(await answers.board("s", period, { limit: 9, person: "web:c" })).toEqual({
        ...{ top: [b, c, a], own: c },
      });
      expect(await answers.board("s", period, { limit: 1, person: "web:a" })).toEqual({ top: [b], own: a });
      expect(await answers.board("s", period, { limit: 1, person: "web:d" })).toEqual({ top: [b] });
      await answers.record(answer("tie", { person: "web:e", points: 5 }));
      expect((await answers.board("s", period, { limit: 9, person: "web:e" })).own?.place).toBe(3);
    });
  });

  describe("what was asked", () => {
    it("is counted by person and question, the newest first", async () => {
      const { asked } = await open();
      await atOnce(5, () => asked.mark("web:1", "q1", NOW));
      await asked.mark("web:1", "q2", NOW + 1);
      await asked.mark("web:2", "q1", NOW + 2);
      expect(await asked.of("web:1")).toEqual([
        { question: "q2", times: 1 },
        { question: "q1", times: 5 },
      ]);
    });
  });

  describe("review cards", () => {
    it("are saved where nobody saved since, and come when due", async () => {
      const { reviewCards } = await open();
      const card = (question: string, due: number) => ({ question, due, card: { stability: 1.5 } });
      const saved = await atOnce(5, () => reviewCards.save("web:1", 0, card("q1", NOW + 5)));
      expect(saved.filter(Boolean)).toHaveLength(1);
      await reviewCards.save("web:1", 0, card("q2", NOW));
      await reviewCards.save("web:2", 0, card("q1", NOW));
      expect(await reviewCards.find("web:1", "q1")).toEqual({ ...card("q1", NOW + 5), version: 1 });
      expect(await reviewCards.due("web:1", NOW, 9)).toEqual([{ ...card("q2", NOW), version: 1 }]);
      expect(await reviewCards.save("web:1", 1, card("q1", NOW - 1))).toBe(true);
      expect(await reviewCards.save("web:1", 1, card("q1", NOW))).toBe(false);
      expect((await reviewCards.due("web:1", NOW, 9)).map(({ question }) => question)).toEqual(["q1", "q2"]);
      expect(await reviewCards.of("web:1")).toHaveLength(2);
      expect(await reviewCards.find("web:3", "q1")).toBeUndefined();
    });
  });

  describe("a server's questions", () => {
    it("are imported, replaced with a new version, disabled and enabled", async () => {
      const { questions } = await open();
      await questions.importAll(
        "s",
        [
          { id: "own", question: { stem: "?" } },
          { id: "b", question: 1 },
        ],
        NOW,
      );
      await questions.setDisabled("s", "own", true, NOW);
      await questions.setDisabled("s", "shipped", true, NOW);
      expect(await questions.of("s")).toEqual([
        { id: "b", version: 1, question: 1, disabled: false },
        { id: "own", version: 1, question: { stem: "?" }, disabled: true },
        { id: "shipped", version: 0, question: null, disabled: true },
      ]);
      await questions.importAll("s", [{ id: "own", question: { stem: "!" } }], NOW);
      expect((await questions.of("s"))[1]).toEqual({
        ...{ id: "own", version: 2, question: { stem: "!" }, disabled: false },
      });
      expect(await questions.of("t")).toEqual([]);
    });
  });

  describe("reports", () => {
    it("are recorded once, take whatever people type, and are settled once", async () => {
      const { reports } = await open();
      const report = { id: "r1", server: "s", person: "web:1", question: "q1", questionVersion: 2, at: NOW };
      expect(await reports.add({ ...report, reason: "틀렸어요\0 '; --" })).toBe(true);
      expect(await reports.add({ ...report, reason: "again" })).toBe(false);
      await reports.add({ ...report, id: "r2", reason: "b", at: NOW + 1 });
      expect(await reports.listOpen("s", 9)).toEqual([
        { ...report, id: "r2", reason: "b", at: NOW + 1 },
        { ...report, reason: "틀렸어요 '; --" },
      ]);
      expect(await reports.settle("t", "r2", NOW)).toBe(false);
      expect(await reports.settle("s", "r2", NOW)).toBe(true);
      expect(await reports.settle("s", "r2", NOW)).toBe(false);
      expect(await reports.listOpen("s", 9)).toHaveLength(1);
    });
  });

  describe("people", () => {
    it("are named where they agreed, handed over whole, and forgotten whole", async () => {
      const { answers, reviewCards, reports, seasons, settings, people } = await open();
      await settings.changePerson("web:1", { visibility: "named", name: "에이다" }, NOW);
      await settings.changePerson("web:2", { visibility: "hidden", name: "bob" }, NOW);
      expect([...(await people.namesOf(["web:1", "web:2", "web:3"]))]).toEqual([["web:1", "에이다"]]);
      expect([...(await people.namesOf([]))]).toEqual([]);
      for (const person of ["web:1", "web:2"]) await answers.record(answer(person, { person }));
      await reviewCards.save("web:1", 0, { question: "q", due: NOW, card: {} });
      const report = { id: "r", server: "s", person: "web:1", question: "q", questionVersion: 1 };
      await reports.add({ ...report, reason: "?", at: NOW });
      await seasons.freeze("s", "2026-02", [{ person: "web:1" }, { person: "web:12" }], NOW);
      const counts = Object.entries(await people.everythingOf("web:1")).map(([name, of]) => [
        name,
        of.length,
      ]);
      expect(Object.fromEntries(counts)).toEqual({
        ...{ people: 1, answers: 1, asked: 0, review_cards: 1, reports: 1, seasons: 1 },
        ...{ connection_moves: 0, connection_people: 0, page_messages: 0 },
      });
      await people.forget("web:1");
      expect(Object.values(await people.everythingOf("web:1")).flat()).toEqual([]);
      expect((await people.everythingOf("web:2")).answers).toHaveLength(1);
      const [season] = await seasons.of("s");
      expect(season?.standings).toEqual([{ person: "gone" }, { person: "web:12" }]);
    });
  });

  it("people who leave at the same moment are all gone from a board", async () => {
    const { seasons, people } = await open();
    const board = Array.from({ length: 8 }, (_, number) => ({ person: `web:${number}` }));
    await seasons.freeze("s", "2026-02", board, NOW);
    await atOnce(board.length, (number) => people.forget(`web:${number}`));
    const [season] = await seasons.of("s");
    expect(season?.standings).toEqual(board.map(() => ({ person: "gone" })));
  });

  describe("seasons", () => {
    it("stay as they were frozen", async () => {
      const { seasons } = await open();
      expect(await seasons.freeze("s", "2026-02", [{ person: "web:1" }], NOW)).toBe(true);
      expect(await seasons.freeze("s", "2026-02", [], NOW + 1)).toBe(false);
      await seasons.freeze("s", "2026-03", [], NOW);
      expect(await seasons.of("s")).toEqual([
        { season: "2026-03", standings: [], frozenAt: NOW },
        { season: "2026-02", standings: [{ person: "web:1" }], frozenAt: NOW },
      ]);
    });
  });
}
