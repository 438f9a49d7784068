/** A trace written by hand, entry by entry, so that pictures are tested without the simulator. */
import type { Errno, SocketCall, SocketResult } from "../../src/simulator/host/socket.ts";
import type { Entry, Flight, HostId, Move, StateChange, Trace } from "../../src/simulator/network/trace.ts";
import type { Effect } from "../../src/simulator/tcp/event.ts";
import { flagsOf } from "../../src/simulator/tcp/segment.ts";
import type { SeqNum } from "../../src/simulator/tcp/seqnum.ts";
import type { State, TimerName } from "../../src/simulator/tcp/tcb.ts";

const DELAY = 50;
const ISN = { a: 3_001_234_567, b: 812_345_678 };

export interface Sent {
  readonly to: HostId;
  readonly flags: string;
  readonly seq: number;
  readonly ack?: number;
  readonly data?: string;
  readonly again?: true;
  readonly delay?: number;
  readonly forgedBy?: HostId;
  readonly from?: HostId;
}

export interface Doing {
  readonly state?: readonly [State, State];
  readonly connection?: string;
  readonly send?: Sent | readonly Sent[];
  readonly start?: readonly [TimerName, number];
  readonly error?: Errno;
  readonly result?: SocketResult;
}

/** Writes a trace entry by entry; ids of flights count from 1. */
export class Script {
  readonly entries: Entry[] = [];
  readonly flights = new Map<number, Flight>();
  readonly hosts: readonly HostId[];

  constructor(...hosts: HostId[]) {
    this.hosts = hosts;
  }

  call(at: number, host: HostId, call: SocketCall, doing: Doing = {}): this {
    return this.add(at, host, { type: "call", host, socket: "s", call }, doing, null);
  }

  expire(at: number, host: HostId, timer: TimerName, doing: Doing = {}): this {
    const connection = doing.connection ?? this.connectionOf(host);
    return this.add(at, host, { type: "expire", host, connection, timer }, doing, null);
  }

  reboot(at: number, host: HostId, doing: Doing): this {
    return this.add(at, host, { type: "reboot", host }, doing, null);
  }

  /** By nobody: an old duplicate. */
  forge(at: number, by: HostId | null, send: Sent): this {
    const seg = this.flight(at, by ?? "", send).seg;
    this.flights.delete(this.flights.size);
    const doing = { send: { ...send, forgedBy: by ?? "old duplicate" } };
    return this.add(at, by, { type: "forge", by, to: send.to, seg }, doing, null);
  }

  deliver(id: number, doing: Doing = {}, at = this.flights.get(id)!.arrivesAt): this {
    const flight = { ...this.flights.get(id)!, arrivesAt: at };
    return this.add(at, flight.to, { type: "deliver", id }, doing, flight);
  }

  network(at: number, type: "lose" | "corrupt" | "hold" | "release", id: number): this {
    return this.add(at, null, { type, id }, {}, this.flights.get(id)!);
  }

  delay(at: number, id: number, ms: number): this {
    const flight = this.flights.get(id)!;
    this.flights.set(id, { ...flight, arrivesAt: flight.arrivesAt + ms });
    return this.add(at, null, { type: "delay", id, ms }, {}, this.flights.get(id)!);
  }

  duplicate(at: number, id: number, later: number): this {
    const flight = this.flights.get(id)!;
    const copy = { ...flight, id: this.flights.size + 1, copyOf: id, arrivesAt: flight.arrivesAt + later };
    this.flights.set(copy.id, copy);
    // As the simulator has it: nobody sends the copy, it is seen once something becomes of it.
    return this.add(at, null, { type: "duplicate", id }, {}, flight);
  }

  trace(scenario: string): Trace {
    const done = new Set(
      this.entries.flatMap(({ move }) => (move.type === "deliver" || move.type === "lose" ? [move.id] : [])),
    );
    return {
      scenario,
      title: { en: scenario, ko: scenario },
      hosts: this.hosts.map((id, i) => ({
        id,
        ip: `10.0.0.${i + 1}`,
        title: { en: id, ko: id },
        profile: "rfc",
        opening: "CLOSED",
      })),
      entries: this.entries,
      inFlight: [...this.flights.values()].filter((flight) => !done.has(flight.id)),
      seed: 1,
      delayMs: DELAY,
      whatIf: [],
      ended: "quiet",
    };
  }

  private add(at: number, host: HostId | null, move: Move, doing: Doing, flight: Flight | null): this {
    const sent = [doing.send ?? []].flat().map((send) => this.flight(at, host ?? "", send));
    const connection = doing.connection ?? this.connectionOf(host);
    const states: StateChange[] = doing.state
      ? [{ connection, before: doing.state[0], after: doing.state[1] }]
      : [];
    const effects: Effect[] = [];
    if (doing.start) effects.push({ type: "start timer", timer: doing.start[0], ms: doing.start[1] });
    const result = doing.result ?? null;
    const error = doing.error === undefined ? {} : { error: doing.error };
    const rest = { effects, because: [], result, ...error, before: null, after: null };
    this.entries.push({ n: this.entries.length, at, move, host, connection, flight, sent, states, ...rest });
    return this;
  }

  /** The one between the first two hosts, as this end has it. */
  private connectionOf(host: HostId | null): string {
    const ends = ["10.0.0.1:40001", "10.0.0.2:80"];
    return (host === this.hosts[1] ? ends.reverse() : ends).join("-");
  }

  private flight(at: number, host: HostId, send: Sent): Flight {
    const { to, flags, seq, ack = 0, data = "", again = false, delay = DELAY } = send;
    const from = send.from ?? host;
    const [iss, irs] = from === this.hosts[0] ? [ISN.a, ISN.b] : [ISN.b, ISN.a];
    const flight: Flight = {
      id: this.flights.size + 1,
      seg: {
        src: { ip: `10.0.0.${this.hosts.indexOf(from) + 1}`, port: 1 },
        dst: { ip: `10.0.0.${this.hosts.indexOf(to) + 1}`, port: 2 },
        seq: ((iss + seq) >>> 0) as SeqNum,
        ack: ((flags.includes("ACK") ? irs + ack : 0) >>> 0) as SeqNum,
        flags: flagsOf(flags),
        wnd: 65535,
        data,
      },
      from,
      to,
      sentAt: at,
      arrivesAt: at + delay,
      relative: { seq, ack },
      again,
      ...(send.forgedBy ? { forgedBy: send.forgedBy } : {}),
    };
    this.flights.set(flight.id, flight);
    return flight;
  }
}
