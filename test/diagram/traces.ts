/** What pictures are tried on: hand-written traces, one for each thing that a picture must show. */
import type { SocketCall, SocketResult } from "../../src/simulator/host/socket.ts";
import type { HostId, Trace } from "../../src/simulator/network/trace.ts";
import { type Doing, Script, type Sent } from "./script.ts";

const connect: SocketCall = { op: "connect", to: { ip: "10.0.0.2", port: 80 } };
const listen: SocketCall = { op: "listen", port: 80 };
const EINPROGRESS: SocketResult = { ok: false, errno: "EINPROGRESS" };
const listener = { state: ["CLOSED", "LISTEN"], connection: "*:80" } as const;
const opening = {
  state: ["CLOSED", "SYN-SENT"],
  send: { to: "server", flags: "SYN", seq: 0 },
  result: EINPROGRESS,
} as const;
const synAck = { to: "client", flags: "SYN,ACK", seq: 0, ack: 1 } as const;
const accepted = {
  state: ["LISTEN", "SYN-RECEIVED"],
  send: synAck,
  start: ["RETRANSMISSION", 1000],
} as const;
const established = {
  state: ["SYN-SENT", "ESTABLISHED"],
  send: { to: "server", flags: "ACK", seq: 1, ack: 1 },
} as const;

function threeWayScript(): Script {
  return new Script("client", "server")
    .call(0, "server", listen, listener)
    .call(10, "client", connect, opening)
    .deliver(1, accepted)
    .deliver(2, established)
    .deliver(3, { state: ["SYN-RECEIVED", "ESTABLISHED"] });
}

function lostScript(): Script {
  return new Script("client", "server")
    .call(0, "server", listen, listener)
    .call(10, "client", connect, opening)
    .deliver(1, accepted)
    .network(60, "lose", 2)
    .expire(1060, "server", "RETRANSMISSION", { send: { ...synAck, again: true } })
    .deliver(3, established)
    .deliver(4, { state: ["SYN-RECEIVED", "ESTABLISHED"] });
}

function lifeScript(script = threeWayScript()): Script {
  const id = script.flights.size;
  const at = script.entries.at(-1)!.at;
  const data = (count: number) => "x".repeat(count);
  return script
    .call(
      at + 5,
      "client",
      { op: "send", data: data(18) },
      {
        send: { to: "server", flags: "PSH,ACK", seq: 1, ack: 1, data: data(18) },
        result: { ok: true, value: 18 },
      },
    )
    .deliver(id + 1, { send: { to: "client", flags: "ACK", seq: 1, ack: 19 } })
    .call(
      at + 60,
      "server",
      { op: "send", data: data(512) },
      {
        send: { to: "client", flags: "PSH,ACK", seq: 1, ack: 19, data: data(512) },
        result: { ok: true, value: 512 },
      },
    )
    .deliver(id + 2)
    .deliver(id + 3, { send: { to: "server", flags: "ACK", seq: 19, ack: 513 } })
    .call(
      at + 120,
      "client",
      { op: "close" },
      {
        state: ["ESTABLISHED", "FIN-WAIT-1"],
        send: { to: "server", flags: "FIN,ACK", seq: 19, ack: 513 },
        result: { ok: true, value: "ok" },
      },
    )
    .deliver(id + 4)
    .deliver(id + 5, {
      state: ["ESTABLISHED", "CLOSE-WAIT"],
      send: { to: "client", flags: "ACK", seq: 513, ack: 20 },
    })
    .deliver(id + 6, { state: ["FIN-WAIT-1", "FIN-WAIT-2"] })
    .call(
      at + 260,
      "server",
      { op: "close" },
      {
        state: ["CLOSE-WAIT", "LAST-ACK"],
        send: { to: "client", flags: "FIN,ACK", seq: 513, ack: 20 },
        result: { ok: true, value: "ok" },
      },
    )
    .deliver(id + 7, {
      state: ["FIN-WAIT-2", "TIME-WAIT"],
      send: { to: "server", flags: "ACK", seq: 20, ack: 514 },
      start: ["TIME-WAIT", 60_000],
    })
    .deliver(id + 8, { state: ["LAST-ACK", "CLOSED"] })
    .expire(at + 60_310, "client", "TIME-WAIT", { state: ["TIME-WAIT", "CLOSED"] });
}

function simultaneousScript(): Script {
  const syn = (to: HostId) => ({ to, flags: "SYN", seq: 0 });
  const both = (to: HostId) => ({ to, flags: "SYN,ACK", seq: 0, ack: 1 });
  return new Script("A", "B")
    .call(0, "A", connect, { state: ["CLOSED", "SYN-SENT"], send: syn("B"), result: EINPROGRESS })
    .call(0, "B", connect, { state: ["CLOSED", "SYN-SENT"], send: syn("A"), result: EINPROGRESS })
    .deliver(1, { state: ["SYN-SENT", "SYN-RECEIVED"], send: both("A") })
    .deliver(2, { state: ["SYN-SENT", "SYN-RECEIVED"], send: both("B") })
    .deliver(3, { state: ["SYN-RECEIVED", "ESTABLISHED"] })
    .deliver(4, { state: ["SYN-RECEIVED", "ESTABLISHED"] });
}

function refusedScript(): Script {
  return new Script("client", "server")
    .call(0, "client", connect, opening)
    .deliver(1, { send: { to: "client", flags: "RST,ACK", seq: 0, ack: 1 } })
    .deliver(2, { state: ["SYN-SENT", "CLOSED"], error: "ECONNREFUSED" })
    .call(120, "client", { op: "close" }, { result: { ok: false, errno: "EBADF" } });
}

function threeHostsScript(): Script {
  return new Script("client", "server", "attacker")
    .call(0, "server", listen, listener)
    .call(10, "client", connect, opening)
    .deliver(1, accepted)
    .deliver(2, established)
    .deliver(3, { state: ["SYN-RECEIVED", "ESTABLISHED"] })
    .forge(250, "attacker", { from: "client", to: "server", flags: "RST", seq: 1 })
    .deliver(4, { state: ["ESTABLISHED", "CLOSED"], error: "ECONNRESET" })
    .forge(350, "attacker", { from: "server", to: "client", flags: "RST", seq: 1 })
    .deliver(5, { state: ["ESTABLISHED", "CLOSED"], error: "ECONNRESET" });
}

/** RFC 9293 Figure 9: an old SYN arrives before the new one. */
function oldDuplicateScript(): Script {
  return new Script("client", "server")
    .call(0, "server", listen, listener)
    .call(10, "client", connect, { ...opening, send: { ...opening.send, seq: 100, delay: 200 } })
    .forge(20, null, { from: "client", to: "server", flags: "SYN", seq: 90 })
    .deliver(2, { ...accepted, send: { to: "client", flags: "SYN,ACK", seq: 300, ack: 91 } })
    .deliver(3, { send: { to: "server", flags: "RST", seq: 91 } })
    .deliver(4, { state: ["SYN-RECEIVED", "CLOSED"] })
    .deliver(1, { ...accepted, send: { to: "client", flags: "SYN,ACK", seq: 400, ack: 101 } })
    .deliver(5, { ...established, send: { to: "server", flags: "ACK", seq: 101, ack: 401 } })
    .deliver(6, { state: ["SYN-RECEIVED", "ESTABLISHED"] });
}

/** Everything that a network can do to a segment, in one connection. */
function odditiesScript(): Script {
  const script = threeWayScript();
  const data = (seq: number, more: Partial<Sent> = {}): Doing => ({
    send: { to: "server", flags: "PSH,ACK", seq, ack: 1, data: "x".repeat(100), ...more },
    result: { ok: true, value: 100 },
  });
  const send: SocketCall = { op: "send", data: "x".repeat(100) };
  return script
    .call(200, "client", send, data(1))
    .duplicate(200, 4, 30)
    .deliver(4, { send: { to: "client", flags: "ACK", seq: 1, ack: 101 } })
    .deliver(5)
    .deliver(6)
    .call(400, "client", send, data(101))
    .network(400, "corrupt", 7)
    .deliver(7)
    .call(600, "client", send, data(201))
    .delay(600, 8, 120)
    .call(640, "client", send, data(301))
    .deliver(9)
    .deliver(8)
    .call(900, "client", send, data(401))
    .network(900, "hold", 10)
    .network(3000, "release", 10)
    .deliver(10, {}, 3050);
}

function burstScript(): Script {
  const script = threeWayScript();
  const data = (seq: number) => ({
    to: "server",
    flags: seq === 401 ? "PSH,ACK" : "ACK",
    seq,
    ack: 1,
    data: "x".repeat(100),
  });
  return script
    .call(
      200,
      "client",
      { op: "send", data: "x".repeat(500) },
      {
        send: [1, 101, 201, 301, 401].map(data),
        result: { ok: true, value: 500 },
        start: ["RETRANSMISSION", 1000],
      },
    )
    .network(200, "lose", 5)
    .deliver(4)
    .deliver(6, { send: { to: "client", flags: "ACK", seq: 1, ack: 101 } })
    .deliver(7, { send: { to: "client", flags: "ACK", seq: 1, ack: 101 } })
    .deliver(8, { send: { to: "client", flags: "ACK", seq: 1, ack: 101 } })
    .deliver(9)
    .deliver(10)
    .deliver(11, { send: { ...data(101), again: true } })
    .deliver(12, { send: { to: "client", flags: "ACK", seq: 1, ack: 501 } })
    .deliver(13);
}

export const TRACES = {
  threeWay: threeWayScript().trace("three-way"),
  lost: lostScript().trace("lost"),
  life: lifeScript().trace("life"),
  lostLife: lifeScript(lostScript()).trace("lost-life"),
  simultaneous: simultaneousScript().trace("simultaneous-open"),
  refused: refusedScript().trace("refused"),
  threeHosts: threeHostsScript().trace("three-hosts"),
  oddities: odditiesScript().trace("oddities"),
  oldDuplicate: oldDuplicateScript().trace("old-duplicate"),
  burst: burstScript().trace("burst"),
  empty: new Script("client", "server").trace("empty"),
} satisfies Record<string, Trace>;

export type TraceName = keyof typeof TRACES;

/** Exchanges so many segments that one picture does not hold them. */
export function longTrace(segments: number): Trace {
  const script = threeWayScript();
  let at = 300;
  for (let i = 0; i < segments; i += 2) {
    const id = script.flights.size;
    script
      .call(
        at,
        "client",
        { op: "send", data: "x" },
        {
          send: { to: "server", flags: "PSH,ACK", seq: 1 + i, ack: 1, data: "x" },
        },
      )
      .deliver(id + 1, { send: { to: "client", flags: "ACK", seq: 1, ack: 2 + i } })
      .deliver(id + 2);
    at += 120;
  }
  return script.trace("long");
}
