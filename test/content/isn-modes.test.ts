// Whoever chooses how the ISNs come about must see the same story: what its title says, and what a forger or the network brings.
import { describe, expect, it } from "vitest";
import { titleOver } from "../../src/card/compare-card.ts";
import { ISN_NAMES, type Request, runOptionsOf } from "../../src/card/request.ts";
import { scenarioOf, scenarios } from "../../src/content/scenarios.ts";
import { LOCALES } from "../../src/language.ts";
import { headline } from "../../src/simulator/explain/index.ts";
import { run } from "../../src/simulator/network/run.ts";
import { type Scenario, toldAs } from "../../src/simulator/network/scenario.ts";
import type { Flight, Trace } from "../../src/simulator/network/trace.ts";
import type { RuleId } from "../../src/simulator/tcp/rules.ts";
import { language } from "../simulator/explain/builder.ts";

const MODES = [undefined, ...ISN_NAMES];
const requestsOf = (scenario: Scenario): Request[] => MODES.map((isn) => ({ scenario, isn }));
const ran = (request: Request): Trace => run(request.scenario, runOptionsOf(request));

function scenario(id: string): Scenario {
  const found = scenarioOf(id);
  if (found === null) throw new Error(id);
  return found;
}

/** Of the "3" of "3-way" nothing is to be seen in a trace. */
const numbersIn = (words: string): number[] =>
  [...words.replace(/\d-way/gu, "").matchAll(/\d[\d,]*/gu)].map(([found]) =>
    Number(found.replaceAll(",", "")),
  );

const flightsOf = ({ entries }: Trace): Flight[] => entries.flatMap(({ sent }) => sent);

/** All that a header says; of a connection before time 0 the scenario's own ISNs. */
function shownBy(request: Request): Set<number> {
  const headers = flightsOf(ran(request)).flatMap(({ seg }): number[] => [
    ...[seg.seq, seg.ack, seg.src.port, seg.dst.port, seg.wnd, seg.data.length],
  ]);
  const own = request.isn === undefined ? request.scenario.hosts.flatMap(({ isn }) => isn ?? []) : [];
  return new Set([...headers, ...own.flatMap((isn) => (isn.mode === "fixed" ? isn.values : []))]);
}

describe("what a scenario is called", () => {
  it("has no number that its run does not have, however the ISNs are chosen", () => {
    const wrong = scenarios.flatMap((one) => {
      const own = shownBy({ scenario: one });
      return requestsOf(one).flatMap((request) => {
        const { title, about } = toldAs(request);
        const shown = shownBy(request);
        // What `about` says of times, and of RFCs by their number, stands in no header of its own run either.
        const told = LOCALES.flatMap((locale) => [
          ...numbersIn(title[locale]),
          ...numbersIn(about[locale]).filter((n) => own.has(n)),
        ]);
        return told.filter((n) => !shown.has(n)).map((n) => `${one.id} isn=${request.isn}: ${n}`);
      });
    });
    expect([...new Set(wrong)]).toEqual([]);
  });

  it("has other words where the story may come out otherwise", () => {
    const told = (request: Request) => headline(ran(request), "en", language);
    const otherwise = scenarios.filter((one) => new Set(requestsOf(one).map(told)).size > 1);
    expect(otherwise.length).toBeGreaterThan(0);
    expect(otherwise.filter(({ underOtherIsns }) => !underOtherIsns).map(({ id }) => id)).toEqual([]);
  });

  it("is that of the picture and of the message alike", () => {
    for (const request of scenarios.flatMap(requestsOf))
      expect(ran(request).title).toEqual(toldAs(request).title);
  });
});

const STORIES: readonly (readonly [string, RuleId])[] = [
  ["forged-rst", "rst-challenge"],
  ["forged-data", "sequence-unacceptable"],
  ["no-ack-bit", "no-ack-dropped"],
  ["assassination", "time-wait-rst"],
];

it("is true of both halves of a comparison, on whichever side the ISNs were chosen", () => {
  const own = { scenario: scenario("sample-1100") };
  const chosen = { ...own, isn: "random32" };
  expect(titleOver([own, own])).toEqual(own.scenario.title);
  for (const sides of [
    [own, chosen],
    [chosen, own],
  ] as const)
    expect(numbersIn(titleOver(sides).en)).toEqual([]);
});

it("says of a guess only that it is made, unless the scenario has the ISNs for it", () => {
  const [own, ...others] = requestsOf(scenario("isn-prediction")).map(ran);
  expect(own?.title.en).toBe("A handshake by guesswork");
  for (const { title } of others) expect(title.en).toBe("A handshake by guesswork, tried");
});

describe("a segment that comes from elsewhere", () => {
  it.each(STORIES)("is judged in %s by %s, however the ISNs are chosen", (id, rule) => {
    for (const request of requestsOf(scenario(id))) {
      const rules = ran(request).entries.flatMap(({ because }) => because.map((one) => one.rule));
      expect(rules, `isn=${request.isn}`).toContain(rule);
    }
  });

  it.each([
    ["constant", 100 + 150, 101],
    ["sequential", 1 + 150, 2],
  ])("of the connection before has its numbers: isn=%s", (isn, seq, ack) => {
    const trace = ran({ scenario: scenario("note-isn-100-200"), isn });
    const old = flightsOf(trace).find(({ forgedBy }) => forgedBy === "old duplicate");
    expect(old?.seg).toMatchObject({ seq, ack });
  });
});
