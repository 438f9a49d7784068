import { describe, expect, it } from "vitest";
import { scenarioOf } from "../../src/content/scenarios.ts";
import { boxOfRect, textBoxes, touch } from "../../src/diagram/box.ts";
import { layoutStateMap } from "../../src/diagram/index.ts";
import { PLACES, TRANSITIONS } from "../../src/diagram/map-places.ts";
import type { Layout, Line, Rect, Text } from "../../src/diagram/shape.ts";
import { HEAD_HALF } from "../../src/diagram/sizes.ts";
import { run } from "../../src/simulator/network/run.ts";
import { collisions, expectGolden, READABLE_PX, smallestOnPhone, texts } from "./looks.ts";
import { type Doing, Script } from "./script.ts";
import { TRACES, type TraceName } from "./traces.ts";
import { labels } from "./words.ts";

const names = Object.keys(TRACES) as TraceName[];
const SERVER = { ip: "10.0.0.2", port: 80 };
const OPENING: Doing = { state: ["CLOSED", "SYN-SENT"] };
const FORGOTTEN: Doing = { state: ["SYN-SENT", "CLOSED"] };
const STATES = 11;
/** Arrows of RFC 9293 Figure 5, the one of its note 1 included. */
const ARROWS = 20;

describe.each(names)("the state map of %s", (name) => {
  const map = (locale: "en" | "ko") => layoutStateMap(TRACES[name], { locale, labels: labels(locale, name) });

  it.each(["en", "ko"] as const)("is the stored one in %s", (locale) => {
    expectGolden(`map-${name}.${locale}`, map(locale));
  });

  it.each(["en", "ko"] as const)("has no text upon another, a mark or the edge, in %s", (locale) => {
    expect(collisions(map(locale))).toEqual([]);
    expect(smallestOnPhone(map(locale))).toBeGreaterThanOrEqual(READABLE_PX);
  });
});

const mapOf = (name: TraceName, locale: "en" | "ko" = "en"): Layout =>
  layoutStateMap(TRACES[name], { locale, labels: labels(locale, name) });
const mapOfScenario = (id: string): Layout =>
  layoutStateMap(run(scenarioOf(id)!), { locale: "en", labels: labels("en", id) });
const textsOf = ({ shapes }: Layout) => shapes.filter((shape): shape is Text => shape.type === "text");
const pathsOf = ({ shapes }: Layout) =>
  shapes.filter((shape): shape is Line => shape.type === "line" && shape.width === 3);
/** Whether somebody was in a state; of one that stands twice, of the upper one first. */
const visited = (map: Layout, state: string): boolean[] =>
  textsOf(map)
    .filter(({ text }) => text === state)
    .sort((a, b) => a.y - b.y)
    .map((name) => {
      const isAround = ({ x, y, w, h }: Rect): boolean =>
        x < name.x && name.x < x + w && y < name.y && name.y < y + h;
      return map.shapes.findLast((one) => one.type === "rect" && isAround(one))?.role !== "hair";
    });

describe("a state map", () => {
  it("has the eleven states and the arrows of the figure", () => {
    expect(new Set(PLACES.map(({ state }) => state)).size).toBe(STATES);
    expect(new Set(TRANSITIONS.map(({ from, to }) => `${from} ${to}`)).size).toBe(ARROWS);
  });

  it("shows the one state that nobody leaves", () => {
    const { shapes } = layoutStateMap(
      {
        ...TRACES.life,
        hosts: TRACES.life.hosts.map((host) => ({ ...host, opening: "ESTABLISHED" })),
        entries: [],
      },
      { locale: "en", labels: labels("en", "life") },
    );
    const coloured = shapes.flatMap((shape) =>
      shape.type === "rect" && shape.role.endsWith("Fill") ? [shape.role] : [],
    );
    expect(coloured).toEqual(["openFill"]);
    expect(
      shapes.filter((shape) => shape.type === "text" && shape.text.includes("ESTABLISHED")),
    ).toHaveLength(3);
  });

  it("numbers the steps of both ends in the order of time", () => {
    const { shapes } = layoutStateMap(TRACES.life, { locale: "en", labels: labels("en", "life") });
    const numbers = shapes.flatMap((shape) =>
      shape.type === "text" && /^\d+$/.test(shape.text) ? [Number(shape.text)] : [],
    );
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
  });

  it("says what the two lines beside an arrow are, and what x is", () => {
    expect(texts(mapOf("life", "en"))).toEqual(expect.arrayContaining(["event", "action (x: none)"]));
    expect(texts(mapOf("life", "ko"))).toEqual(expect.arrayContaining(["이벤트", "동작 (x: 없음)"]));
  });

  it("tells the two ends apart by colour, by line and by badge", () => {
    const { shapes } = layoutStateMap(TRACES.simultaneous, { locale: "en", labels: labels("en", "x") });
    const paths = shapes.flatMap((shape) => (shape.type === "line" && shape.width === 3 ? [shape] : []));
    const looks = new Set(paths.map(({ role, dash }) => `${role} ${dash === undefined}`));
    expect(looks).toEqual(new Set(["open true", "close false"]));
  });

  it("takes an ABORT or a reboot for no arrow that says CLOSE", () => {
    const opened = () =>
      new Script("client", "server").call(0, "client", { op: "connect", to: SERVER }, OPENING);
    const aborted = opened().call(10, "client", { op: "abort" }, FORGOTTEN).trace("abort");
    const crashed = opened().reboot(10, "client", FORGOTTEN).trace("reboot");
    for (const [trace, why] of [
      [aborted, "ABORT"],
      [crashed, "재부팅"],
    ] as const) {
      const words = texts(layoutStateMap(trace, { locale: "ko", labels: labels("ko", "x") }));
      expect(words).toContain(`SYN-SENT → CLOSED (${why})`);
    }
  });

  it("says in words what the figure has no arrow for, and that it has none", () => {
    const words = texts(mapOf("threeHosts"));
    expect(words.filter((word) => word === "ESTABLISHED → CLOSED (rcv RST)").length).toBe(2);
    const head = words.indexOf("No arrow in the figure:");
    expect(head).toBeGreaterThan(0);
    expect(head).toBeLessThan(words.indexOf("ESTABLISHED → CLOSED (rcv RST)"));
    expect(texts(mapOf("life"))).not.toContain("No arrow in the figure:");
  });

  it.each([2, 3, 12, 60])("has room for an arrow taken %i times", (times) => {
    const script = new Script("client", "server");
    for (let i = 0; i < times; i++) {
      script
        .call(20 * i, "client", { op: "connect", to: SERVER }, OPENING)
        .call(20 * i + 10, "client", { op: "close" }, FORGOTTEN);
    }
    const map = layoutStateMap(script.trace("again"), { locale: "en", labels: labels("en", "x") });
    expect(collisions(map)).toEqual([]);
    const last = 2 * times - 1;
    expect(texts(map)).toContain(times === 2 ? "1·3" : `1…${last}`);
  });

  it("tells so many steps without an arrow, and of how many it does not tell", () => {
    const script = new Script("client", "server");
    for (let i = 0; i < 40; i++) {
      script
        .call(20 * i, "client", { op: "connect", to: SERVER }, OPENING)
        .call(20 * i + 10, "client", { op: "abort" }, FORGOTTEN);
    }
    const map = layoutStateMap(script.trace("again"), { locale: "ko", labels: labels("ko", "x") });
    expect(texts(map).filter((text) => text === "SYN-SENT → CLOSED (ABORT)").length).toBe(12);
    expect(texts(map)).toContain("… +28");
    expect(collisions(map)).toEqual([]);
    expect(map.height).toBeLessThan(1_400);
  });

  it("says of what has no arrow what was sent, as the arrows do", () => {
    expect(texts(mapOfScenario("unread-data-reset"))).toContain("ESTABLISHED → CLOSED (CLOSE / snd RST)");
    expect(texts(mapOfScenario("three-segment-close"))).toContain(
      "FIN-WAIT-1 → TIME-WAIT (rcv FIN,ACK / snd ACK)",
    );
  });

  it("lights every state that an arrow of a path leaves or leads to", () => {
    // Restarted, the client opens anew from the upper CLOSED.
    const map = mapOfScenario("half-open-reconnect");
    expect(visited(map, "CLOSED")).toEqual([true, true]);
  });

  it("lets no path begin where nothing led to", () => {
    // Of a SYN cookie the server kept nothing: SYN-RECEIVED was never there to be in.
    const map = mapOfScenario("syn-cookies");
    expect(visited(map, "SYN-RECEIVED")).toEqual([false]);
    expect(texts(map)).toContain("LISTEN → ESTABLISHED (rcv ACK)");
    const again = run(scenarioOf("half-open-reconnect")!, { whatIf: ["always-cookies"] });
    const words = texts(layoutStateMap(again, { locale: "en", labels: labels("en", "again") }));
    expect(words).toContain("LISTEN → ESTABLISHED (rcv ACK)");
  });

  it("takes no arrow whose words are not what happened", () => {
    // The accept queue is full: it is the server that resets, nobody sent it a RST.
    const reset = texts(mapOfScenario("accept-overflow-reset"));
    expect(reset).toContain("SYN-RECEIVED → LISTEN (rcv ACK / snd RST)");
    const silent = run(scenarioOf("three-way")!, { whatIf: ["no-third-ack"] });
    const words = texts(layoutStateMap(silent, { locale: "en", labels: labels("en", "silent") }));
    expect(words).toContain("SYN-SENT → ESTABLISHED (rcv SYN,ACK)");
    const together = run(scenarioOf("simultaneous-open")!, { whatIf: ["two-way"] });
    const two = texts(layoutStateMap(together, { locale: "en", labels: labels("en", "together") }));
    expect(two.filter((word) => word === "SYN-SENT → ESTABLISHED (rcv SYN / snd ACK)").length).toBe(2);
  });

  it.each([
    ["accept-overflow", "Late client ↔ Server"],
    ["accept-overflow-reset", "Late client ↔ Server"],
    ["reconnect-in-time-wait", "Client:40001 ↔ Server:80"],
    ["syn-cookies", "Client ↔ Server"],
    ["syn-flood", "Client ↔ Server"],
    ["three-connections", "Client B ↔ Server"],
  ])("shows of %s the connection of which there is most to tell", (id, name) => {
    expect(texts(mapOfScenario(id))).toContain(name);
  });

  it("shows a host in one look, whether its peer is on the map or not", () => {
    for (const id of ["two-way", "isn-prediction"]) {
      expect(new Set(pathsOf(mapOfScenario(id)).map(({ role }) => role)), id).toEqual(new Set(["close"]));
    }
    expect(new Set(pathsOf(mapOfScenario("refused")).map(({ role }) => role))).toEqual(new Set(["open"]));
  });

  it.each(["accept-overflow", "three-connections", "three-way"])("has the server of %s second", (id) => {
    const legend = textsOf(mapOfScenario(id)).filter(({ text }) => / · [A-Z]/u.test(text));
    const [first, second] = legend.filter(({ role }) => role === "open" || role === "close");
    expect([first?.role, second?.role]).toEqual(["open", "close"]);
    expect(second?.text).toMatch(/^Server · /u);
  });

  describe.each(["simultaneous-open", "simultaneous-close"])(
    "of %s, where both ends take one arrow,",
    (id) => {
      const map = mapOfScenario(id);

      it("keeps the heads apart", () => {
        const heads = map.shapes.flatMap((shape) =>
          shape.type === "head" && (shape.role === "open" || shape.role === "close") ? [shape] : [],
        );
        for (const [i, a] of heads.entries()) {
          for (const b of heads.slice(i + 1)) {
            const apart = Math.hypot(a.x - b.x, a.y - b.y);
            expect(apart, `at ${a.x} ${a.y}`).toBeGreaterThanOrEqual(2 * HEAD_HALF - 0.01);
          }
        }
      });

      it("keeps the paths off every word", () => {
        // A box of its own stands upon the path: the number of a step.
        const words = textBoxes(map).filter(({ text }) => !/^\d+$/u.test(text));
        for (const { points, width } of pathsOf(map)) {
          for (let at = 0; at + 3 < points.length; at += 2) {
            const [x1, y1, x2, y2] = points.slice(at, at + 4) as [number, number, number, number];
            const [x, y] = [Math.min(x1, x2) - width / 2, Math.min(y1, y2) - width / 2];
            const line = boxOfRect(x, y, Math.abs(x2 - x1) + width, Math.abs(y2 - y1) + width);
            for (const word of words) expect(touch(word, line), word.text).toBe(false);
          }
        }
      });

      it("has the earlier number first", () => {
        const badges = textsOf(map).flatMap(({ text, x, y }) =>
          /^\d$/u.test(text) ? [{ number: Number(text), x, y }] : [],
        );
        for (const a of badges) {
          for (const b of badges) {
            const apart = Math.hypot(a.x - b.x, a.y - b.y);
            if (apart > 0 && apart < 30 && a.number < b.number) expect(a.x + a.y).toBeLessThan(b.x + b.y);
          }
        }
      });
    },
  );
});
