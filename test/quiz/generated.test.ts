// Generated questions: whatever the seed, one right answer that an independent reading of the run agrees with.
import { describe, expect, it } from "vitest";
import { generatedOf, kinds } from "../../src/content/generated.ts";
import { questionOf } from "../../src/content/questions.ts";
import { TRANSITIONS } from "../../src/diagram/map-places.ts";
import { type Kind, keptAs, type Made, made } from "../../src/quiz/generated/kind.ts";
import { isRight } from "../../src/quiz/grade.ts";
import { Question, revealOf } from "../../src/quiz/question.ts";
import { run } from "../../src/simulator/network/run.ts";
import { againstKey, parsed } from "./bank-runs.ts";
import { bareParticle, politeEnd, sentences } from "./sentences.ts";

/** More of them: ACKADEMY_SEEDS=2000 */
const SEEDS = Number(process.env.ACKADEMY_SEEDS ?? 40);
const KINDS_MIN = 15;
const VARIETY_MIN = 8;

const seeds = Array.from({ length: SEEDS }, (_, at) => (at * 2_654_435_761 + 17).toString(16).slice(-8));
const all = new Map(kinds.map((kind) => [kind.id, seeds.map((seed) => made(kind, seed))]));
const madeBy = ({ id }: Kind): readonly Made[] => all.get(id) ?? [];

it(`there are ${KINDS_MIN} kinds and more, none of them with the name of a question of the bank`, () => {
  expect(kinds.length).toBeGreaterThanOrEqual(KINDS_MIN);
  expect(kinds.filter(({ id }) => questionOf(id))).toEqual([]);
});

describe.each(kinds)("$id", (kind) => {
  it("fits the shape of a question and both platforms, whatever the seed", () => {
    for (const { question } of madeBy(kind)) {
      const read = Question.safeParse({ ...question, id: keptAs(question.id) });
      expect([question.id, read.error?.issues ?? []]).toEqual([question.id, []]);
      for (const locale of ["en", "ko"] as const)
        expect(revealOf(question, locale).length, question.id).toBeLessThanOrEqual(1_900);
    }
  });

  it("has exactly one right answer, and no two options alike in either language", () => {
    for (const { question } of madeBy(kind)) {
      if (question.kind === "choice") {
        expect(question.options.filter(({ id }) => isRight(question, id)).length, question.id).toBe(1);
        for (const locale of ["en", "ko"] as const)
          expect(new Set(question.options.map(({ text }) => text[locale])).size, question.id).toBe(
            question.options.length,
          );
        expect(new Set(question.options.map(({ id }) => id)).size).toBe(question.options.length);
      }
      if (question.kind === "number")
        for (const { value } of question.commonWrong)
          expect(isRight(question, value), question.id).toBe(false);
    }
  });

  it("agrees with the run, read independently: the right answer and every wrong one", () => {
    for (const { question, played } of madeBy(kind)) {
      const found = againstKey(question, run(played.scenario, played.options));
      expect([question.id, found]).toEqual([question.id, []]);
      if (question.kind === "choice") expect(question.options.every(({ check }) => check)).toBe(true);
      if (question.kind === "number") expect(question.measure).toBeDefined();
      if (question.kind === "order") expect(question.items.every(({ moment }) => moment)).toBe(true);
    }
  });

  it("asks the same for the same seed, and other things for others", () => {
    const [seed = ""] = seeds;
    expect(generatedOf(`${kind.id}.${seed}`)).toEqual(made(kind, seed).question);
    expect(new Set(madeBy(kind).map(({ question }) => question.stem.en)).size).toBeGreaterThanOrEqual(
      VARIETY_MIN,
    );
  });

  it("is Korean where it should be, without a particle after Latin words, and English elsewhere", () => {
    for (const { question } of madeBy(kind)) {
      const said = sentences(question);
      expect(said.filter(({ en }) => /[가-힣]/u.test(en))).toEqual([]);
      expect(said.filter(({ ko }) => bareParticle(ko))).toEqual([]);
      const told = said.filter(({ path }) => /why|explanation/u.test(path));
      expect(told.filter(({ ko }) => !politeEnd.test(ko))).toEqual([]);
    }
  });

  it("offers only runs that the command knows", () => {
    for (const { question } of madeBy(kind))
      if (question.run !== undefined)
        expect([question.run, parsed(question.run).kind]).toEqual([question.run, "run"]);
  });
});

it("knows no kind, seed or rest that is not one", () => {
  for (const id of [
    "next-ack",
    "next-ack.",
    "next-ack.xyz",
    "nothing.1",
    "next-ack.1.2",
    "next-ack.11111111111111111",
  ])
    expect([id, generatedOf(id)]).toEqual([id, null]);
});

// The same truths once more, by arithmetic that knows no simulator.
describe("by hand", () => {
  const of = (id: string) => (all.get(id) ?? []).map(({ question }) => question);
  const figures = (text: string): number[] =>
    [...text.matchAll(/(?<![\w.])\d[\d,]*/gu)].map(([figure]) => Number(figure.replaceAll(",", "")));

  it("next-ack is SEQ + octets, and one for SYN or FIN, modulo 2^32", () => {
    for (const question of of("next-ack")) {
      const [, flags = "", seq] = /`(\S+) SEQ=(\d+)/u.exec(question.stem.en) ?? [];
      const octets = Number(/DATA=(\d+)/u.exec(question.stem.en)?.[1] ?? 0);
      const expected = (Number(seq) + octets + (/SYN|FIN/u.test(flags) ? 1 : 0)) % 2 ** 32;
      expect([question.id, question.kind === "number" && question.answer]).toEqual([question.id, expected]);
    }
  });

  it("next-seq is ISN + 1 + what was sent, modulo 2^32", () => {
    for (const question of of("next-seq")) {
      const [isn = 0, , octets = 0] = figures(question.stem.en);
      expect(question.kind === "number" && question.answer, question.id).toBe((isn + 1 + octets) % 2 ** 32);
    }
  });

  it("rto-samples is RFC 6298, computed in the order of its §2.3", () => {
    for (const question of of("rto-samples")) {
      const [first = 0, ...later] = figures(/first: (.+?) ms\. It/u.exec(question.stem.en)?.[1] ?? "");
      let [srtt, rttvar] = [first, first / 2];
      for (const r of later) {
        rttvar += (Math.abs(srtt - r) - rttvar) / 4;
        srtt += (r - srtt) / 8;
      }
      const expected = 10_000 + Math.max(1_000, srtt + 4 * rttvar);
      expect(isRight(question, expected), `${question.id}: ${expected}`).toBe(true);
    }
  });

  it("lost-segment: no other loss would have looked like that", async () => {
    const { captured } = await import("../../src/quiz/kinds/lost-segment.ts");
    const faults = [
      { from: "client", flags: "SYN" },
      { from: "server", flags: "SYN,ACK" },
      { from: "client", flags: "ACK", withData: false },
      { from: "client", withData: true },
      { from: "server", flags: "ACK" },
    ];
    for (const { question, played } of all.get("lost-segment") ?? []) {
      const seen = faults.map((fault) =>
        captured(run({ ...played.scenario, faults: [{ ...fault, what: "lose" }] })).join("\n"),
      );
      const shown = /```\n([^`]+)\n```/u.exec(question.stem.en)?.[1];
      expect([question.id, seen.filter((one) => one === shown).length]).toEqual([question.id, 1]);
    }
  });

  it("window-test: only the right segment has an octet in the window", () => {
    for (const question of of("window-test")) {
      if (question.kind !== "choice") continue;
      const [nxt = 0, wnd = 0] =
        /RCV.NXT (\d+) and RCV.WND (\d+)/u.exec(question.stem.en)?.slice(1).map(Number) ?? [];
      const inside = question.options.filter(({ text }) => {
        const [seq = 0, octets = 0] = figures(text.en.replace("SEQ=", ""));
        const [first, last] = [seq - nxt, seq + octets - 1 - nxt].map(
          (offset) => ((offset % 2 ** 32) + 2 ** 32) % 2 ** 32,
        );
        return (first ?? 0) < wnd || (last ?? 0) < wnd;
      });
      expect(
        inside.map(({ right }) => right),
        question.id,
      ).toEqual([true]);
    }
  });

  it("state-after: a way that a wrong answer grants is one of figure 5 or §3.10.7", () => {
    const drawn = new Set(TRANSITIONS.map(({ from, to }) => `${from} ${to}`));
    for (const said of ["SYN-RECEIVED CLOSE-WAIT", "FIN-WAIT-1 TIME-WAIT"]) drawn.add(said);
    for (const question of of("state-after")) {
      if (question.kind !== "choice") continue;
      const [, before = ""] = /^In ([A-Z\d-]+)/u.exec(question.stem.en) ?? [];
      for (const { why } of question.options) {
        const granted = /^An arrow does lead from (\S+) to (\S+),/u.exec(why.en)?.slice(1).join(" ");
        if (granted === undefined || granted.endsWith(" CLOSED")) continue;
        expect([question.id, granted, drawn.has(granted)]).toEqual([question.id, granted, true]);
      }
      const open = question.options.find(({ id }) => id === "open-after-all");
      const behind = open?.why.en.includes("no arrow leads back") ?? true;
      expect([question.id, before, behind]).toEqual([question.id, before, before !== "LISTEN" || !open]);
    }
  });

  it("next-flags: what §3.10.7 has each state answer, and what arrived is shown", () => {
    for (const question of of("next-flags")) {
      if (question.kind !== "choice") continue;
      const shown = /```\n([^`]+)\n```/u.exec(question.stem.en)?.[1]?.split("\n") ?? [];
      const [, flags = "", ack] = /: (\S+) SEQ=\d+(?: ACK=(\d+))?/u.exec(shown.at(-1) ?? "") ?? [];
      const [, state = ""] = /, in ([A-Z\d-]+)\. Which/u.exec(question.stem.en) ?? [];
      const right = question.options.find((one) => one.right);
      const [, host = ""] = /arrives at (?:the )?(.+?), in/u.exec(question.stem.en) ?? [];
      const own = new RegExp(`^${host}: SYN SEQ=(\\d+)$`, "imu").exec(shown.join("\n"))?.[1];
      const known = Number(ack) === (Number(own) + 1) % 2 ** 32;
      const expected = {
        CLOSED: ack === undefined ? "RST,ACK" : "RST",
        LISTEN: "SYN,ACK",
        "SYN-SENT": flags === "SYN" ? "SYN,ACK" : known ? "ACK" : "RST",
        "SYN-RECEIVED": flags === "SYN" ? "the RFC and the stacks disagree" : "ACK",
      }[state];
      expect([question.id, flags, right?.text.en]).toEqual([question.id, flags, expected ?? "ACK"]);
      expect([question.id, flags]).not.toEqual([question.id, ""]);
      if (state === "SYN-SENT") expect(right?.why.en).not.toContain("belongs to no connection");
      const rst = question.options.find(({ text }) => text.en === "RST");
      if (state === "CLOSED") expect(rst?.why.en ?? "").not.toContain("since the host is in");
    }
  });

  it("give-up: every wait up to the limit, and each wrong answer for the reason that holds there", () => {
    for (const question of of("give-up")) {
      if (question.kind !== "choice") continue;
      const stem = question.stem.en;
      const times = Number(
        /at most (\d+) times|tcp_syn_retries is (\d+)/u.exec(stem)?.slice(1).find(Boolean),
      );
      const doubled = 2 ** (times + 1) - 1;
      const linux = stem.includes("Linux");
      const [limit, first] = [
        stem.includes("at most 60 s") ? 60 : 120,
        stem.includes("first timeout 3 s") ? 3 : 1,
      ];
      const waits = Array.from({ length: times + 1 }, (_, n) => Math.min(limit, first * 2 ** n));
      const expected = waits.reduce((sum, wait) => sum + wait, linux ? 4 : 0);
      expect([stem, question.options.find(({ right }) => right)?.text.en]).toEqual([stem, `${expected} s`]);
      expect([stem, linux && stem.includes("repeated at most")]).toEqual([stem, false]);
      expect([stem, Math.max(...waits) < limit || stem.includes("at most 60 s")]).toEqual([stem, true]);
      for (const { id, text, why } of question.options) {
        if (id === "retries-double") expect([stem, why.en.includes("Linux")]).toEqual([stem, linux]);
        if (id === "one-retry-less")
          expect([stem, text.en]).toEqual([
            stem,
            `${expected - (waits.at(-1) ?? 0) - (waits.at(-2) ?? 0)} s`,
          ]);
        if (id === "retries-double") expect([stem, text.en]).toEqual([stem, `${first * doubled} s`]);
      }
    }
  });

  it("time-wait-end: what the documents give each system", () => {
    const documented = { RFCs: 240, Linux: 60, "Windows Server 2003": 120, FreeBSD: 60, macOS: 30 };
    for (const { stem, explanation } of of("time-wait-end")) {
      const found = Object.entries(documented).find(([name]) => stem.en.split(":")[0]?.includes(name));
      const stay = /TIME-WAIT lasts (\d+) s/u.exec(explanation.en)?.[1];
      expect([stem.en, Number(stay)]).toEqual([stem.en, found?.[1]]);
    }
  });

  it("flags-octet: the names' bits make the octet, in whichever way it is written", () => {
    const value = { FIN: 1, SYN: 2, RST: 4, PSH: 8, ACK: 16, URG: 32, ECE: 64, CWR: 128 };
    for (const question of of("flags-octet")) {
      const [, written = ""] = /octet `(\w+)`/u.exec(question.stem.en) ?? [];
      const octet = /^[01]{8}$/u.test(written) ? Number.parseInt(written, 2) : Number(written);
      const right = question.kind === "choice" ? question.options.find((one) => one.right)?.text.en : "";
      const sum = right?.split(",").reduce((all, name) => all + value[name as keyof typeof value], 0);
      expect([question.id, sum]).toEqual([question.id, octet]);
    }
  });
});
