/**
 * Whole lives of a connection: through `run()` with hosts, sockets, a wire, a clock and the whole trace; and with the
 * TCP core alone (two endpoints that hand each other their segments, every reason kept) beside Node's own `net` over
 * loopback in the same run. Those two live the same life, segment for segment: open, one segment of 1,460 octets, its
 * echo, close at both ends. (Loopback carries 64 KiB in one segment, so more octets would be more segments here only.)
 */
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import type { Row } from "../../scripts/bench-row.ts";
import { run as simulate } from "../../src/simulator/network/run.ts";
import type { HostSpec, Scenario } from "../../src/simulator/network/scenario.ts";
import type { Event } from "../../src/simulator/tcp/event.ts";
import { newTcb } from "../../src/simulator/tcp/open.ts";
import { profile } from "../../src/simulator/tcp/profile.ts";
import type { Segment } from "../../src/simulator/tcp/segment.ts";
import { seqNum } from "../../src/simulator/tcp/seqnum.ts";
import { step } from "../../src/simulator/tcp/step.ts";
import type { Tcb } from "../../src/simulator/tcp/tcb.ts";

const SEGMENT = "x".repeat(1_460);
const SEGMENTS = 10;
const TEXT = SEGMENT.repeat(SEGMENTS);
const ROUNDS = 7;
const ROUND_MS = 400;
const LIVES_PER_LOOK = 50;
const RATIO_MIN = 5;
const PER_SECOND_MIN = 20_000;

const RFC = profile("rfc");
const CLIENT = { ip: "10.0.0.1", port: 40_001 };
const SERVER = { ip: "10.0.0.2", port: 80 };

const host = (id: string, ip: string): HostSpec => ({ id, ip, title: { en: id, ko: id } });
const text = { en: "a life", ko: "일생" };

/** Open, ten segments of 1,460 octets, close at both ends, TIME-WAIT included. */
const life: Scenario = {
  id: "life",
  title: text,
  about: text,
  topic: "data",
  hosts: [host("client", "10.0.0.1"), host("server", "10.0.0.2")],
  delayMs: 1,
  programs: [
    {
      host: "server",
      steps: [
        { socket: "listener", call: { op: "listen", port: 80 } },
        { when: { acceptable: true }, socket: "listener", call: { op: "accept", as: "s" } },
        { when: { eof: true }, socket: "s", call: { op: "receive" } },
        { socket: "s", call: { op: "close" } },
      ],
    },
    {
      host: "client",
      steps: [
        { socket: "c", call: { op: "connect", to: { ip: "10.0.0.2", port: 80 } } },
        {
          when: { state: "ESTABLISHED" },
          socket: "c",
          call: { op: "send", data: TEXT },
        },
        { socket: "c", call: { op: "close" } },
      ],
    },
  ],
};

/** Rounds of both take turns, so that a slow moment of the machine hits both; each has one unmeasured round first. */
export async function run(): Promise<Row[]> {
  checkLife();
  const server = await echoServer();
  const { port } = server.address() as AddressInfo;
  const rounds: { core: number; traced: number; real: number }[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const core = perSecond((n) => coreLife(round * 1_000_000 + n));
    const traced = perSecond((n) => simulate(life, { seed: round * 1_000_000 + n }));
    const real = await realPerSecond(port);
    if (round > 0) rounds.push({ core, traced, real });
  }
  server.close();
  const core = median(rounds.map((one) => one.core));
  const traced = median(rounds.map((one) => one.traced));
  const real = median(rounds.map((one) => one.real));
  return [
    {
      what: "lives through run(), with their traces, on one core",
      measured: `${Math.round(traced)}/s`,
      limit: `>= ${PER_SECOND_MIN}/s`,
      ok: traced >= PER_SECOND_MIN,
    },
    {
      what: `lives of the TCP core against Node's net over loopback (${Math.round(core)}/s, ${Math.round(real)}/s)`,
      measured: `${(core / real).toFixed(1)}x`,
      limit: `>= ${RATIO_MIN}x`,
      ok: core / real >= RATIO_MIN,
    },
  ];
}

/** What is measured is a life, and a whole one. */
function checkLife(): void {
  const { entries, ended } = simulate(life);
  const full = entries.flatMap(({ sent }) => sent).filter(({ seg }) => seg.data.length === SEGMENT.length);
  const closed = entries.filter(({ states }) => states.some(({ after }) => after === "CLOSED"));
  const whole = ended === "quiet" && full.length === SEGMENTS && closed.length === 2;
  if (!whole) throw new Error(`not a whole life: ${ended}, ${full.length} segments, ${closed.length} closed`);
}

function perSecond(live: (n: number) => void): number {
  const start = performance.now();
  let lives = 0;
  while (performance.now() - start < ROUND_MS) {
    for (let i = 0; i < LIVES_PER_LOOK; i++) live(lives + i);
    lives += LIVES_PER_LOOK;
  }
  return (lives * 1_000) / (performance.now() - start);
}

/** What `realLife` does, without hosts: each segment is handed to the other endpoint a millisecond later. */
function coreLife(n: number): void {
  const ends = [newTcb(CLIENT, SERVER, RFC), newTcb(SERVER, null, RFC)] as [Tcb, Tcb];
  const sent: { readonly to: 0 | 1; readonly seg: Segment }[] = [];
  let now = 0;
  const happen = (at: 0 | 1, event: Event): void => {
    const { tcb, effects } = step(ends[at], event, now, RFC);
    ends[at] = tcb;
    for (const effect of effects)
      if (effect.type === "send") sent.push({ to: at === 0 ? 1 : 0, seg: effect.seg });
  };
  const settle = (): void => {
    for (const { to, seg } of sent) {
      now++;
      happen(to, { type: "SEGMENT ARRIVES", seg, iss: seqNum(n * 7) });
    }
    sent.length = 0;
  };
  happen(1, { type: "OPEN", active: false, iss: seqNum(0) });
  happen(0, { type: "OPEN", active: true, iss: seqNum(n) });
  settle();
  for (const end of [0, 1] as const) {
    happen(end, { type: "SEND", data: SEGMENT });
    settle();
    happen(end === 0 ? 1 : 0, { type: "RECEIVE", max: SEGMENT.length });
  }
  for (const end of [0, 1] as const) {
    happen(end, { type: "CLOSE" });
    settle();
  }
  happen(0, { type: "TIMEOUT", timer: "TIME-WAIT" });
  for (const { state, received } of ends) {
    if (state !== "CLOSED" || received !== SEGMENT.length)
      throw new Error(`not a whole life: ${state}, ${received} octets`);
  }
}

async function realPerSecond(port: number): Promise<number> {
  const start = performance.now();
  let lives = 0;
  for (; performance.now() - start < ROUND_MS; lives++) await realLife(port);
  return (lives * 1_000) / (performance.now() - start);
}

/** Connect, write, hear the echo, end. */
async function realLife(port: number): Promise<void> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  socket.write(SEGMENT);
  let heard = 0;
  for await (const chunk of socket) {
    heard += (chunk as Buffer).length;
    if (heard === SEGMENT.length) socket.end();
  }
}

async function echoServer(): Promise<Server> {
  const server = createServer((socket: Socket) => {
    socket.on("error", () => socket.destroy());
    socket.pipe(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
