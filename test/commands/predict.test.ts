/** `/handshake predict` as a learner uses it: what comes is said first, and the answer is nowhere before that. */
import { describe, expect, it, vi } from "vitest";
import handshake from "../../commands/handshake.ts";
import type { Context, Form, Message } from "../../src/chat/message.ts";
import { scenarioOf } from "../../src/content/scenarios.ts";
import type { Locale } from "../../src/language.ts";
import { answerOf, canBeGuessed, type Guess, verdictsOf } from "../../src/simulator/explain/guess.ts";
import { run } from "../../src/simulator/network/run.ts";
import type { Scenario } from "../../src/simulator/network/scenario.ts";
import { context } from "../chat/sample-bot.ts";
import { commandBot, MESSAGE_MAX } from "./command-bot.ts";

// Many pictures are drawn here; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });

const bot = commandBot(handshake);
const LABELS = { en: ["Say what comes", "Show it"], ko: ["예측하기", "그냥 보기"] } as const;

const begin = async (id: string, who: Context): Promise<Message<string>> =>
  (await bot.run(`/handshake predict ${id}`, who)).replies[0]?.message as Message<string>;
const idOf = ({ buttons }: Message<string>, label: string): string =>
  buttons?.flat().find((one) => one.label === label)?.press ?? `no button ${label}`;
const show = async (card: Message<string>, label: string, who: Context) =>
  (await bot.press(idOf(card, label), who)).replies[0]?.message as Message<string>;

async function guess(card: Message<string>, said: Partial<Guess>, who: Context): Promise<Message<string>> {
  const { form } = await bot.press(idOf(card, LABELS[who.locale][0]), who);
  const reply = await bot.press((form as Form<string>).press, who, { fields: { ...said } });
  return reply.replies[0]?.message as Message<string>;
}

const asked = (scenario: Scenario) => run(scenario).entries.filter(canBeGuessed);

describe.each(["three-way", "four-way", "syn-lost", "simultaneous-close"])("%s", (id) => {
  const scenario = scenarioOf(id) as Scenario;
  const numbers = scenario.numbers ?? "relative";

  it.each<Locale>(["en", "ko"])("is said step by step, all right, in %s", async (locale) => {
    const who = context("ada", locale);
    let card = await begin(id, who);
    let parts = 0;
    for (const entry of asked(scenario)) {
      const answer = answerOf(entry, numbers);
      // An answer that stands in the question would be no guess.
      const question = card.text.split("\n").slice(-2).join("\n");
      expect(question).not.toMatch(/seq=|→/u);
      // Neither may the picture show more than what was sent before.
      const before = run(scenario).entries.filter(({ n, sent }) => n < entry.n && sent.length > 0);
      const told = (locale === "en" && card.picture?.alt.match(/, sends /gu)) || [];
      expect(told.length).toBeLessThanOrEqual(before.length);
      card = await guess(card, answer, who);
      parts += Object.values(answer).filter((part) => part !== "").length;
      expect(card.text.length, card.text).toBeLessThanOrEqual(MESSAGE_MAX);
      expect(card.text).toContain(locale === "en" ? `${parts} of ${parts}` : `${parts}개 중 ${parts}개`);
      expect(card.text).not.toContain("✗");
    }
    expect(card.text).toContain(locale === "en" ? "That was all of it" : "끝까지 왔어요");
  });
});

it("says of each wrong part what it is and why, and counts it", async () => {
  const who = context("ada", "en");
  let card = await show(await begin("three-way", who), "Show it", who);
  card = await show(card, "Show it", who);
  // The SYN reaches the server.
  card = await guess(card, { flags: "ack", seq: "1", ack: "0", state: "established" }, who);
  expect(card.text).toContain("✗ Its ACK number: you said `0`, it is `1`. It names the next octet");
  expect(card.text).toContain(
    "✗ Flags of the next segment: you said `ack`, it is `SYN,ACK`. The SYN takes up one number",
  );
  // The same rule decides it, and was just read.
  expect(card.text).toContain("✗ State afterwards: you said `established`, it is `SYN-RECEIVED`.\n");
  expect(card.text).toContain("right so far: 0 of 4");
});

it("gives reasons in the numbers that the scenario shows", async () => {
  const who = context("ada", "en");
  let card = await show(await begin("note-isn-100-200", who), "Show it", who);
  card = await guess(card, { flags: "ack", seq: "1" }, who);
  expect(card.text).toContain(
    "it is `SYN,ACK`. The SYN takes up one number, so RCV.NXT = SEG.SEQ 200 + 1 = 201.",
  );
  expect(card.text).not.toContain("SEG.SEQ 0");
});

it.each([
  ["three-way", "en", "relative: counted from each end's SYN"],
  ["three-way", "ko", "상대 번호: 각자의 SYN 세그먼트가 기준"],
  ["note-isn-100-200", "en", "absolute: as the header carries it"],
  ["note-isn-100-200", "ko", "절대 번호: 헤더에 실리는 값 그대로"],
] as const)("says how numbers are counted before there is a picture (%s, %s)", async (id, locale, hint) => {
  const who = context("ada", locale);
  const card = await begin(id, who);
  expect(card.picture).toBeUndefined();
  const { form } = await bot.press(idOf(card, LABELS[locale][0]), who);
  const fields = (form as Form<string>).fields.map((field) => [field.name, field.hint]);
  expect(Object.fromEntries(fields)).toMatchObject({ seq: hint, ack: hint });
});

it("counts nothing where nothing was said, and keeps nothing between presses", async () => {
  const who = context("ada", "en");
  const first = await begin("three-way", who);
  const once = await guess(first, {}, who);
  expect(once.text).toContain("nothing is counted");
  // The same button again, as after a restart: the same card.
  expect((await guess(first, {}, who)).text).toBe(once.text);
  expect(once.text).not.toContain("right so far");
});

it.each<Locale>(["en", "ko"])("keeps no score for who only looks on, to the end, in %s", async (locale) => {
  const who = context("ada", locale);
  let card = await begin("three-way", who);
  for (const _ of asked(scenarioOf("three-way") as Scenario)) {
    card = await show(card, LABELS[locale][1], who);
    expect(card.text).not.toMatch(/0 of 0|0개 중/u);
  }
  expect(card.text).toContain(locale === "en" ? "You guessed nothing" : "예측한 것이 없어요");
});

it("shows the steps as going through them does: the newest stands out, and the footer tells no end", async () => {
  const who = context("ada", "ko");
  const predicted = await show(await begin("four-way", who), LABELS.ko[1], who);
  const run = (await bot.run("/handshake run four-way", who)).replies[0]?.message as Message<string>;
  const stepped = await show(await show(run, "한 단계씩", who), "다음 ▶", who);
  expect(predicted.picture?.png).toEqual(stepped.picture?.png);
});

it("takes what the tools print for what it is", async () => {
  const who = context("ada", "en");
  let card = await show(await begin("three-way", who), "Show it", who);
  card = await show(card, "Show it", who);
  card = await guess(card, { flags: "[S.]", state: "syn_rcvd" }, who);
  expect(card.text).toContain("✓ Flags of the next segment: `[S.]`");
  expect(card.text).toContain("✓ State afterwards: `syn_rcvd`");
  expect(card.text).toContain("right so far: 2 of 2");
});

it("says of a word that is no flag or state that it is none, and does not count it", async () => {
  const who = context("ada", "en");
  let card = await show(await begin("three-way", who), "Show it", who);
  card = await show(card, "Show it", who);
  card = await guess(card, { flags: "SYM,ACK", seq: "x+1", ack: "1", state: "ESTABLISED" }, who);
  expect(card.text).toContain("- `SYM` is no TCP flag, so this part is not counted. The nearest: `SYN`.");
  expect(card.text).toContain("- Its SEQ number: `x+1` is no number, so this part is not counted.");
  expect(card.text).toContain(
    "- `ESTABLISED` is no TCP state, so this part is not counted. The nearest: `ESTABLISHED`.",
  );
  expect(card.text).toContain("right so far: 1 of 1");
  expect(card.text).not.toContain("✗");
});

it.each([
  ["en", "The states are `CLOSED`, `LISTEN`,", "say once more what comes", "right so far"],
  ["ko", "TCP 상태: `CLOSED`, `LISTEN`,", "다시 예측해 보세요", "지금까지"],
] as const)(
  "asks again where nothing that was said is a prediction, in %s",
  async (locale, all, again, score) => {
    const who = context("ada", locale);
    const first = await begin("three-way", who);
    const card = await guess(first, { flags: "FOO", state: "banana" }, who);
    expect(card.text).toContain("`FOO`");
    expect(card.text).toContain(all);
    expect(card.text).toContain(again);
    expect(card.text).not.toContain(score);
    // The same step, and nothing of its answer.
    expect(card.text.endsWith(first.text.split("\n").slice(-2).join("\n"))).toBe(true);
    expect(card.text.length).toBeLessThanOrEqual(MESSAGE_MAX);
    const labels = card.buttons?.flat().map(({ label }) => label);
    expect(labels).toEqual(LABELS[locale].slice());
  },
);

it("is for whoever asked alone", async () => {
  const card = await begin("three-way", context("ada", "en"));
  const { refused } = await bot.press(idOf(card, "Show it"), context("bob", "en"));
  expect(refused).toBeDefined();
});

it("takes flags, states and nothing in any writing", () => {
  const [syn] = asked(scenarioOf("three-way") as Scenario).slice(2);
  const said = { flags: "ack+syn", seq: " 0", ack: "1", state: "syn_received" };
  const verdicts = syn ? verdictsOf(said, syn, "relative") : [];
  expect(verdicts.map(({ right }) => right)).toEqual([true, true, true, true]);
});
