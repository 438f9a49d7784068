/** A map says in its legend how its two ends ended, and in its footer how every connection did: the same of the same. */
import { describe, expect, it } from "vitest";
import { hasStates } from "../../src/card/run-card.ts";
import { scenarioOf, scenarios } from "../../src/content/scenarios.ts";
import { layoutStateMap } from "../../src/diagram/index.ts";
import { PLACES } from "../../src/diagram/map-places.ts";
import type { Text } from "../../src/diagram/shape.ts";
import { LOCALES, type Locale } from "../../src/language.ts";
import { captionsOfMap, labelsOf } from "../../src/simulator/explain/index.ts";
import { run } from "../../src/simulator/network/run.ts";
import { finalStates } from "../../src/simulator/network/states.ts";
import type { Trace } from "../../src/simulator/network/trace.ts";
import { language } from "../commands/command-bot.ts";
import { collisions } from "./looks.ts";

const runs = scenarios
  .map((scenario) => ({ id: scenario.id, trace: run(scenario) }))
  .filter(({ trace }) => hasStates(trace));
const traceOf = (id: string): Trace => runs.find((one) => one.id === id)!.trace;
const STATE = new RegExp(`(?:${PLACES.map(({ state }) => state).join("|")})(?![A-Z-])`, "u");
/** As the legend has it: where an end is now. */
const NOW = new RegExp(` · ${STATE.source}$`, "u");
const ENDS = " ↔ ";
/** Said once for both ends, in the connection's name. */
const PORT = /:\d+/gu;

interface Read {
  /** `Client A ↔ Server`; undefined = the map names no connection. */
  readonly connection: string | undefined;
  /** `Client A ESTABLISHED`. */
  readonly legend: readonly string[];
  readonly footer: readonly string[];
}

/** What a reader of the picture finds above the map and below it. */
function read(trace: Trace, locale: Locale): Read {
  const labels = { ...labelsOf(trace, locale, language), ...captionsOfMap(trace, locale, language) };
  const map = layoutStateMap(trace, { locale, labels });
  expect(collisions(map)).toEqual([]);
  const words = map.shapes.filter((shape): shape is Text => shape.type === "text");
  const rule = map.shapes.find((shape) => shape.role === "hair" && shape.type === "line");
  const foot = rule?.type === "line" ? rule.points[1]! : map.height;
  const above = words.filter(({ y }) => y < foot);
  return {
    connection: above.find(({ text }) => text.includes(ENDS))?.text,
    legend: above.filter(({ text }) => NOW.test(text)).map(({ text }) => text.replace(" · ", " ")),
    footer: words.filter(({ y }) => y > foot).map(({ text }) => text),
  };
}

/** Lines of the footer that tell a connection's ends. */
const told = ({ footer }: Read): string[] => footer.filter((line) => line.includes(ENDS));
const withoutStates = (line: string): string =>
  line
    .split(ENDS)
    .map((end) => end.replace(STATE, "").replace(/ ×\d+/u, "").trim())
    .join(ENDS);

describe.each(LOCALES)("in %s", (locale) => {
  it.each(runs)("$id: what the legend says is said of the same connection in the footer", ({ trace }) => {
    const map = read(trace, locale);
    const { connection, legend, footer } = map;
    if (connection === undefined) {
      // One connection: whatever the footer says of an end, the legend says of it.
      const said = footer
        .join(" ")
        .split(/[,.:;]/u)
        .filter((part) => STATE.test(part));
      const states = legend.flatMap((end) => end.match(STATE) ?? []);
      const ending = footer.some((line) => /^(At the end|마지막 상태)/u.test(line));
      if (ending) expect(said.map((part) => part.match(STATE)![0])).toEqual(states);
      expect(told(map)).toEqual([]);
      return;
    }
    const ends = told(map);
    if (ends.length === 0) return;
    const same = ends.filter((line) => withoutStates(line) === connection);
    expect(same.length, `${connection} in ${ends.join("; ")}`).toBe(1);
    for (const end of legend) expect(same[0]!.replaceAll(PORT, "").split(ENDS)).toContain(end);
  });

  it.each(runs)("$id: where hosts have several connections, the map says whose it is", ({ trace }) => {
    const { connection, legend } = read(trace, locale);
    const several = new Map<string, Set<string>>();
    for (const { host, states } of trace.entries) {
      for (const { connection } of states) {
        if (host === null || connection.startsWith("*:")) continue;
        several.set(host, (several.get(host) ?? new Set()).add(connection));
      }
    }
    const most = Math.max(0, ...[...several.values()].map(({ size }) => size));
    expect(connection !== undefined).toBe(most > 1 || (most > 0 && trace.hosts.length > 2));
    const names = connection?.replaceAll(PORT, "").split(ENDS) ?? [];
    for (const end of connection === undefined ? [] : legend) {
      expect(
        names.some((name) => end.startsWith(`${name} `)),
        `${end} of ${connection}`,
      ).toBe(true);
    }
  });

  it("three connections are told one by one", () => {
    const { connection, legend, footer } = read(traceOf("three-connections"), locale);
    const [client, server] = locale === "ko" ? ["클라이언트", "서버"] : ["Client", "Server"];
    expect(connection).toBe(`${client} B ↔ ${server}`);
    expect(legend).toEqual([`${client} B FIN-WAIT-2`, `${server} CLOSE-WAIT`]);
    expect(footer.slice(1)).toEqual([
      `${client} B FIN-WAIT-2 ↔ ${server} CLOSE-WAIT`,
      `${client} A ESTABLISHED ↔ ${server} ESTABLISHED`,
      `${client} C ESTABLISHED ↔ ${server} SYN-RECEIVED`,
    ]);
  });

  it("what an attacker asked for is told together, and the map is that of the client", () => {
    const { connection, legend, footer } = read(traceOf("syn-flood"), locale);
    const [client, server] = locale === "ko" ? ["클라이언트", "서버"] : ["Client", "Server"];
    expect(connection).toBe(`${client} ↔ ${server}`);
    expect(legend).toEqual([`${client} SYN-SENT`, `${server} LISTEN`]);
    expect(footer).toContain(`${client} SYN-SENT ↔ ${server} LISTEN`);
    expect(footer).toContain(`${server} SYN-RECEIVED ×3 ↔ 203.0.113.1, 203.0.113.2, 203.0.113.3`);
  });

  it("the map's own is told first, also where only one end of it has a state", () => {
    const trace = run(scenarioOf("accept-overflow-reset")!, { os: "windows" });
    const { connection, legend, footer } = read(trace, locale);
    const [late, server] = locale === "ko" ? ["늦은 클라이언트", "서버"] : ["Late client", "Server"];
    expect([connection, ...legend]).toEqual([`${late} ↔ ${server}`, `${late} CLOSED`]);
    expect(told({ connection, legend, footer })[0]).toBe(`${late} CLOSED ↔ ${server}`);
  });

  it("a connection that a program asked for in vain is told, and is the one with most to tell", () => {
    // Windows drops the SYNs where the accept queue is full: of the late client the server keeps nothing.
    const { connection, footer } = read(run(scenarioOf("accept-overflow")!, { os: "windows" }), locale);
    const [late, server] = locale === "ko" ? ["늦은 클라이언트", "서버"] : ["Late client", "Server"];
    expect(connection).toBe(`${late} ↔ ${server}`);
    expect(footer).toContain(`${late} CLOSED ↔ ${server}`);
  });

  it("two connections of the same hosts are told by their ports", () => {
    const { connection, footer } = read(traceOf("reconnect-in-time-wait"), locale);
    const [client, server] = locale === "ko" ? ["클라이언트", "서버"] : ["Client", "Server"];
    expect(connection).toBe(`${client}:40001 ↔ ${server}:80`);
    expect(footer).toContain(`${client}:40001 CLOSED ↔ ${server}:80 CLOSED`);
    expect(footer).toContain(`${client}:40002 ESTABLISHED ↔ ${server}:80 ESTABLISHED`);
  });

  it("a connection that was there from the start and stayed as it was is told too", () => {
    const [client, server] = locale === "ko" ? ["클라이언트", "서버"] : ["Client", "Server"];
    expect(told(read(traceOf("accept-overflow"), locale)).slice(0, 3)).toEqual([
      `${locale === "ko" ? "늦은 클라이언트" : "Late client"} ESTABLISHED ↔ ${server} ESTABLISHED`,
      `${client}:40002 ESTABLISHED ↔ ${server}:80 ESTABLISHED`,
      `${client} ESTABLISHED ↔ ${server} ESTABLISHED`,
    ]);
  });
});

it("every state that a host is in at the end is said somewhere on its map", () => {
  for (const { id, trace } of runs) {
    const { legend, footer } = read(trace, "en");
    const words = [...legend, ...footer].join(" ");
    for (const [host, state] of finalStates(trace)) {
      if (trace.entries.some((entry) => entry.host === host && entry.states.length > 0)) {
        expect(words, `${id}: ${host} ${state}`).toContain(state);
      }
    }
  }
});
