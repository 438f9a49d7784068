import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import handshake from "../../commands/handshake.ts";
import help from "../../commands/help.ts";
import quiz from "../../commands/quiz.ts";
import { type Command, type OptionMeta, subcommand } from "../../src/chat/command.ts";
import type { Fault } from "../../src/chat/fault.ts";
import { type Parsed, parse } from "../../src/chat/grammar.ts";
import { cutWords, quoted } from "../../src/chat/words.ts";
import { sample } from "./sample-commands.ts";

const commands = [help, sample];
const read = (text: string) => parse(text, commands, "en");
const options = (text: string) => {
  const parsed = read(text);
  return parsed.kind === "run" ? { [parsed.subcommand.name]: parsed.options } : parsed;
};
const faults = (text: string) => {
  const parsed = read(text);
  return parsed.kind === "wrong" ? parsed.faults : parsed;
};
const retries = (text: string) => {
  const parsed = read(text);
  return parsed.kind === "wrong" ? parsed.retries : parsed;
};

describe("a command that parses", () => {
  const blue = { colour: "blue", size: 120, public: false };
  it.each([
    ["/sample draw", { draw: blue }],
    ["sample draw", { draw: blue }],
    ["  / sample   draw ", { draw: blue }],
    ["/sample draw green", { draw: { ...blue, colour: "green" } }],
    ["/SAMPLE Draw GREEN size=80 public", { draw: { colour: "green", size: 80, public: true } }],
    ["/sample draw colour:green size:80 public:yes", { draw: { colour: "green", size: 80, public: true } }],
    ["/sample draw --colour=green --public", { draw: { ...blue, colour: "green", public: true } }],
    ["/견본 그림 size=1,000", { draw: { ...blue, size: 1_000 } }],
    ["/견본 그림 public=아니요".normalize("NFD"), { draw: blue }],
    ['/sample greet "two words" times=2', { greet: { word: "two words", times: 2 } }],
    ["/sample greet word=“two words”", { greet: { word: "two words" } }],
    ["/sample greet ALPHA", { greet: { word: "alpha" } }],
    ["/sample greet 10.0.0.1:80", { greet: { word: "10.0.0.1:80" } }],
    // As people write it who do not know how it is written.
    ["/sample draw --size 80", { draw: { ...blue, size: 80 } }],
    ["/sample draw green size = 80", { draw: { ...blue, colour: "green", size: 80 } }],
    ["/sample draw size= 80 green", { draw: { ...blue, colour: "green", size: 80 } }],
    ["/sample draw size =80", { draw: { ...blue, size: 80 } }],
    ["/sample draw size 80 public", { draw: { ...blue, size: 80, public: true } }],
    ["／sample　draw　ｓｉｚｅ＝８０", { draw: { ...blue, size: 80 } }],
    ["/help", { help: {} }],
    ["/help sample", { help: { command: "sample" } }],
  ])("%s", (text, expected) => expect(options(text)).toEqual(expected));

  it("asks for a menu where no subcommand is named", () => {
    expect(read("/sample")).toEqual({ kind: "menu", command: sample });
  });
});

describe("the real commands, as learners type them", () => {
  const real = [handshake, quiz];
  it.each([
    ["/handshake run syn lost", "/handshake run syn-lost"],
    ["/handshake run SYN 유실 rtt=80ms", "/handshake run syn-lost rtt=80"],
    ["/handshake run 3-way handshake", "/handshake run three-way"],
    ["/핸드셰이크 실행 3웨이 핸드셰이크", "/handshake run three-way"],
    ["/handshake run four_way 왕복시간 = 80 밀리초 유실률=10%", "/handshake run four-way rtt=80 loss=10"],
    ["/handshake compare 리눅스 윈도", "/handshake compare linux windows"],
    ["/quiz practice 3-way 핸드셰이크 난이도 3", "/quiz practice three-way difficulty=3"],
    ["/quiz leaderboard 이번 주", "/quiz leaderboard week"],
    ["/quiz practice 난이도=어려움", "/quiz practice difficulty=5"],
  ])("%s is %s", (typed, meant) => {
    const [read, wanted] = [parse(typed, real, "ko"), parse(meant, real, "ko")];
    expect(wanted.kind).toBe("run");
    expect(read).toEqual(wanted);
  });

  it.each([
    ["/handshake three-way", "/handshake run three-way"],
    ["/handshake syn lost rtt=80", "/handshake run syn lost rtt=80"],
    ["/quiz practice 핸드셰이크", "/quiz practice three-way"],
    ["/핸드쉐이크 list", "/handshake list"],
    ["/predict four-way", "/handshake predict four-way"],
    ["/비교 linux windows", "/handshake compare linux windows"],
    ["/syn-lost rtt=80", "/handshake run syn-lost rtt=80"],
    ["/time wait", "/quiz practice time wait"],
    ["/무엇이든 물어보세요", "/help"],
    ["/handshake run loss=100", "/handshake run loss=90"],
  ])("%s offers %s", (typed, offered) => {
    const parsed = parse(typed, [...real, help], "ko");
    const shown = parsed.kind === "wrong" ? parsed.retries.map((text) => `/${text.replace(/^\//u, "")}`) : [];
    expect(shown).toContain(offered);
    expect(parse(offered, [...real, help], "ko").kind).toBe("run");
  });

  it.each([
    ["/handshake three way", ["run three-way", "compare three-way", "explore three-way"]],
    ["/syn-lost", ["handshake run syn-lost", "handshake compare syn-lost", "handshake explore syn-lost"]],
  ])("%s says what is near by its own name", (typed, near) => {
    expect(parse(typed, real, "en")).toMatchObject({ kind: "wrong", faults: [{ near }] });
  });

  it("offers nothing that only looks like an answer: no name of two letters for any word of two", () => {
    const parsed = parse("/안녕", [...real, help], "ko");
    expect(parsed).toMatchObject({ kind: "wrong", faults: [{ kind: "unknown command", near: ["help"] }] });
    const value = parse("/handshake run 😀", real, "en");
    expect(value).toMatchObject({
      faults: [{ near: ["three-way", expect.anything(), expect.anything()], far: true }],
    });
  });
});

describe("a command that does not parse", () => {
  it.each([
    ["", [{ kind: "empty", near: ["sample", "help"] }]],
    ["/smaple", [{ kind: "unknown command", word: "smaple", near: ["sample"] }]],
    ["/sample drew", [{ kind: "unknown subcommand", command: "sample", word: "drew", near: ["draw"] }]],
    ["/sample draw colr=blue", [{ kind: "unknown option", word: "colr", near: ["colour"] }]],
    ["/sample draw blue publik", [{ kind: "unexpected", word: "publik", near: ["public"] }]],
    [
      "/sample draw size=1 size=2",
      [
        { kind: "twice", option: "size" },
        { kind: "out of range", option: "size", word: "1", min: 2, max: 1000, near: ["2"] },
      ],
    ],
    [
      "/sample draw size=1001",
      [{ kind: "out of range", option: "size", word: "1001", min: 2, max: 1000, near: ["1000"] }],
    ],
    [
      "/sample draw size=99999999999999999999",
      [
        {
          kind: "out of range",
          option: "size",
          word: "99999999999999999999",
          min: 2,
          max: 1000,
          near: ["1000"],
        },
      ],
    ],
    ["/sample draw size=1e2", [{ kind: "not a number", option: "size", word: "1e2", min: 2, max: 1000 }]],
    ["/sample draw public=maybe", [{ kind: "not yes or no", option: "public", word: "maybe" }]],
    ["/sample draw gren", [{ kind: "no such choice", option: "colour", word: "gren", near: ["green"] }]],
    [
      "/sample greet",
      [
        {
          ...{ kind: "missing", option: "word", near: ["alpha", "beta", "gamma"] },
          summary: { en: "Whom to greet", ko: "인사할 상대" },
        },
      ],
    ],
    ['/sample greet "alpha', [{ kind: "open quote" }]],
    ['/sample greet "alpha beta', [{ kind: "open quote" }]],
    ['/sample draw "blue', [{ kind: "open quote" }]],
    ['/sample "draw', [{ kind: "open quote" }]],
    ['/"sample draw', [{ kind: "open quote" }]],
    ["/sample greet \u0007", [{ kind: "unprintable" }]],
    ["/sample greet \u202ealpha", [{ kind: "unprintable" }]],
    [`/${"x".repeat(2_000)}`, [{ kind: "too long", length: 2_001, max: 2_000 }]],
  ])("%s", (text, expected) => expect(faults(text)).toEqual(expected));

  it("offers the command as it was probably meant", () => {
    expect(retries("/smaple draw size=80")).toEqual(["/sample draw size=80"]);
    expect(retries("/sample draw colour=gren public")).toEqual(["/sample draw colour=green public"]);
    expect(retries("/sample greet times=2")).toContain("/sample greet times=2 word=beta");
  });

  it("never throws, and every retry gets further", () => {
    const word = fc.oneof(
      fc.constantFrom("sample", "smaple", "draw", "greet", "colour=gren", "size=9", '"', "public"),
      fc.string(),
    );
    let tried = 0;
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (words) => {
        const parsed = read(`/${words.join(" ")}`);
        if (parsed.kind !== "wrong") return;
        for (const retry of parsed.retries) {
          tried++;
          expect([retry, furtherThan(parsed.faults, read(retry))]).toEqual([retry, true]);
        }
      }),
      // Always the same commands, so that the count below cannot depend on luck.
      { seed: 1, numRuns: 500 },
    );
    expect(tried).toBeGreaterThan(100);
  });
});

/** A mended name may show what is wrong behind it; a mended option was the only thing wrong. */
function furtherThan(faults: readonly Fault[], retried: Parsed): boolean {
  if (retried.kind !== "wrong") return true;
  const kinds = retried.faults.map(({ kind }) => kind);
  if (faults[0]?.kind === "unknown command") return !kinds.includes("unknown command");
  if (faults[0]?.kind !== "unknown subcommand") return false;
  return !kinds.includes("unknown command") && !kinds.includes("unknown subcommand");
}

describe("an option that takes the rest of the line", () => {
  const ask: Command = {
    name: "ask",
    alias: "질문",
    summary: { en: "Ask", ko: "질문" },
    subcommands: [],
    bare: subcommand({
      name: "ask",
      alias: "질문",
      summary: { en: "Ask", ko: "질문" },
      options: z.object({
        claim: z
          .string()
          .meta({ summary: { en: "A sentence", ko: "문장" }, rest: true } satisfies OptionMeta),
        public: z
          .boolean()
          .default(false)
          .meta({ summary: { en: "Show it", ko: "보이기" } } satisfies OptionMeta),
      }),
      run: async () => [],
    }),
  };
  it.each([
    ["/ask why three segments", "why three segments", false],
    ["/ask seq=1 is next after x=0", "seq=1 is next after x=0", false],
    ["/ask SYN flood public", "SYN flood", true],
    ['/ask "SYN flood" public', "SYN flood", true],
    ["/질문 왜 3-way 핸드셰이크인가요?", "왜 3-way 핸드셰이크인가요?", false],
    ["/ask Zeta: xq", "Zeta: xq", false],
    ["/ask Zeta:xq", "Zeta:xq", false],
    ["/ask the  flag --syn=1\nis set", "the  flag --syn=1\nis set", false],
    ['/ask a "half open" connection', 'a "half open" connection', false],
    ['/ask "half open" is "closed" public', '"half open" is "closed"', true],
    ["/ask the peers' buffers", "the peers' buffers", false],
    ["/ask the 'peer", "the 'peer", false],
    ['/ask "half open', '"half open', false],
    ['/ask claim=a "half open', 'a "half open', false],
    ['/ask claim="half open" public', "half open", true],
    ['/ask claim="half" open', '"half" open', false],
    ["/ask a public address is not a name", "a public address is not a name", false],
    ["/ask public SYN flood", "SYN flood", true],
    ["/ask SYN flood public=true", "SYN flood", true],
  ])("%s", (text, claim, shared) => {
    const parsed = parse(text, [ask], "en");
    expect(parsed.kind === "run" && parsed.options).toEqual({ claim, public: shared });
  });

  it("still wants its other options' quotes closed", () => {
    const parsed = parse('/ask a sentence public="yes', [ask], "en");
    expect(parsed).toMatchObject({ kind: "wrong", faults: [{ kind: "open quote" }] });
  });
});

describe("words", () => {
  it("are read back as they were quoted", () => {
    const mark = fc.constantFrom('"', "'", "“", "”", "‘", "’", " ", "a=", "ㄱ");
    const value = fc
      .oneof(
        fc.string(),
        fc.array(mark).map((marks) => marks.join("")),
      )
      .filter((text) => [...`"'”’`].some((close) => !text.includes(close)));
    fc.assert(
      fc.property(value, (text) => {
        expect(cutWords(`a ${quoted(text)}`).at(-1)?.value).toBe(text);
      }),
    );
  });
});
