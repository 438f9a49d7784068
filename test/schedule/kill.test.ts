/** kill -9 while people answer: whoever was told that it is recorded finds it there. */
import { expect, it } from "vitest";
import { questions } from "../../src/content/questions.ts";
import { openStore } from "../../src/store/index.ts";
import { folder, script } from "../store/processes.ts";
import { HOUR, SEOUL } from "./given.ts";

const WORKER = new URL("./answer-worker.ts", import.meta.url).pathname;
const SLOT = { schedule: "discord:1", day: "2026-03-02" };

async function opened(data: string) {
  const store = await openStore({ data });
  if (!store.ok) throw new Error(store.problem);
  return store.store;
}

it("kill -9 anywhere loses no acknowledged answer, and leaves none half done", {
  timeout: 90_000,
}, async () => {
  const data = folder();
  const question = questions.find(({ kind }) => kind === "choice")!;
  const option = question.kind === "choice" ? question.options[0]!.id : "";
  const before = await opened(data);
  const at = Date.parse("2026-03-02T00:00Z");
  await before.schedules.create(
    { id: SLOT.schedule, server: "discord:s", place: SLOT.schedule, setting: SEOUL, bag: {}, nextDue: null },
    at,
  );
  await before.slots.reserve({ ...SLOT, post: { questions: [question.id] }, dueAt: at });
  const [slot] = await before.slots.claim(at, { leaseMs: HOUR, limit: 1 });
  await before.slots.markSent(slot!, { message: "m", revealAt: at + HOUR });
  await before.close();

  const told: number[] = [];
  for (let life = 0; life < 2; life++) {
    const from = life * 100_000;
    const child = script(WORKER, [String(from), option], { data });
    await expect
      .poll(() => child.lines().length || child.err(), { timeout: 25_000 })
      .toBeGreaterThan(20 + life * 31);
    await child.kill();
    told.push(...child.lines().map(Number));
  }
  const store = await opened(data);
  const rows = await store.db.selectFrom("answers").select(["person", "slot", "answer"]).execute();
  const kept = new Set(rows.map(({ person }) => person));
  expect(told.filter((n) => !kept.has(`discord:p${n}`))).toEqual([]);
  // What was kept and not told was killed between the two: once a life at most.
  expect(rows.length - told.length).toBeLessThanOrEqual(2);
  expect(new Set(rows.map(({ answer, slot }) => `${slot} ${answer}`)).size).toBe(1);
  await store.close();
});
