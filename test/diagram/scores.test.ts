import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AnswerRow,
  type AnswersOptions,
  type Layout,
  layoutAnswers,
  layoutWeek,
  type WeekDay,
  type WeekOptions,
} from "../../src/diagram/index.ts";
import { collisions, expectGolden, READABLE_PX, smallestOnPhone, texts } from "./looks.ts";
import { oddText } from "./odd-text.ts";

const FRAME = {
  en: { title: "What answers a SYN to a closed port?", subtitle: "36 people answered", command: "" },
  ko: {
    title: "닫힌 포트로 온 SYN 세그먼트에는 무엇이 응답할까요?",
    subtitle: "36명이 답했어요",
    command: "",
  },
};
const CAPTION = {
  en: "RFC 9293 §3.10.7.1: in CLOSED whatever carries no RST of its own is answered with a RST.",
  ko: "RFC 9293 §3.10.7.1: CLOSED 상태에서는 RST 플래그가 없는 세그먼트에 RST 세그먼트로 응답합니다.",
};
const TEXTS = {
  en: [
    "SYN,ACK",
    "RST,ACK, because in CLOSED every segment without a RST is answered with one, whoever sent it",
    "Nothing: the segment is dropped and the client waits until its timer gives up and says ETIMEDOUT",
    "An ICMP message",
    "FIN,ACK",
  ],
  ko: [
    "SYN,ACK 세그먼트",
    "RST,ACK 세그먼트. CLOSED 상태에서는 RST 플래그가 없는 모든 세그먼트에 이렇게 응답하기 때문입니다",
    "아무것도 응답하지 않음. 세그먼트는 버려지고 클라이언트는 타이머가 끝날 때까지 기다림",
    "ICMP 메시지",
    "FIN,ACK 세그먼트",
  ],
};
const COUNTS = [3, 24, 8, 1, 0];

const answers = (locale: "en" | "ko", counts = COUNTS, people = 36): Layout => {
  const rows = TEXTS[locale].map(
    (text, i): AnswerRow => ({ letter: "ABCDE"[i]!, text, count: counts[i] ?? 0, right: i === 1 }),
  );
  return layoutAnswers(rows, answersOptions(locale, people));
};

const answersOptions = (locale: "en" | "ko", people: number): AnswersOptions => ({
  people,
  labels: {
    ...FRAME[locale],
    caption: CAPTION[locale],
    right: locale === "ko" ? "정답" : "right",
    share: (count, percent) => (locale === "ko" ? `${count}명 · ${percent}%` : `${count} · ${percent}%`),
  },
});

const DAYS = { en: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"], ko: [..."월화수목금토일"] };
const WEEK: readonly Omit<WeekDay, "name">[] = [
  { answered: 1, right: 1, empty: "missed" },
  { answered: 6, right: 4, empty: "missed" },
  { answered: 0, right: 0, empty: "missed" },
  { answered: 3, right: 0, empty: "missed" },
  { answered: 0, right: 0, empty: "frozen" },
  { answered: 12, right: 11, empty: "missed" },
  { answered: 0, right: 0, empty: "to come" },
];

const weekOptions = (locale: "en" | "ko", streak: string): WeekOptions => ({
  labels: {
    title: locale === "ko" ? "이번 주" : "Your week",
    subtitle: locale === "ko" ? "11월 16일~22일" : "16 to 22 November",
    caption: locale === "ko" ? "22문제 가운데 16문제를 맞혔어요." : "16 of 22 answers were right.",
    command: "/quiz stats",
    streak,
    ...(locale === "ko"
      ? { right: "정답", wrong: "오답", missed: "놓침", frozen: "얼림" }
      : { right: "right", wrong: "wrong", missed: "missed", frozen: "frozen" }),
  },
});

const week = (locale: "en" | "ko", days = WEEK, streak = locale === "ko" ? "연속 3일" : "3 days in a row") =>
  layoutWeek(
    days.map((day, i) => ({ ...day, name: DAYS[locale][i]! })),
    weekOptions(locale, streak),
  );

const none = (locale: "en" | "ko") =>
  week(
    locale,
    WEEK.map((day) => ({ ...day, answered: 0, right: 0 })),
    "",
  );

/** As long as a question may be. */
const LONG = {
  en: "A client connects to a server whose accept queue is full, and the third segment of its handshake is dropped. ".repeat(
    4,
  ),
  ko: "accept 큐가 가득 찬 서버에 클라이언트가 연결하고, 핸드셰이크의 세 번째 세그먼트가 버려집니다. ".repeat(
    5,
  ),
};

const asked = (title: string): Layout => {
  const options = answersOptions("en", 36);
  const rows: AnswerRow[] = [{ letter: "A", text: "SYN,ACK", count: 36, right: true }];
  return layoutAnswers(rows, { ...options, labels: { ...options.labels, title } });
};

const CHARTS = {
  answers,
  "answers-nobody": (locale: "en" | "ko") => answers(locale, [], 0),
  "answers-long": (locale: "en" | "ko") => asked(LONG[locale]),
  "answers-all": (locale: "en" | "ko") => answers(locale, [0, 1_204_000, 0, 0, 0], 1_204_000),
  week: (locale: "en" | "ko") => week(locale),
  "week-none": none,
} as const;

describe.each(Object.keys(CHARTS) as (keyof typeof CHARTS)[])("the chart %s", (name) => {
  it.each(["en", "ko"] as const)("is the stored one in %s", (locale) => {
    expectGolden(`score-${name}.${locale}`, CHARTS[name](locale));
  });

  it.each(["en", "ko"] as const)("has no text upon another, a mark or the edge, in %s", (locale) => {
    const picture = CHARTS[name](locale);
    expect(collisions(picture)).toEqual([]);
    expect(smallestOnPhone(picture)).toBeGreaterThanOrEqual(READABLE_PX);
    expect(picture.missing).toBe(0);
  });
});

const QUESTION_SIZE = 20;

const bars = ({ shapes }: Layout) =>
  shapes.flatMap((shape) => (shape.type === "rect" && shape.h === 22 ? [shape] : []));

describe("the answers to a question", () => {
  it("are bars as long as their part, with the count and the percentage beside them", () => {
    const filled = bars(answers("en")).filter(({ role }) => role !== "hair");
    const [a, b, c] = filled.map(({ w }) => w) as [number, number, number];
    expect(b / a).toBeCloseTo(8, 1);
    expect(c / b).toBeCloseTo(1 / 3, 1);
    expect(texts(answers("en"))).toEqual(expect.arrayContaining(["24 · 67%", "3 · 8%", "0 · 0%"]));
  });

  it("stand below the whole question, and say where one is too long", () => {
    const stem = TEXTS.en[2]!.repeat(2);
    const question = (title: string) =>
      asked(title).shapes.flatMap((s) => (s.type === "text" && s.size === QUESTION_SIZE ? [s.text] : []));
    expect(question(stem).join(" ")).toBe(stem.trim());
    // Cut off before it is measured, it says so all the same.
    for (const long of [LONG.en, LONG.ko, "a b ".repeat(200)]) {
      expect(question(long).at(-1)).toMatch(/…$/u);
      expect(question(long).length).toBeLessThanOrEqual(6);
    }
  });

  it("are all of them, or none, only where they are", () => {
    const shares = (counts: number[], people: number) =>
      texts(answers("en", counts, people)).filter((text) => text.endsWith("%"));
    expect(shares([249, 1, 0, 250, 2], 250)).toEqual([
      ...["249 · >99%", "1 · <1%", "0 · 0%", "250 · 100%", "2 · 1%"],
    ]);
    expect(shares([990, 995, 994, 5, 10], 1_000)).toEqual([
      ...["990 · 99%", "995 · >99%", "994 · 99%", "5 · 1%", "10 · 1%"],
    ]);
  });

  it("tell the right one by a word, a tick and a round letter, not by colour alone", () => {
    const picture = answers("ko");
    expect(texts(picture).filter((text) => text === "정답").length).toBe(1);
    const ticks = picture.shapes.filter(({ type, role }) => type === "line" && role === "ack");
    expect(ticks.length).toBe(1);
    const badges = picture.shapes.flatMap((s) => (s.type === "rect" && s.w === s.h ? [s] : []));
    expect(badges.filter(({ radius, w }) => radius === w / 2).length).toBe(1);
  });
});

describe("a week", () => {
  it("says of each day how many were right, or why there is nothing", () => {
    const words = texts(week("en"));
    expect(words).toEqual(
      expect.arrayContaining(["1/1", "4/6", "0/3", "11/12", "missed", "frozen", "3 days in a row"]),
    );
    expect(words.filter((word) => word === "missed").length).toBe(1);
    expect(week("en").shapes.filter(({ type }) => type === "cross").length).toBe(1);
  });

  it("draws no streak where there is none", () => {
    expect(none("ko").height).toBeLessThanOrEqual(week("ko").height);
    expect(texts(none("ko")).join(" ")).not.toContain("연속");
  });
});

describe("a day of very many answers", () => {
  // The painter refuses a box of less than nothing.
  it.each([
    [127, 128],
    [1, 128],
    [1_000, 100_000],
  ])("%i of %i right, is drawn, whatever is left for the few", (right, answered) => {
    const days = WEEK.map((day, i) => (i === 1 ? { ...day, answered, right } : day));
    for (const shape of week("en", days).shapes) {
      if (shape.type !== "rect") continue;
      expect(Math.min(shape.w, shape.h)).toBeGreaterThan(0);
      expect(shape.radius).toBeGreaterThanOrEqual(0);
    }
  });

  it("says both numbers, on two lines where one is too short", () => {
    const days = WEEK.map((day, i) => (i === 1 ? { ...day, answered: 12_345, right: 12_000 } : day));
    const picture = week("en", days);
    expect(texts(picture)).toEqual(expect.arrayContaining(["12000/", "12345", "11/12"]));
    expect(collisions(picture)).toEqual([]);
  });

  it("leaves those of other days upon the line", () => {
    const days = WEEK.map((day, i) => (i === 1 ? { ...day, answered: 1_234, right: 1_200 } : day));
    const { shapes } = week("en", days);
    const base = shapes.find((s) => s.type === "line" && s.role === "lifeline");
    const line = base?.type === "line" ? base.points[1]! : 0;
    const columns = shapes.flatMap((s) => (s.type === "rect" && s.w === 44 ? [s] : []));
    expect(columns.length).toBeGreaterThan(4);
    for (const { y, h } of columns) expect(y + h).toBeLessThan(line);
  });
});

describe("any label", () => {
  const hostile = oddText(200);
  const count = fc.integer({ min: 0, max: 2 ** 31 });

  it("is cut and never breaks a chart", () => {
    fc.assert(
      fc.property(
        hostile,
        hostile,
        hostile,
        count,
        fc.array(count, { maxLength: 14 }),
        (a, b, c, people, counts) => {
          const frame = { title: a, subtitle: b, caption: c, command: a };
          const rows = counts.map(
            (n, i): AnswerRow => ({ letter: c, text: i % 2 === 0 ? a : b, count: n, right: i % 3 === 0 }),
          );
          const labels = { ...frame, right: b, share: () => c };
          const days = counts.map(
            (n, i): WeekDay => ({
              name: a,
              answered: n,
              right: n >> (i % 3),
              empty: i % 2 === 0 ? "missed" : "frozen",
            }),
          );
          const words = { right: a, wrong: b, missed: c, frozen: a, streak: b };
          for (const picture of [
            layoutAnswers(rows, { labels, people }),
            layoutWeek(days, { labels: { ...frame, ...words } }),
          ]) {
            expect(collisions(picture)).toEqual([]);
            expect(picture.height).toBeLessThan(1_400);
            expect(JSON.stringify(picture)).not.toMatch(/null|NaN/u);
            // biome-ignore lint/suspicious/noControlCharactersInRegex: this is what must not come through.
            expect(texts(picture).join("")).not.toMatch(/[\u0000-\u001f\u202a-\u202e]|\p{Cs}/u);
          }
        },
      ),
      // No title, and yet a line below it.
      { numRuns: 80, examples: [["", "👩‍👩‍👧‍👦".repeat(40), "", 0, []]] },
    );
  });
});
