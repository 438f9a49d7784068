import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { LOCALES } from "../../../src/language.ts";
import { reason, spellDuration } from "../../../src/simulator/explain/index.ts";
import type { Because, RuleId } from "../../../src/simulator/tcp/rules.ts";
import { RULES } from "../../../src/simulator/tcp/rules.ts";
import { language } from "./builder.ts";

const read = (locale: string) => {
  const file = JSON.parse(readFileSync(`assets/locales/${locale}/explain.json`, "utf8"));
  return flatten(file);
};
const flatten = (value: unknown, prefix = ""): Record<string, string> =>
  typeof value === "string"
    ? { [prefix]: value }
    : Object.entries(value as object).reduce(
        (all, [key, inner]) => Object.assign(all, flatten(inner, prefix === "" ? key : `${prefix}.${key}`)),
        {},
      );
const sentences = { en: read("en"), ko: read("ko") };
const ruleIds = Object.keys(RULES) as RuleId[];
const placeholders = (sentence: string): string[] =>
  [...sentence.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = ""]) => name).sort();

/** Hangul that may follow a Latin letter, a digit or a placeholder without a space: units, no particles. */
const UNITS = /^(번|개|초|분|시간|밀리초|바이트|단계)/;
/** Particles that mark the offence where a parenthesis stands between. */
const PARTICLE =
  "(?:은|는|이|가|을|를|과|와|의|에|에서|로|으로|도|만|까지|부터|보다|이므로|입니다)(?![가-힣])";

function particles(sentence: string): string[] {
  const direct = [...sentence.matchAll(/(?:[A-Za-z0-9`]|\}\})([가-힣]+)/g)]
    .filter(([, after = ""]) => !UNITS.test(after))
    .map(([found]) => found);
  const across = [...sentence.matchAll(new RegExp(`(?:[A-Za-z0-9]|\\}\\})\\s?\\([^)]*\\)${PARTICLE}`, "g"))];
  return [...direct, ...across.map(([found]) => found)];
}

describe("sentences of explain", () => {
  it("are the same in both languages, placeholder for placeholder", () => {
    expect(Object.keys(sentences.ko)).toEqual(Object.keys(sentences.en));
    for (const [key, english] of Object.entries(sentences.en)) {
      if (key.startsWith("explain.rule.")) continue;
      const korean = placeholders(sentences.ko[key] ?? "");
      expect(korean, key).toEqual(placeholders(english));
    }
  });

  it("exist for every rule and for nothing else, with the values of the rule", () => {
    for (const locale of LOCALES) {
      const told = Object.keys(sentences[locale]).filter((key) => key.startsWith("explain.rule."));
      expect(told.sort()).toEqual(ruleIds.map((id) => `explain.rule.${id}`).sort());
      for (const id of ruleIds) {
        const wanted = placeholders(sentences[locale][`explain.rule.${id}`] ?? "");
        const given: readonly string[] = RULES[id].values;
        expect(
          wanted.filter((name) => !given.includes(name)),
          `${locale} ${id}`,
        ).toEqual([]);
      }
    }
  });

  it("do not put a unit behind what is spelt with its unit", () => {
    for (const locale of LOCALES) {
      const twice = Object.entries(sentences[locale]).filter(([, text]) =>
        /\{\{(ms|rtt|srtt|rto|next|wait)\}\} ?(ms|s|밀리초|초)\b/.test(text),
      );
      expect(twice).toEqual([]);
    }
  });

  it("have no more than 300 characters", () => {
    for (const locale of LOCALES) {
      for (const [key, sentence] of Object.entries(sentences[locale])) {
        expect(sentence.length, `${locale} ${key}`).toBeLessThanOrEqual(300);
      }
    }
  });

  it("have no Korean particle after a Latin word, a number or a placeholder", () => {
    expect(particles("SYN을 보냄")).toEqual(["N을"]);
    expect(particles("{{seq}}이므로")).toEqual(["}}이므로"]);
    expect(particles("ISS({{iss}})를 고릅니다")).toEqual(["S({{iss}})를"]);
    expect(particles("순서 번호(SEQ)를, 5초 뒤, {{n}}번은")).toEqual([]);
    expect(
      Object.entries(sentences.ko).flatMap(([key, text]) => particles(text).map((found) => [key, found])),
    ).toEqual([]);
  });

  it("explain in plain 합니다체", () => {
    const rules = ruleIds.map((id) => sentences.ko[`explain.rule.${id}`] ?? "");
    const ends = rules.flatMap((text) => text.replace(/\([^)]*\)/g, "").split(/(?<=[가-힣][.?])\s/));
    expect(ends.filter((one) => !/니다\.$/.test(one))).toEqual([]);
    expect(rules.filter((text) => /되어집|(해요|예요|이에요)/.test(text))).toEqual([]);
  });
});

describe("reason", () => {
  const because = (rule: RuleId, values: Because["values"]): Because => ({
    rule,
    values,
  });
  const text = (one: Because, locale: "en" | "ko") => reason(one, locale, language).text;

  it("fills every rule's sentence from the values the rule names", () => {
    for (const id of ruleIds) {
      const values = Object.fromEntries(
        RULES[id].values.map((name) => [name, name === "state" ? "LISTEN" : 1101]),
      );
      for (const locale of LOCALES) {
        const { text: told, section } = reason(because(id, values), locale, language);
        expect(told).not.toMatch(/\{\{|undefined|NaN/);
        expect(section, `${locale} ${id}`).not.toBe("");
      }
    }
  });

  it("names the section in the learner's language", () => {
    const one = because("no-ack-dropped", { flags: "none" });
    expect(reason(one, "en", language).section).toBe("RFC 9293 §3.10.7.4 fifth");
    expect(reason(one, "ko", language).section).toBe("RFC 9293 §3.10.7.4 다섯째");
    expect(reason(because("time-wait-skipped", {}), "ko", language).section).toBe(
      "가정: TIME-WAIT 상태 없음",
    );
  });

  it("has a Korean section for every rule", () => {
    const english = ruleIds.map((id) => {
      const values = Object.fromEntries(RULES[id].values.map((name) => [name, 1]));
      return reason(because(id, values), "ko", language).section;
    });
    const words = english.flatMap(
      (section) =>
        section.match(/\b(the|a|first|fifth|without|every|before|what-if|data|figure|note|table)\b/g) ?? [],
    );
    expect(words).toEqual([]);
  });

  it("spells times and groups of digits as the language does", () => {
    const timeout = because("retransmission-timeout", { rto: 200, times: 2, next: 1_500 });
    expect(text(timeout, "en")).toContain("RTO of 200 ms");
    expect(text(timeout, "ko")).toContain("RTO 200밀리초");
    expect(text(timeout, "ko")).toContain("1.5초");
    expect(text(because("time-wait-expired", { ms: 240_000 }), "en")).toContain("(4 min)");
    expect(text(because("time-wait-expired", { ms: 60_000 }), "ko")).toContain("(60초)");
    expect(text(because("ack-duplicate", { segAck: 1101, sndUna: 1101 }), "ko")).toContain("1,101번");
    expect(text(because("ack-duplicate", { segAck: 1101, sndUna: 1101 }), "en")).toContain("SEG.ACK 1101");
    expect(text(because("send-queued", { octets: 1, state: "SYN-SENT" }), "en")).toContain(
      "keeps 1 octet until",
    );
  });

  it("tells times that add up, below a second and above", () => {
    const told = (ms: number) => spellDuration(ms, "ko", language);
    expect([632.5, 725, 632.5 + 725].map(told)).toEqual(["632.5밀리초", "725밀리초", "1.3575초"]);
    expect([725, 732.5, 725 + 732.5].map(told)).toEqual(["725밀리초", "732.5밀리초", "1.4575초"]);
    expect([11_657.5, 60_000, 11_657.5 + 60_000].map(told)).toEqual(["11.6575초", "60초", "71.6575초"]);
    expect([999.996, 1_000.004, 0.0625].map(told)).toEqual(["1초", "1초", "0.06밀리초"]);
  });

  it("counts from the ISN where it is asked to, but not the ISS that is being chosen", () => {
    const relative = (_: string, value: number) => value - 100;
    const options = { relative };
    const one = because("listen-syn", { segSeq: 100, rcvNxt: 101, iss: 300 });
    expect(reason(one, "en", language, options).text).toContain(
      "SEG.SEQ 0 + 1 = 1. This end chooses its own ISS 300",
    );
  });
});
