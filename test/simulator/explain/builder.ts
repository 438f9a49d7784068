/** Small traces written by hand: what is told must not depend on the simulator. */
import { loadLanguage } from "../../../src/language.ts";
import type { SocketCall, SocketResult } from "../../../src/simulator/host/socket.ts";
import type { Entry, Flight, Move, StateChange, Trace } from "../../../src/simulator/network/trace.ts";
import type { Effect } from "../../../src/simulator/tcp/event.ts";
import type { Because } from "../../../src/simulator/tcp/rules.ts";
import { flagsOf } from "../../../src/simulator/tcp/segment.ts";
import { seqNum } from "../../../src/simulator/tcp/seqnum.ts";
import type { State, TimerName } from "../../../src/simulator/tcp/tcb.ts";

export const language = loadLanguage("assets/locales");

const IPS = { client: "10.0.0.1", server: "10.0.0.2" } as const;
const ISNS = { client: 3_001_234_567, server: 812_345_678 } as const;
type Who = keyof typeof IPS;

const PORTS = { client: 40_001, server: 80 } as const;
/** Both ends of the one connection, each as its own host calls it. */
const keyOf = (host: Who): string => {
  const peer = host === "client" ? "server" : "client";
  return `${IPS[host]}:${PORTS[host]}-${IPS[peer]}:${PORTS[peer]}`;
};

export interface Doing {
  readonly to?: readonly [State, State];
  readonly send?: readonly Flight[];
  readonly because?: readonly Because[];
  readonly effects?: readonly Effect[];
  readonly result?: SocketResult;
}

/** Entries in order; every segment that was not delivered or lost is still in flight at the end. */
export class Builder {
  private readonly entries: Entry[] = [];
  private readonly flights: Flight[] = [];

  segment(
    at: number,
    from: Who,
    flags: string,
    seq: number,
    ack = 0,
    more: Partial<Flight> & { data?: string } = {},
  ): Flight {
    const to = from === "client" ? "server" : "client";
    const { data = "", ...rest } = more;
    const flight: Flight = {
      id: this.flights.length + 1,
      seg: {
        src: { ip: IPS[from], port: PORTS[from] },
        dst: { ip: IPS[to], port: PORTS[to] },
        seq: seqNum(ISNS[from] + seq),
        ack: flags.includes("ACK") ? seqNum(ISNS[to] + ack) : seqNum(0),
        flags: flagsOf(flags),
        wnd: 65_535,
        data,
      },
      from,
      to,
      sentAt: at,
      arrivesAt: at + 50,
      relative: { seq, ack },
      again: false,
      ...rest,
    };
    this.flights.push(flight);
    return flight;
  }

  call(at: number, host: Who, call: SocketCall, doing: Doing = {}): this {
    return this.add(at, host, { type: "call", host, socket: "s", call }, null, doing);
  }

  deliver(flight: Flight, doing: Doing = {}): this {
    return this.add(flight.arrivesAt, flight.to as Who, { type: "deliver", id: flight.id }, flight, doing);
  }

  network(at: number, type: "lose" | "duplicate" | "corrupt" | "hold" | "release", flight: Flight): this {
    return this.add(at, null, { type, id: flight.id }, flight, {});
  }

  expire(at: number, host: Who, timer: TimerName, doing: Doing = {}): this {
    return this.add(at, host, { type: "expire", host, connection: keyOf(host), timer }, null, doing);
  }

  move(at: number, host: Who | null, move: Move, flight: Flight | null, doing: Doing = {}): this {
    return this.add(at, host, move, flight, doing);
  }

  trace(ended: Trace["ended"] = "quiet"): Trace {
    const over = this.entries.flatMap(({ move }) =>
      "id" in move && /deliver|lose/.test(move.type) ? [move.id] : [],
    );
    return {
      whatIf: [],
      scenario: "by-hand",
      title: { en: "By hand", ko: "손으로 쓴 기록" },
      hosts: [
        {
          id: "client",
          ip: IPS.client,
          title: { en: "Client", ko: "클라이언트" },
          profile: "rfc",
          opening: "CLOSED",
        },
        {
          id: "server",
          ip: IPS.server,
          title: { en: "Server", ko: "서버" },
          profile: "rfc",
          opening: "LISTEN",
        },
      ],
      entries: this.entries,
      inFlight: this.flights.filter(({ id }) => !over.includes(id)),
      seed: 1,
      delayMs: 50,
      ended,
    };
  }

  private add(at: number, host: Who | null, move: Move, flight: Flight | null, doing: Doing): this {
    const { to, send = [], because = [], effects = [], result = null } = doing;
    const connection = host === null ? null : keyOf(host);
    const states: StateChange[] =
      to && connection !== null ? [{ connection, before: to[0], after: to[1] }] : [];
    const rest = { sent: send, states, because, effects, result, before: null, after: null };
    this.entries.push({ n: this.entries.length, at, move, host, connection, flight, ...rest });
    return this;
  }
}

const established: Effect = { type: "signal", signal: "connection established" };
const connect: SocketCall = { op: "connect", to: { ip: IPS.server, port: 80 } };
const pending: SocketResult = { ok: false, errno: "EINPROGRESS" };

/** The three segments of figure 6, with the reasons that the server's first step has. */
export function handshake(builder = new Builder()): Builder {
  const syn = builder.segment(0, "client", "SYN", 0);
  const synAck = builder.segment(50, "server", "SYN,ACK", 0, 1);
  const ack = builder.segment(100, "client", "ACK", 1, 1);
  const reason: Because = {
    rule: "listen-syn",
    values: { segSeq: ISNS.client, rcvNxt: ISNS.client + 1, iss: ISNS.server },
  };
  return builder
    .call(0, "client", connect, { to: ["CLOSED", "SYN-SENT"], send: [syn], result: pending })
    .deliver(syn, { to: ["LISTEN", "SYN-RECEIVED"], send: [synAck], because: [reason] })
    .deliver(synAck, { to: ["SYN-SENT", "ESTABLISHED"], send: [ack], effects: [established] })
    .deliver(ack, { to: ["SYN-RECEIVED", "ESTABLISHED"], effects: [established] });
}

/** Its SYN,ACK is lost, and the server's timer repeats it. */
export function lostSynAck(): Trace {
  const builder = new Builder();
  const syn = builder.segment(0, "client", "SYN", 0);
  const first = builder.segment(50, "server", "SYN,ACK", 0, 1);
  const second = builder.segment(1050, "server", "SYN,ACK", 0, 1, { again: true });
  const ack = builder.segment(1100, "client", "ACK", 1, 1);
  return builder
    .call(0, "client", connect, { to: ["CLOSED", "SYN-SENT"], send: [syn], result: pending })
    .deliver(syn, {
      to: ["LISTEN", "SYN-RECEIVED"],
      send: [first],
      effects: [{ type: "start timer", timer: "RETRANSMISSION", ms: 1000 }],
    })
    .network(100, "lose", first)
    .expire(1050, "server", "RETRANSMISSION", { send: [second] })
    .deliver(second, { to: ["SYN-SENT", "ESTABLISHED"], send: [ack], effects: [established] })
    .deliver(ack, { to: ["SYN-RECEIVED", "ESTABLISHED"], effects: [established] })
    .trace();
}

/** One of everything that a network or an attacker can do. */
export function mishaps(): Trace {
  const builder = new Builder();
  const data = builder.segment(0, "client", "PSH,ACK", 1, 1, { data: "hello" });
  const more = builder.segment(0, "client", "PSH,ACK", 6, 1, { data: "again", arrivesAt: 180 });
  const copy = builder.segment(0, "client", "PSH,ACK", 1, 1, {
    data: "hello",
    copyOf: data.id,
    arrivesAt: 90,
  });
  const broken = builder.segment(10, "client", "FIN,ACK", 11, 1);
  const forged = builder.segment(20, "server", "RST", 40_000, 0, { forgedBy: "client" });
  const old = builder.segment(20, "client", "SYN", -9_000, 0, { forgedBy: "old duplicate" });
  const seg = forged.seg;
  return builder
    .call(
      0,
      "client",
      { op: "send", data: "helloagain" },
      { send: [data, more], result: { ok: true, value: 10 } },
    )
    .network(0, "duplicate", data)
    .call(10, "client", { op: "close" }, { send: [broken], to: ["ESTABLISHED", "FIN-WAIT-1"] })
    .network(10, "corrupt", broken)
    .network(15, "hold", more)
    .move(20, "client", { type: "forge", by: "client", to: "client", seg }, forged, { send: [forged] })
    .move(20, null, { type: "forge", by: null, to: "server", seg: old.seg }, old, { send: [old] })
    .deliver(data)
    .deliver({ ...broken, seg: { ...broken.seg, corrupted: true } })
    .deliver(old)
    .deliver(copy)
    .network(120, "release", more)
    .move(121, null, { type: "delay", id: more.id, ms: 30 }, more)
    .call(130, "server", { op: "receive" }, { result: { ok: false, errno: "EAGAIN" } })
    .move(140, "server", { type: "reboot", host: "server" }, null)
    .trace("until");
}
