import { describe, expect, it } from "vitest";
import explain from "../../commands/explain.ts";
import handshake from "../../commands/handshake.ts";
import help from "../../commands/help.ts";
import { BUTTON_LABEL } from "../../src/chat/limits.ts";
import type { Shown } from "../../src/chat/message.ts";
import { glossary, KINDS } from "../../src/content/glossary.ts";
import { scenarioOf } from "../../src/content/scenarios.ts";
import { sourceIn } from "../../src/content/source.ts";
import { LOCALES } from "../../src/language.ts";
import { context } from "../chat/sample-bot.ts";
import { commandBot, MESSAGE_MAX } from "./command-bot.ts";
import { buttons, talk } from "./talk.ts";

const bot = commandBot(explain, handshake, help);

const { say } = talk(bot);
const labels = (reply: Shown) => buttons(reply).map(({ label }) => label);
/** By the start of its label. */
const press = async (reply: Shown, start: string): Promise<Shown> => {
  const button = buttons(reply).find(({ label }) => label.startsWith(start));
  expect(labels(reply)).toContain(button?.label);
  const { replies, refused } = await bot.press(button?.press ?? "", context());
  expect(refused).toBeUndefined();
  return replies[0] as Shown;
};

describe("/explain", () => {
  it.each(LOCALES)("explains every entry, in %s", async (locale) => {
    for (const { id, run, ...entry } of glossary) {
      const reply = await say(`/explain ${id}`, locale);
      expect(reply.to).toBe("asker");
      expect(reply.message.text).toContain(entry[locale].title);
      expect(reply.message.text).toContain(sourceIn(entry.source, locale));
      expect(reply.message.text.length).toBeLessThanOrEqual(MESSAGE_MAX);
      expect(reply.message.buttons?.length).toBeLessThanOrEqual(5);
      for (const label of labels(reply)) expect([...label].length).toBeLessThanOrEqual(BUTTON_LABEL);
      const runs = run !== undefined && scenarioOf(run.scenario) !== null;
      expect(labels(reply)[0]?.startsWith("▶")).toBe(runs);
    }
  });

  it.each([
    "connection",
    "연결",
    "커넥션",
    "socket",
    "소켓",
    "segment",
    "세그먼트",
    "handshake",
    "핸드셰이크",
    "port",
    "포트",
  ])("knows %s, which a beginner asks for first", async (name) => {
    expect((await say(`/explain ${name}`)).message.text).not.toContain("I have no entry");
  });

  it("shows the thing at the press of a button, and goes on to what is related", async () => {
    const reply = await say("/explain 타임웨이트", "ko");
    expect(reply.message.text).toContain("**TIME-WAIT** · 상태");
    const shown = await press(reply, "▶");
    expect(shown.message.picture?.alt).toContain("TIME-WAIT");
    const related = await press(await say("/explain time-wait"), "Maximum segment lifetime");
    expect(related.message.text).toContain("2 minutes");
  });

  it("shares in the language of the channel", async () => {
    const who = { ...context("ada", "en"), channelLocale: "ko" as const };
    const reply = await say("/explain SYN_RCVD public", "en", who);
    expect(reply.to).toBe("channel");
    expect(reply.message.text).toContain("상태");
    // Of a typed command the platform itself says whose it is.
    expect(reply.message.sharedBy).toBeUndefined();
  });

  it.each(["syn", "0x12"])("says who shows %s to everybody at the press of a button", async (term) => {
    const own = await say(`/explain ${term}`);
    const shown = await press(own, "Show everybody");
    expect([shown.to, shown.message.sharedBy]).toEqual(["channel", "Shared by ada."]);
    expect(shown.message.text).toBe(own.message.text);
    expect(labels(shown)).toEqual(labels(own).filter((label) => label !== "Show everybody"));
  });

  it("takes a flag value apart", async () => {
    const { message } = await say("/explain 0x12");
    expect(message.text).toContain("**SYN,ACK**: `0x12`, decimal 18, in tcpdump `[S.]`");
    expect(message.text).toContain(
      ["```", "CWR  0x80  0  .", "ECE  0x40  0  .", "URG  0x20  0  .", "ACK  0x10  1  ACK"].join("\n"),
    );
    expect(message.text).toContain("second segment of the three-way handshake");
    expect((await press(await say("/explain 0x12"), "▶")).message.picture?.alt).toContain("SYN,ACK");
    for (const word of ["18", "SYN,ACK", "S.", "[S.]", "00010010"])
      expect((await say(`/explain ${word}`)).message.text).toContain("decimal 18");
    expect((await say("/explain SYN,FIN")).message.text).toContain("Not a valid combination: SYN+FIN.");
    expect((await say("/explain SYN,FIN", "ko")).message.text).toContain("올바르지 않은 조합입니다: SYN+FIN");
  });

  it.each(LOCALES)("has a word for every one of the 256, in %s", async (locale) => {
    for (let byte = 0; byte < 256; byte++) {
      const { message } = await say(`/explain 0x${byte.toString(16)}`, locale);
      expect(message.text.length).toBeLessThanOrEqual(MESSAGE_MAX);
      expect(message.text.includes("SYN+FIN")).toBe((byte & 3) === 3);
    }
  });

  it.each(LOCALES)("is kind to a number that is something else, in %s", async (locale) => {
    const port = await say("/explain 8080", locale);
    expect(port.message.text).toContain("8,080");
    expect(port.message.text).toMatch(/port|포트/u);
    expect((await say("/explain 3735928559", locale)).message.text).toContain("ISN");
    expect((await say("/explain 99999999999", locale)).message.text).toContain("4,294,967,295");
    expect((await say("/explain 80", locale)).message.text).toMatch(/port|포트/u);
  });

  it("knows what comes nearest to a name that it does not know", async () => {
    const typo = await say("/explain TIME-WIAT");
    expect(typo.message.text).toContain("`TIME-WIAT`");
    expect((await press(typo, "TIME-WAIT")).message.text).toContain("2 MSL");
    expect(labels(await say('/explain "why is there CLOSE_WAIT?"'))[0]).toBe("CLOSE-WAIT");
    expect(labels(await say('/explain "타임웨이트는 왜 있나요"', "ko"))[0]).toBe("TIME-WAIT");
    const nonsense = await say(`/explain ${"@`x".repeat(500)} public`);
    expect(nonsense.to).toBe("asker");
    expect(labels(nonsense).length).toBeGreaterThan(0);
    expect(nonsense.message.text.length).toBeLessThan(200);
  });

  it.each(LOCALES)("offers a menu by kind, in %s", async (locale) => {
    const menu = await say("/explain", locale);
    expect(menu.to).toBe("asker");
    expect(menu.message.text.length).toBeLessThanOrEqual(MESSAGE_MAX);
    expect(buttons(menu)).toHaveLength(KINDS.length);
    expect((await say("/explain public", locale)).to).toBe("asker");
  });

  it("leads from the menu to every entry", async () => {
    const titles = new Set<string>();
    const menu = await say("/explain");
    for (const kind of labels(menu)) {
      let page: Shown | null = await press(menu, kind);
      while (page !== null) {
        expect(page.to).toBe("same message");
        expect(page.message.buttons?.length).toBeLessThanOrEqual(5);
        for (const label of labels(page)) titles.add(label);
        page = labels(page).includes("More »") ? await press(page, "More »") : null;
      }
    }
    for (const { en } of glossary) {
      const label = en.title.length > BUTTON_LABEL ? `${en.title.slice(0, BUTTON_LABEL - 1)}…` : en.title;
      expect([...titles]).toContain(label);
    }
  });

  it.each([
    ["what is TIME-WAIT?", "TIME-WAIT"],
    ["What does a three-way handshake need?", "Three-way handshake"],
    ["TIME-WAIT가 왜 필요해?", "TIME-WAIT"],
    ["타임 웨이트는 뭐야", "TIME-WAIT"],
  ])("answers whoever asks it by name: %s", async (words, title) => {
    const { replies, refused } = await bot.mention(words, context());
    expect(refused).toBeUndefined();
    expect(replies[0]?.message.text).toContain(title);
  });

  // ECE is in "received", and ACK in "back".
  it.each(["what is received when I come back?", "syn-lost", "ack"])(
    "takes nothing for a question about an entry that names none or asks nothing: %s",
    async (words) => {
      expect((await bot.mention(words, context())).refused?.why).toBe("command");
    },
  );

  it.each(LOCALES)("completes names while they are typed, in %s", (locale) => {
    const found = (typed: string): string[] =>
      bot.complete(`/explain ${typed}`, undefined, locale).items.map(({ insert }) => insert.trim());
    expect(found("syn_rc")).toContain("SYN_RCVD");
    expect(found("타임웨")).toContain("타임웨이트");
    expect(found("econn")).toEqual(expect.arrayContaining(["ECONNREFUSED", "ECONNRESET", "ECONNABORTED"]));
    expect(found("").length).toBeGreaterThan(10);
  });
});
