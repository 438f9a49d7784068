import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { scenarios } from "../src/content/scenarios.ts";
import { loadLanguage, readSentences } from "../src/language.ts";

const folder = fileURLToPath(new URL("../assets/locales", import.meta.url));
const en = readSentences(join(folder, "en"));
const ko = readSentences(join(folder, "ko"));

const stem = (key: string): string => key.replace(/_(one|other)$/u, "");
const stems = (keys: readonly string[]): string[] => [...new Set(keys.map(stem))].sort();
const placeholders = (sentence: string): string[] =>
  [...new Set(sentence.match(/\{\{.+?\}\}/gu) ?? [])].sort();

/** 을, 는, 이 … straight after a Latin letter, a digit or a value: which one fits cannot be known. */
const PARTICLE =
  /(?:[A-Za-z0-9]|\}\})[)`*"”']*(?:으로|로|이나|이란|이라|[은는이가을를와과란])(?=[\s.,!?:;)"”'`*]|$)/u;

/** A remark in parentheses after a Korean word does not count: the particle goes with the word. */
const hasLooseParticle = (sentence: string): boolean =>
  PARTICLE.test(sentence.replace(/(?<=[가-힣])\([^()]*\)/gu, ""));

describe("the sentences", () => {
  it("are the same in both languages", () => {
    expect(stems(Object.keys(ko))).toEqual(stems(Object.keys(en)));
  });

  it("take the same values in both languages", () => {
    const differing = Object.keys(en).filter((key) => {
      const korean = ko[key] ?? ko[`${stem(key)}_other`] ?? "";
      return placeholders(en[key] ?? "").join() !== placeholders(korean).join();
    });
    expect(differing).toEqual([]);
  });

  it("name the values that they take, and nothing else", () => {
    const marks = Object.values({ ...en, ...ko }).flatMap(
      (sentence) => sentence.match(/\{\{.*?\}\}/gu) ?? [],
    );
    expect(marks.filter((mark) => !/^\{\{\w+\}\}$/u.test(mark))).toEqual([]);
  });

  it("have no Korean particle straight after a Latin word, a digit or a value", () => {
    expect(Object.entries(ko).filter(([, sentence]) => hasLooseParticle(sentence))).toEqual([]);
  });

  it("of scenarios have none either", () => {
    const told = scenarios.flatMap(({ id, title, about }) => [
      [id, title.ko],
      [id, about.ko],
    ]);
    expect(told.filter(([, sentence = ""]) => hasLooseParticle(sentence))).toEqual([]);
  });

  it("have no Korean that names two particles at once, and no Hangul in English", () => {
    expect(
      Object.values(ko).filter((sentence) => /[가-힣]\([가-힣]\)|\([을를은는이가]\)/u.test(sentence)),
    ).toEqual([]);
    expect(Object.values(en).filter((sentence) => /[가-힣]/u.test(sentence))).toEqual([]);
  });

  it("know a particle when they see one", () => {
    const wrong = [
      "SYN을 보내요",
      "{{n}}을 보내요",
      "`ACK`는 와요",
      "RFC 9293의 3장은 TCP로.",
      "7로",
      "(ISN)를",
    ];
    expect(wrong.filter((sentence) => hasLooseParticle(sentence))).toEqual(wrong);
    const right = [
      "SYN 세그먼트를 보내요",
      "{{n}}개를 보내요",
      "60초를 기다려요",
      "`이름=값` 꼴로 써요",
      "TCB(연결 정보)를 지워요",
    ];
    expect(right.filter((sentence) => hasLooseParticle(sentence))).toEqual([]);
  });
});

const written = (files: Record<string, object>): string => {
  const made = mkdtempSync(join(tmpdir(), "ackademy-"));
  for (const locale of ["en", "ko"]) {
    mkdirSync(join(made, locale));
    for (const [name, content] of Object.entries(files)) {
      writeFileSync(join(made, locale, name), JSON.stringify(content));
    }
  }
  return made;
};

describe("loadLanguage", () => {
  const language = loadLanguage(
    written({ "a.json": { a: { b: "<{{x}}>", n_one: "{{count}} reply", n_other: "{{count}} replies" } } }),
  );

  it("fills values in as they are: no HTML escaping, no references, no second filling", () => {
    expect(language.say("a.b", "en", { x: "<b> $t(a.n) {{y}}" })).toBe("<<b> $t(a.n) {{y}}>");
  });

  it("picks the plural", () => {
    expect(language.say("a.n", "en", { count: 1 })).toBe("1 reply");
    expect(language.say("a.n", "en", { count: 2 })).toBe("2 replies");
    expect(language.say("a.n", "ko", { count: 1 })).toBe("1 replies");
  });

  it("throws at an unknown key and at a missing value", () => {
    expect(() => language.say("a.c", "en")).toThrow('no sentence "a.c" in en');
    expect(() => language.say("a.n", "en")).toThrow('no sentence "a.n" in en');
    expect(() => language.say("a.c", "en", { count: 1 })).toThrow('no sentence "a.c" in en');
    expect(() => language.say("a.b", "ko")).toThrow('needs a value for "x"');
  });

  it("refuses a key that two files give", () => {
    const twice = written({ "a.json": { a: { b: "1" } }, "b.json": { "a.b": "2" } });
    expect(() => loadLanguage(twice)).toThrow(/b\.json: "a\.b" is already given/u);
  });
});
