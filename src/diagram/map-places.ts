/** The geometry of the state map: RFC 9293 Figure 5, three columns wide, in pixels below the map's top. */
import type { State } from "../simulator/tcp/tcb.ts";

export interface Place {
  readonly state: State;
  /** Centre of its box. */
  readonly x: number;
  readonly y: number;
}

/** An arrow of the figure and its label, `event / action` in the RFC's words, a line each. */
export interface Transition {
  readonly from: State;
  readonly to: State;
  readonly points: readonly number[];
  readonly words: readonly [string, string];
  /** Anchor of the first line and of the second. */
  readonly at: readonly [readonly [number, number], readonly [number, number]];
  readonly anchor: "start" | "middle" | "end";
  /** Where the number of a step stands upon the arrow; several stand side by side along `along`. */
  readonly badge: readonly [number, number];
  readonly along: "x" | "y";
}

export const BOX_W = 150;
export const BOX_H = 36;
const HALF = BOX_H / 2;
const LINE = 20;

const [LEFT, MIDDLE, RIGHT] = [92, 320, 548];
const ROWS = [56, 160, 268, 388, 500, 612, 730] as const;
const [R0, R1, R2, R3, R4, R5, R6] = ROWS;
/** From the map's top to its end, the last label included. */
export const MAP_HEIGHT = R6 + HALF + 2 * LINE + 8;

/** CLOSED stands twice, as in the figure: where everything begins and where everything ends. */
export const PLACES: readonly Place[] = [
  { state: "CLOSED", x: MIDDLE, y: R0 },
  { state: "LISTEN", x: MIDDLE, y: R1 },
  { state: "SYN-RECEIVED", x: LEFT, y: R2 },
  { state: "SYN-SENT", x: RIGHT, y: R2 },
  { state: "ESTABLISHED", x: MIDDLE, y: R3 },
  { state: "FIN-WAIT-1", x: LEFT, y: R4 },
  { state: "CLOSE-WAIT", x: RIGHT, y: R4 },
  { state: "FIN-WAIT-2", x: LEFT, y: R5 },
  { state: "CLOSING", x: MIDDLE, y: R5 },
  { state: "LAST-ACK", x: RIGHT, y: R5 },
  { state: "TIME-WAIT", x: MIDDLE, y: R6 },
  { state: "CLOSED", x: RIGHT, y: R6 },
];

const SIDE = BOX_W / 2;
/** Where arrows leave a box beside its middle. */
const [OUT, IN] = [48, 36];

/** Two lines below each other from here. */
const stacked = (x: number, y: number): Transition["at"] => [
  [x, y],
  [x, y + LINE],
];
/** One line above a level arrow, one below it: there is room for the paths of two ends. */
const around = (x: number, y: number): Transition["at"] => [
  [x, y - 12],
  [x, y + LINE + 4],
];

/** How to read an arrow: one that leads nowhere, and room for what its two lines are. */
export const KEY: Pick<Transition, "points" | "at"> = {
  points: [LEFT - SIDE + 5, R0 - 33, LEFT - SIDE + 5, R0 + 9],
  at: stacked(LEFT - SIDE + 19, R0 - 16),
};

const opening: readonly Transition[] = [
  {
    from: "CLOSED",
    to: "LISTEN",
    points: [MIDDLE - 22, R0 + HALF, MIDDLE - 22, R1 - HALF],
    words: ["passive OPEN", "create TCB"],
    at: stacked(MIDDLE - 38, R0 + 47),
    anchor: "end",
    badge: [MIDDLE - 22, R0 + 50],
    along: "y",
  },
  {
    from: "LISTEN",
    to: "CLOSED",
    points: [MIDDLE + 22, R1 - HALF, MIDDLE + 22, R0 + HALF],
    words: ["CLOSE", "delete TCB"],
    at: stacked(MIDDLE + 38, R0 + 47),
    anchor: "start",
    badge: [MIDDLE + 22, R0 + 54],
    along: "y",
  },
  {
    from: "CLOSED",
    to: "SYN-SENT",
    points: [MIDDLE + SIDE, R0 - 6, RIGHT + OUT + 18, R0 - 6, RIGHT + OUT + 18, R2 - HALF],
    words: ["active OPEN", "create TCB, snd SYN"],
    at: stacked(MIDDLE + SIDE + 16, R0 - 39),
    anchor: "start",
    badge: [RIGHT + OUT + 18, R0 + 54],
    along: "y",
  },
  {
    from: "SYN-SENT",
    to: "CLOSED",
    points: [RIGHT - 34, R2 - HALF, RIGHT - 34, R0 + 10, MIDDLE + SIDE, R0 + 10],
    words: ["CLOSE", "delete TCB"],
    at: stacked(RIGHT - 26, R1 - 20),
    anchor: "start",
    badge: [RIGHT - 34, R0 + 54],
    along: "y",
  },
  {
    from: "LISTEN",
    to: "SYN-SENT",
    points: [MIDDLE + SIDE, R1, RIGHT - 58, R1, RIGHT - 58, R2 - HALF],
    words: ["SEND", "snd SYN"],
    at: around((MIDDLE + SIDE + RIGHT - 58) / 2, R1),
    anchor: "middle",
    badge: [RIGHT - 58, R1 + 50],
    along: "y",
  },
  {
    from: "LISTEN",
    to: "SYN-RECEIVED",
    points: [MIDDLE - SIDE, R1 - 6, LEFT - OUT, R1 - 6, LEFT - OUT, R2 - HALF],
    words: ["rcv SYN", "snd SYN,ACK"],
    at: stacked(LEFT - OUT, R1 - 35),
    anchor: "start",
    badge: [LEFT - OUT, R1 + 42],
    along: "y",
  },
  {
    from: "SYN-RECEIVED",
    to: "LISTEN",
    points: [LEFT + IN, R2 - HALF, LEFT + IN, R1 + 8, MIDDLE - SIDE, R1 + 8],
    words: ["rcv RST", "x"],
    at: stacked(LEFT + IN + 22, R1 + 36),
    anchor: "start",
    badge: [LEFT + IN, R1 + 50],
    along: "y",
  },
  {
    from: "SYN-SENT",
    to: "SYN-RECEIVED",
    points: [RIGHT - SIDE, R2, LEFT + SIDE, R2],
    words: ["rcv SYN", "snd SYN,ACK"],
    at: around(MIDDLE, R2),
    anchor: "middle",
    badge: [MIDDLE - 84, R2],
    along: "x",
  },
  {
    from: "SYN-RECEIVED",
    to: "ESTABLISHED",
    points: [LEFT + IN, R2 + HALF, LEFT + IN, R3 - 8, MIDDLE - SIDE, R3 - 8],
    words: ["rcv ACK of SYN", "x"],
    at: stacked(LEFT + IN + 22, R2 + 58),
    anchor: "start",
    badge: [LEFT + IN, R2 + 62],
    along: "y",
  },
  {
    from: "SYN-SENT",
    to: "ESTABLISHED",
    points: [RIGHT - IN, R2 + HALF, RIGHT - IN, R3 - 8, MIDDLE + SIDE, R3 - 8],
    words: ["rcv SYN,ACK", "snd ACK"],
    at: stacked(RIGHT - IN - 22, R2 + 58),
    anchor: "end",
    badge: [RIGHT - IN, R2 + 62],
    along: "y",
  },
];

const closing: readonly Transition[] = [
  {
    from: "SYN-RECEIVED",
    to: "FIN-WAIT-1",
    points: [LEFT - OUT, R2 + HALF, LEFT - OUT, R4 - HALF],
    words: ["CLOSE", "snd FIN"],
    at: stacked(LEFT - OUT + 14, R3 - 13),
    anchor: "start",
    badge: [LEFT - OUT, R2 + 62],
    along: "y",
  },
  {
    from: "ESTABLISHED",
    to: "FIN-WAIT-1",
    points: [MIDDLE - SIDE, R3 + 8, LEFT + IN, R3 + 8, LEFT + IN, R4 - HALF],
    words: ["CLOSE", "snd FIN"],
    at: stacked(LEFT + IN + 22, R3 + 40),
    anchor: "start",
    badge: [LEFT + IN, R3 + 52],
    along: "y",
  },
  {
    from: "ESTABLISHED",
    to: "CLOSE-WAIT",
    points: [MIDDLE + SIDE, R3 + 8, RIGHT - IN, R3 + 8, RIGHT - IN, R4 - HALF],
    words: ["rcv FIN", "snd ACK"],
    at: stacked(RIGHT - IN - 22, R3 + 40),
    anchor: "end",
    badge: [RIGHT - IN, R3 + 52],
    along: "y",
  },
  {
    from: "FIN-WAIT-1",
    to: "FIN-WAIT-2",
    points: [LEFT - OUT, R4 + HALF, LEFT - OUT, R5 - HALF],
    words: ["rcv ACK of FIN", "x"],
    at: stacked(LEFT - OUT + 25, R4 + 52),
    anchor: "start",
    badge: [LEFT - OUT, R4 + 54],
    along: "y",
  },
  {
    from: "FIN-WAIT-1",
    to: "CLOSING",
    points: [LEFT + SIDE, R4, MIDDLE, R4, MIDDLE, R5 - HALF],
    words: ["rcv FIN", "snd ACK"],
    at: around((LEFT + SIDE + MIDDLE) / 2, R4),
    anchor: "middle",
    badge: [MIDDLE, R4 + 54],
    along: "y",
  },
  {
    from: "CLOSE-WAIT",
    to: "LAST-ACK",
    points: [RIGHT + 24, R4 + HALF, RIGHT + 24, R5 - HALF],
    words: ["CLOSE", "snd FIN"],
    at: stacked(RIGHT - 1, R4 + 52),
    anchor: "end",
    badge: [RIGHT + 24, R4 + 54],
    along: "y",
  },
  {
    from: "FIN-WAIT-2",
    to: "TIME-WAIT",
    points: [LEFT - OUT, R5 + HALF, LEFT - OUT, R6, MIDDLE - SIDE, R6],
    words: ["rcv FIN", "snd ACK"],
    at: stacked(LEFT - OUT + 25, R5 + 58),
    anchor: "start",
    badge: [LEFT - OUT, R5 + 60],
    along: "y",
  },
  {
    from: "CLOSING",
    to: "TIME-WAIT",
    points: [MIDDLE, R5 + HALF, MIDDLE, R6 - HALF],
    words: ["rcv ACK of FIN", "x"],
    at: stacked(MIDDLE - 25, R5 + 54),
    anchor: "end",
    badge: [MIDDLE, R5 + 60],
    along: "y",
  },
  {
    from: "LAST-ACK",
    to: "CLOSED",
    points: [RIGHT + 24, R5 + HALF, RIGHT + 24, R6 - HALF],
    words: ["rcv ACK of FIN", "x"],
    at: stacked(RIGHT - 1, R5 + 54),
    anchor: "end",
    badge: [RIGHT + 24, R5 + 60],
    along: "y",
  },
  {
    from: "TIME-WAIT",
    to: "CLOSED",
    points: [MIDDLE + SIDE, R6, RIGHT - SIDE, R6],
    words: ["Timeout=2MSL", "delete TCB"],
    at: stacked((MIDDLE + RIGHT) / 2, R6 + HALF + 22),
    anchor: "middle",
    badge: [(MIDDLE + RIGHT) / 2 - 6, R6],
    along: "x",
  },
];

export const TRANSITIONS: readonly Transition[] = [...opening, ...closing];
