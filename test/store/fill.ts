import type { Store } from "../../src/store/index.ts";
import { NOW } from "./given.ts";

/** Rows in every table, with what is hard to carry over: other scripts, line ends, quotes, numbers beyond 2^32. */
export async function fill(store: Store): Promise<void> {
  const text = "연결\u2028\"'\\\n\u{1F600}";
  await store.seen.claim(text, NOW);
  await store.installations.save("T1", { text, nul: "\0", none: null }, NOW);
  await store.settings.changePerson("web:1", { language: "ko" }, NOW);
  await store.settings.changePlace("web:p", { language: "en" }, NOW);
  await store.brokenPlaces.mark("web:p", text, NOW);
  const c1 = { place: text, scenario: "three-way", seed: 2 ** 52 + 1, engineVersion: "1", options: [text] };
  await store.connections.create(
    { id: "c1", ...c1, status: "playing" },
    [
      { id: "web:1", name: text },
      { id: "web:2", name: "Bo" },
    ],
    NOW,
  );
  await store.people.forget("web:2");
  for (let version = 0; version < 12; version++)
    await store.connections.append("c1", version, { person: 0, move: { version } }, NOW);
  const answer = { person: "web:1", question: "q", questionVersion: 1, server: null, slot: null, points: 1 };
  for (let n = 0; n < 250; n++)
    await store.answers.record({ id: `a${n}`, ...answer, answer: text, right: n % 2 === 0, at: NOW + n });
  await store.reviewCards.save("web:1", 0, { question: "q", due: NOW, card: { stability: 0.1 + 0.2 } });
  await store.asked.mark("web:1", "q", NOW);
  await store.questions.importAll("s", [{ id: "own", question: text }], NOW);
  await store.questions.setDisabled("s", "q", true, NOW);
  const report = { id: "r", server: "s", person: "web:1", question: "q", questionVersion: 1 };
  await store.reports.add({ ...report, reason: text, at: NOW });
  const schedule = { id: "d", server: "s", place: "p", setting: { text }, bag: [], nextDue: NOW };
  await store.schedules.create(schedule, NOW);
  await store.slots.reserve({ schedule: "d", day: "2026-03-01", post: text, dueAt: NOW });
  await store.slots.skip({ schedule: "d", day: "2026-03-02", reason: text, dueAt: NOW });
  await store.pageMessages.save("page", [{ id: 2 ** 40, person: "web:1", kept: { text } }], []);
  await store.seasons.freeze("s", "2026-02", [text], NOW);
}
