/** Whole lives of a connection through `run()`, beside what Node's own `net` completes over loopback in the same run. */
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import type { Row } from "../../scripts/bench-row.ts";
import { run as simulate } from "../../src/simulator/network/run.ts";
import type { HostSpec, Scenario } from "../../src/simulator/network/scenario.ts";

export const name = "lives";

const SEGMENT = "x".repeat(1_460);
const SEGMENTS = 10;
const ROUNDS = 7;
const ROUND_MS = 400;
const LIVES_PER_LOOK = 50;
const RATIO_MIN = 5;
const PER_SECOND_MIN = 20_000;

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
          call: { op: "send", data: SEGMENT.repeat(SEGMENTS) },
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
  const simulated: number[] = [];
  const real: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const [ours, nodes] = [simulatedPerSecond(round), await realPerSecond(port)];
    if (round === 0) continue;
    simulated.push(ours);
    real.push(nodes);
  }
  server.close();
  const [ours, nodes] = [median(simulated), median(real)];
  return [
    {
      what: "simulated lives on one core",
      measured: `${Math.round(ours)}/s`,
      limit: `>= ${PER_SECOND_MIN}/s`,
      ok: ours >= PER_SECOND_MIN,
    },
    {
      what: `times Node's net over loopback (${Math.round(nodes)}/s)`,
      measured: `${(ours / nodes).toFixed(1)}x`,
      limit: `>= ${RATIO_MIN}x`,
      ok: ours / nodes >= RATIO_MIN,
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

function simulatedPerSecond(round: number): number {
  const start = performance.now();
  let lives = 0;
  while (performance.now() - start < ROUND_MS) {
    for (let i = 0; i < LIVES_PER_LOOK; i++) simulate(life, { seed: round * 1_000_000 + lives + i });
    lives += LIVES_PER_LOOK;
  }
  return (lives * 1_000) / (performance.now() - start);
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
