/** The explorer: every order of deliver, lose, duplicate and expire, to a bounded depth. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { scenarioOf } from "../../../src/content/scenarios.ts";
import { type Host, liveConnections } from "../../../src/simulator/host/host.ts";
import { boundsFor, endings, traceOfWay } from "../../../src/simulator/network/endings.ts";
import { type Bounds, explore, follow } from "../../../src/simulator/network/explore.ts";
import { start } from "../../../src/simulator/network/run.ts";
import type { ProgramStep, Scenario } from "../../../src/simulator/network/scenario.ts";
import type { Simulation } from "../../../src/simulator/network/simulation.ts";

const GOLDEN = join(import.meta.dirname, "golden", "state-pairs.json");
/** At most one loss and one duplicate (P11); timers may be faster than the network. */
const ANY_ORDER: Bounds = { depth: 14, losses: 1, duplicates: 1, expiries: 2, nodes: 200_000, timely: false };
const EXPLORED = ["three-way", "simultaneous-open", "four-way", "simultaneous-close"];

const DATAGRAM: ProgramStep = {
  socket: "u",
  call: { op: "send to", to: { ip: "10.0.0.2", port: 53 }, data: "x" },
};

const scenario = (id: string): Scenario => {
  const { faults: _, ...rest } = scenarioOf(id) as Scenario;
  return rest;
};

/** The state of each host's only connection; a TCB that is gone is CLOSED. */
const pairOf = (sim: Simulation): string =>
  sim.scenario.hosts
    .map(({ id }) => {
      const [only] = liveConnections(sim.hosts[id] as Host);
      return only?.tcb.state ?? "CLOSED";
    })
    .join(" / ");

/** What decides the future, apart from the time: two ways that lead to it need not both be walked on. */
function situationOf(sim: Simulation): string {
  const ends = Object.values(sim.hosts).flatMap((host) =>
    liveConnections(host).map(({ tcb: { state, snd, rcv, timers, finSent, timeouts } }) => {
      const running = Object.entries(timers).filter(([, at]) => at !== null);
      return [state, snd.una, snd.nxt, rcv.nxt, finSent, timeouts, running.map(([timer]) => timer)];
    }),
  );
  const flights = sim.flights.map(({ flight }) => [
    flight.from,
    flight.seg.flags,
    flight.seg.seq,
    flight.seg.ack,
  ]);
  const spent = ["lose", "duplicate", "expire"].map(
    (type) => sim.trace.filter(({ move }) => move.type === type).length,
  );
  return JSON.stringify([ends, flights.map(String).sort(), spent]);
}

describe("the explorer", () => {
  test.each(EXPLORED)("reaches the committed pairs of states and no others: %s", (id) => {
    const pairs = new Set<string>();
    const seen = new Map<string, number>();
    const { nodes } = explore(start(scenario(id)), ANY_ORDER, ({ sim, way }) => {
      pairs.add(pairOf(sim));
      const key = situationOf(sim);
      if ((seen.get(key) ?? Number.POSITIVE_INFINITY) <= way.length) return false;
      seen.set(key, way.length);
      return true;
    });
    expect(nodes, "nothing was cut off before the depth").toBeLessThan(ANY_ORDER.nodes);
    const found = [...pairs].sort();
    const golden = existsSync(GOLDEN) ? JSON.parse(readFileSync(GOLDEN, "utf8")) : {};
    if (process.env.UPDATE_GOLDENS === "1") {
      golden[id] = found;
      writeFileSync(GOLDEN, `${JSON.stringify(golden, null, 2)}\n`);
    }
    expect(found, `${id}: run with UPDATE_GOLDENS=1 after you have read the difference`).toEqual(golden[id]);
  });

  test("follows a way to the very simulation that it was found at", () => {
    const from = start(scenario("four-way"));
    const bounds = boundsFor(1);
    const found: { way: string; bytes: string }[] = [];
    explore(from, bounds, ({ sim, way, ended }) => {
      if (ended) found.push({ way, bytes: JSON.stringify(sim) });
      return true;
    });
    expect(found.length).toBeGreaterThan(5);
    for (const { way, bytes } of found) expect(JSON.stringify(follow(from, bounds, way))).toBe(bytes);
  });

  test("does not change the simulation that it starts from", () => {
    const from = start(scenario("three-way"));
    const before = JSON.stringify(from);
    explore(from, ANY_ORDER, ({ way }) => way.length < 4);
    expect(JSON.stringify(from)).toBe(before);
  });

  test("stops at its limit and says so", () => {
    const { nodes, complete } = explore(start(scenario("life")), { ...ANY_ORDER, nodes: 500 }, () => true);
    expect({ nodes, complete }).toEqual({ nodes: 500, complete: false });
  });

  test("says so where it cannot write, and so not follow, every choice of a node", () => {
    const from = start({
      ...scenario("udp-loss"),
      programs: [{ host: "client", steps: Array.from({ length: 20 }, () => DATAGRAM) }],
    });
    const bounds = { ...ANY_ORDER, losses: 1, duplicates: 0 };
    const onlyFirst = explore(from, bounds, ({ way }) => way === "");
    expect(onlyFirst, "20 may arrive and 20 be lost").toEqual({ nodes: 1 + 36, complete: false });
    const few = explore(from, { ...bounds, losses: 0 }, ({ way }) => way === "");
    expect(few).toEqual({ nodes: 1 + 20, complete: true });
  });
});

describe("the endings of a scenario", () => {
  test("one lost segment never keeps a handshake from being completed", () => {
    const found = endings(scenario("three-way"), {}, 1).endings;
    // Without a loss, and with each of the three segments lost.
    const lost = found.map((one) => one.lost.map(({ host, flags }) => `${host} ${flags}`).join());
    expect(lost.sort()).toEqual(["", "client ACK", "client SYN", "server SYN,ACK"]);
    for (const { lost, states } of found) {
      expect(
        states.map(({ state }) => state),
        JSON.stringify(lost),
      ).toEqual(["ESTABLISHED", "ESTABLISHED"]);
    }
  });

  test("one lost segment never keeps a connection from being closed at both ends", () => {
    const found = endings(scenario("four-way"), { os: "linux" }, 1).endings;
    expect(found.map(({ lost }) => lost.map(({ host, flags }) => `${host} ${flags}`).join())).toContain(
      "client ACK",
    );
    for (const { lost, states } of found) {
      expect(
        states.map(({ state }) => state),
        JSON.stringify(lost),
      ).toEqual(["CLOSED", "CLOSED"]);
    }
  });

  test.each(["four-way", "life"])("of %s are those of the connection, as its picture shows them", (name) => {
    const [quiet] = endings(scenario(name), { os: "linux" }, 0).endings;
    expect(quiet?.states.map(({ state }) => state)).toEqual(["CLOSED", "CLOSED"]);
  });

  test("are shown by a way in which nothing overtakes, where there is one", () => {
    const told = endings(scenario("four-way"), {}, 1).endings.map(
      ({ lost: [one], overtaking, atMs }) =>
        `${one ? `${one.host} ${one.flags}` : "nothing"} ${overtaking ? "overtaking " : ""}${atMs}`,
    );
    expect(told.sort()).toEqual([
      "client ACK 241140",
      "client FIN,ACK 241140",
      "nothing 240140",
      "server ACK 240140",
      "server FIN,ACK 241140",
      "server RST overtaking 240140",
    ]);
  });

  test("each can be run again by its way", () => {
    const found = endings(scenario("four-way"), {}, 1).endings;
    expect(found.length).toBeGreaterThan(1);
    for (const { way, atMs, lost } of found) {
      const trace = traceOfWay(scenario("four-way"), {}, 1, way);
      expect(trace?.entries.at(-1)?.at).toBe(atMs);
      expect(trace?.entries.filter(({ move }) => move.type === "lose")).toHaveLength(lost.length);
    }
    expect(traceOfWay(scenario("four-way"), {}, 1, "zz")).toBeNull();
  });
});
