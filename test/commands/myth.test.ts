import { describe, expect, it } from "vitest";
import handshake from "../../commands/handshake.ts";
import help from "../../commands/help.ts";
import myth from "../../commands/myth.ts";
import { parse } from "../../src/chat/grammar.ts";
import { BUTTON_LABEL } from "../../src/chat/limits.ts";
import type { Message } from "../../src/chat/message.ts";
import { commandOfRun, myths } from "../../src/content/myths.ts";
import { context } from "../chat/sample-bot.ts";
import { commandBot, language } from "./command-bot.ts";

const COMMANDS = [handshake, help, myth];
const bot = commandBot(...COMMANDS);

type Tongue = "en" | "ko";

async function say(text: string, locale: Tongue = "en"): Promise<Message<string>> {
  const { replies, refused } = await bot.run(text, context("ada", locale));
  const [reply] = replies;
  expect([text, refused?.why, reply?.to]).toEqual([text, undefined, "asker"]);
  return reply?.message as Message<string>;
}

const check = (claim: string, locale: Tongue = "en"): Promise<Message<string>> =>
  say(`/myth check claim="${claim}"`, locale);

const labels = ({ buttons = [] }: Message<string>): string[] => buttons.flat().map(({ label }) => label);

async function press(message: Message<string>, label: string, locale: Tongue = "en") {
  const button = message.buttons?.flat().find((one) => one.label === label);
  const { replies, refused } = await bot.press(button?.press ?? "", context("ada", locale));
  expect([label, refused?.why]).toEqual([label, undefined]);
  return replies[0]?.message as Message<string>;
}

describe("/myth list", () => {
  it.each(["en", "ko"] as const)("shows every claim of a verdict with its button, in %s", async (locale) => {
    for (const verdict of ["wrong", "imprecise"] as const) {
      const shown = await say(`/myth list ${verdict}`, locale);
      for (const one of myths.filter((each) => each.verdict === verdict)) {
        expect(shown.text).toContain(one[locale].claim);
        expect(labels(shown)).toContain(one[locale].title);
      }
      expect(shown.buttons?.length).toBeLessThanOrEqual(5);
      for (const label of labels(shown)) expect(label.length).toBeLessThanOrEqual(BUTTON_LABEL);
      expect(shown.text.length).toBeLessThan(2_000);
    }
  });

  it("leads to each claim and to the other list", async () => {
    const wrong = await say("/오해 목록", "ko");
    const floods = await press(wrong, "3-way 방식이 SYN 플러드를 방지", "ko");
    expect(floods.text).toContain("틀린 말이에요");
    const imprecise = await press(wrong, "부정확한 말", "ko");
    expect(labels(imprecise)).toContain("SYN 세그먼트에는 데이터가 없다");
  });
});

describe("/myth check", () => {
  it.each([
    ["en", "For example:"],
    ["ko", "예:"],
  ] as const)("without a sentence shows some whole, each on a line, in %s", async (locale, lead) => {
    const { replies } = await bot.run("/myth check", context("ada", locale));
    const [first = "", ...lines] = replies[0]?.message.text.split("\n") ?? [];
    expect(first.endsWith(lead)).toBe(true);
    const claims = lines.map((line) => /^- `(.+)`$/u.exec(line)?.[1]);
    expect(claims).toHaveLength(3);
    for (const claim of claims) expect(myths.map((one) => one[locale].claim)).toContain(claim);
  });

  it("without a sentence says what it needs, and offers no more claims than it names", async () => {
    const { replies } = await bot.run("/myth check", context("ada", "ko"));
    const [{ text, buttons = [] }] = replies.map(({ message }) => message) as [Message<string>];
    expect(text).toMatch(/^`claim` 옵션도 적어 주세요: 확인할 문장/u);
    const tried = buttons.flat().filter(({ label }) => label.startsWith("/myth check"));
    expect(tried.length).toBeGreaterThan(0);
    expect(tried.length).toBeLessThanOrEqual(3);
  });

  it("answers with verdict, truth, source, reason and a run", async () => {
    const card = await check("3-way handshake prevents SYN flooding");
    for (const part of [
      "This is wrong",
      "SYN cookies",
      "RFC 4987",
      "Why people believe it",
      "/handshake run syn-flood",
    ])
      expect(card.text).toContain(part);
    const ran = await press(card, "Run the counter-example");
    expect(ran.picture?.alt).toContain("SYN");
  });

  it("answers in the learner's language, whichever the sentence is in", async () => {
    expect((await check("TIME_WAIT 상태는 데드락을 방지한다")).text).toContain("What is true");
    expect((await check("TIME_WAIT prevents deadlock", "ko")).text).toContain("맞는 설명");
  });

  it("takes a sentence without quotes, as it was pasted", async () => {
    const pasted = await say("/myth check The server's SYN asks the client to open its port, too");
    expect(pasted.text).toContain("This is wrong");
    expect((await say("/오해 확인 TIME_WAIT: 240초 동안 유지", "ko")).text).toContain("240초");
    expect((await say("/myth check Zeta: a \"lone” quote's 'xq")).text).toContain(
      "`Zeta: a \"lone” quote's 'xq`",
    );
  });

  it("says plainly when it knows none, and offers the two nearest", async () => {
    const denied = await check("The 3-way handshake does NOT prevent SYN floods");
    expect(denied.text).toContain("I know no such claim");
    expect(denied.text).toContain("Did you mean");
    expect(labels(denied)).toContain("Three-way prevents SYN floods");
    expect(labels(denied)).toHaveLength(3);
    expect((await press(denied, "Three-way prevents SYN floods")).text).toContain("This is wrong");
    const lunch = await check("오늘 점심 뭐 먹을까요?", "ko");
    expect(lunch.text).not.toContain("혹시");
    expect(labels(lunch)).toEqual(["오해 목록"]);
  });

  it("refuses nothing and too much, and shows a sentence harmlessly", async () => {
    expect((await check("  ")).text).toContain("Give me a sentence");
    expect((await check("a ".repeat(251))).text).toContain("501 characters");
    expect((await check("가".repeat(501), "ko")).text).toContain("501자예요");
    expect((await check("가".repeat(500), "ko")).text).toContain("오해 목록에 없어요");
    expect((await check("`@everyone` ** x")).text).toContain("`'@everyone' ** x`");
  });

  it("takes a press of an earlier version", async () => {
    const [reply] =
      (await myth.press?.("show", ["Z9"], {
        ...context(),
        language: language,
        commands: COMMANDS,
        services: {},
        now: 0,
        random: (bytes) => new Uint8Array(bytes),
      })) ?? [];
    expect(reply).toMatchObject({ message: { text: expect.stringContaining("earlier version") } });
  });
});

describe("the run of a claim", () => {
  it.each(myths)("$id is a command that exists", ({ run }) => {
    const command = commandOfRun(run);
    expect([command, parse(command, COMMANDS, "en").kind]).toEqual([command, "run"]);
  });
});
