/** Reveals in place, with the real picture of who chose what. */
import { describe, expect, it } from "vitest";
import { questions } from "../../src/content/questions.ts";
import { postedName, postedQuestion } from "../../src/schedule/posted.ts";
import { revealChart } from "../../src/schedule/reveal-chart.ts";
import { HOUR, SEOUL } from "./given.ts";
import { simulated } from "./simulated.ts";

const kind = <K extends string>(wanted: K) =>
  questions.filter((one): one is Extract<(typeof questions)[number], { kind: K }> => one.kind === wanted);
const [choice, several] = [kind("choice")[0]!, kind("several")[0]!];
const SLOT = postedName({ schedule: "discord:1", day: "2026-03-02" });

async function posted(question: (typeof questions)[number], setting = {}) {
  const world = await simulated("2026-03-01T23:59Z", [question], revealChart);
  await world.schedule({ ...SEOUL, ...setting });
  await world.until("2026-03-02T00:02Z");
  const revealed = async () => {
    await world.until("2026-03-02T08:30Z", HOUR / 2);
    return world.edits;
  };
  return { ...world, revealed };
}

describe("a reveal", () => {
  it("is an edit of the post, with options in their order and the picture from five answers on", async () => {
    const { posts, answered, revealed } = await posted(choice);
    const letters = choice.options.map((_, at) => "ABCDE"[at]);
    expect(posts[0]?.message.buttons?.[0]?.map(({ label }) => label)).toEqual(letters);
    const [first, second] = choice.options;
    await answered(SLOT, choice, second?.id, 3);
    await answered(SLOT, choice, first?.id, 2);
    const [edit, ...more] = await revealed();
    expect(more).toEqual([]);
    const { text, picture, buttons } = edit!.message;
    expect(text.length).toBeLessThanOrEqual(1_950);
    const order = choice.options.map(({ text: { en } }, at) => text.indexOf(`**${letters[at]}. ${en}**`));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(order).not.toContain(-1);
    // Whoever keeps the picture has the question with it.
    expect(picture!.alt.split("\n")[0]).toBe(choice.stem.en);
    expect([...picture!.png.slice(1, 4)].map((byte) => String.fromCharCode(byte)).join("")).toBe("PNG");
    expect(picture!.missing).toBeUndefined();
    const lines = picture!.alt.split("\n");
    expect(lines).toHaveLength(2 + choice.options.length);
    expect(lines[1]).toBe("5 people answered.");
    expect(lines[2]).toContain("2 (40%)");
    expect(lines[3]).toContain("3 (60%)");
    expect(lines.filter((line) => line.includes("✓ right"))).toHaveLength(1);
    expect(buttons?.flat().map(({ label }) => label)).toContain("Another question");
  });

  it("draws no marks of chat text", async () => {
    const marked = kind("choice").find(({ stem }) => stem.en.includes("`"))!;
    const { answered, revealed } = await posted(marked);
    await answered(SLOT, marked, marked.options[0]?.id, 5);
    const [edit] = await revealed();
    expect(edit!.message.text).toContain(marked.stem.en);
    expect(edit!.message.picture!.alt.split("\n")[0]).toBe(marked.stem.en.replaceAll("`", ""));
  });

  it("tells nobody's answer where fewer than five answered", async () => {
    const { answered, revealed } = await posted(choice);
    await answered(SLOT, choice, choice.options[0]?.id, 4);
    const [edit] = await revealed();
    expect(edit?.message.picture).toBeUndefined();
    expect(edit?.message.text).toContain("shown from 5 answers on");
  });

  it("counts each option of an answer that chose several, in Korean", async () => {
    const { answered, revealed } = await posted(several, { language: "ko" });
    const [first, second] = several.options;
    await answered(SLOT, several, [first?.id, second?.id].toSorted(), 3);
    await answered(SLOT, several, [second?.id], 2);
    const [edit] = await revealed();
    const lines = edit!.message.picture!.alt.split("\n");
    expect(lines[1]).toBe("5명이 답했어요.");
    expect(lines[2]).toContain("3명 (60%)");
    expect(lines[3]).toContain("5명 (100%)");
  });

  it("closes the question: what comes after it is practice", async () => {
    const world = await posted(choice);
    const from = { ...world.store, bank: world.bank };
    const look = () => postedQuestion(from, SLOT, world.clock.now);
    expect(await look()).toMatchObject({ open: true, server: "discord:s" });
    await world.revealed();
    expect(await look()).toMatchObject({ open: false });
  });

  it("that never reaches the platform is given up after a day, and shown so", async () => {
    const world = await posted(choice);
    world.clock.now = Date.parse("2026-03-03T09:00Z");
    await world.outbox.round();
    expect(await world.store.slots.find({ schedule: "discord:1", day: "2026-03-02" })).toMatchObject({
      state: "failed",
      reason: "not revealed",
    });
  });
});

describe("a thread under a post", () => {
  it("is opened once, says what it is for, and goes on asking when the answer is out", async () => {
    const { posts, threads, revealed } = await posted(choice, { thread: true, role: "77" });
    expect(threads).toEqual(["Question of the day, 2026-03-02"]);
    await revealed();
    const said = posts.filter(({ message }) => !message.text.startsWith("For managers"));
    expect(said.map(({ thread, ping }) => [thread, ping])).toEqual([
      [undefined, "77"],
      ["m1", undefined],
      ["m1", undefined],
    ]);
    expect(said[1]?.message.text).toContain("hints rather than answers");
    for (const { en } of choice.followUps) expect(said[2]?.message.text).toContain(en);
  });

  it("that may not be opened costs nothing but itself, and is shown so", async () => {
    const world = await simulated("2026-03-01T23:59Z");
    await world.schedule({ ...SEOUL, thread: true });
    // The post is taken; the thread is not.
    world.answers.push({ ok: true, id: "m1" }, { ok: false, why: "forbidden" });
    await world.until("2026-03-02T00:02Z");
    await world.until("2026-03-02T08:30Z", HOUR / 2);
    expect(await world.store.slots.find({ schedule: "discord:1", day: "2026-03-02" })).toMatchObject({
      ...{ state: "revealed", thread: "refused" },
    });
    expect(await world.store.brokenPlaces.find("discord:1")).toBeUndefined();
  });
});
