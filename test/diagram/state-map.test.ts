import { describe, expect, it } from "vitest";
import { layoutStateMap } from "../../src/diagram/index.ts";
import { PLACES, TRANSITIONS } from "../../src/diagram/map-places.ts";
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

  it("says in words what the figure has no arrow for", () => {
    const words = texts(layoutStateMap(TRACES.threeHosts, { locale: "en", labels: labels("en", "x") }));
    expect(words.filter((word) => word === "ESTABLISHED → CLOSED (rcv RST)").length).toBe(2);
  });
});
