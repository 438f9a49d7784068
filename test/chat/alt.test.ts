import { describe, expect, it } from "vitest";
import { altText } from "../../src/chat/alt.ts";
import { scenarios } from "../../src/content/scenarios.ts";
import { LOCALES } from "../../src/language.ts";
import { alt } from "../../src/simulator/explain/index.ts";
import { run } from "../../src/simulator/network/run.ts";
import { language } from "../commands/command-bot.ts";

/** Discord's description of an attachment, Slack's alt_text. */
const MOSTS = [1_024, 2_000];
const CUT = { en: /^… and (\d+) more lines?$/u, ko: /(\d+)/u };

describe.each(LOCALES)("a picture's words in %s", (locale) => {
  it.each(MOSTS)("are whole steps in at most %d characters and say how many are left out", (most) => {
    let cuts = 0;
    for (const trace of scenarios.flatMap((one) => [run(one), run(one, { loss: 0.6, seed: 1 })])) {
      const whole = alt(trace, locale, language);
      const text = altText({ alt: whole }, most, language, locale);
      expect(text.length).toBeLessThanOrEqual(most);
      if (whole.length <= most) {
        expect(text).toBe(whole);
        continue;
      }
      cuts++;
      const lines = text.split("\n");
      const left = Number(CUT[locale].exec(lines.pop()!)?.[1]);
      expect(whole.split("\n").slice(0, lines.length)).toEqual(lines);
      expect(lines.length + left).toBe(whole.split("\n").length);
    }
    expect(cuts).toBeGreaterThan(0);
  });

  it("keep as many steps as fit", () => {
    const whole = Array.from({ length: 40 }, (_, i) => `${i} ${"x".repeat(40)}`).join("\n");
    const text = altText({ alt: whole }, 500, language, locale);
    const [, left] = CUT[locale].exec(text.split("\n").at(-1)!) ?? [];
    const room = 500 - text.length;
    expect(room).toBeLessThan(whole.split("\n")[40 - Number(left)]!.length + 2);
  });

  it.each(MOSTS)("of one step keep the newest and the first line in at most %d characters", (most) => {
    let cuts = 0;
    for (const trace of scenarios.map((one) => run(one, { loss: 0.6, seed: 1 }))) {
      const whole = alt(trace, locale, language).split("\n");
      const text = altText({ alt: whole.join("\n"), newestLast: true }, most, language, locale);
      expect(text.length).toBeLessThanOrEqual(most);
      const [first, left = "", ...newest] = text.split("\n");
      if (text.split("\n").length === whole.length && text === whole.join("\n")) continue;
      cuts++;
      expect([first, ...newest]).toEqual([whole[0], ...whole.slice(-newest.length)]);
      expect(newest.length).toBeGreaterThan(1);
      expect(Number(/\d+/u.exec(left)?.[0])).toBe(whole.length - 1 - newest.length);
      const one = whole.at(-newest.length - 1)?.length ?? 0;
      expect(text.length + one).toBeGreaterThan(most - 3);
    }
    expect(cuts).toBeGreaterThan(0);
  });

  it("are cut within a line, between two letters, where not even the first one fits", () => {
    for (const most of [0, 1, 2, 3, 40, 41, 60, 61]) {
      for (const whole of ["😀".repeat(50), `${"😀".repeat(50)}\nmore`]) {
        const text = altText({ alt: whole }, most, language, locale);
        expect(text.length).toBeLessThanOrEqual(most);
        expect(text).not.toMatch(/\p{Cs}/u);
      }
    }
    expect(altText({ alt: "x".repeat(50) }, 20, language, locale)).toBe(`${"x".repeat(19)}…`);
  });
});
