/** Two machines joined by a wire that hands segments over at once, unless a test says that one is lost. */
import { arrive } from "../../../src/simulator/host/arrive.ts";
import { expire } from "../../../src/simulator/host/expire.ts";
import { type Connection, type Host, newHost, type Outcome } from "../../../src/simulator/host/host.ts";
import { perform } from "../../../src/simulator/host/perform.ts";
import type { SocketCall, SocketResult } from "../../../src/simulator/host/socket.ts";
import { type Profile, profile } from "../../../src/simulator/tcp/profile.ts";
import { flagNames, type Segment } from "../../../src/simulator/tcp/segment.ts";
import type { State, TimerName } from "../../../src/simulator/tcp/tcb.ts";

export const CLIENT = "10.0.0.1";
export const SERVER = "10.0.0.2";
const EXCHANGES_MAX = 200;

export type Loses = (seg: Segment) => boolean;
const nothing: Loses = () => false;

export class Machines {
  readonly log: string[] = [];
  readonly hosts: Record<string, Host>;
  now = 0;
  loses: Loses = nothing;

  constructor(rules: Profile = profile("linux"), client: Profile = profile("linux")) {
    this.hosts = {
      client: newHost("client", CLIENT, client, { mode: "fixed", values: [100, 1_100, 2_100] }, [1, 2, 3, 4]),
      server: newHost("server", SERVER, rules, { mode: "fixed", values: [300, 1_300, 2_300] }, [5, 6, 7, 8]),
    };
  }

  host(name: string): Host {
    return this.hosts[name] as Host;
  }

  /** The result as a program sees it: "ok", a count, "EOF", or an errno. */
  call(side: string, socket: string, call: SocketCall): string | number {
    this.now += 10;
    const out = perform(this.host(side), socket, call, this.now);
    this.carry(side, out);
    return spell(out.result);
  }

  arrives(side: string, seg: Segment): Outcome {
    this.now += 10;
    const out = arrive(this.host(side), seg, this.now);
    this.carry(side, out);
    return out;
  }

  /** The connection's timer runs out when it is due. */
  expires(side: string, timer: TimerName): void {
    const due = Object.values(this.host(side).connections).find(({ tcb }) => tcb.timers[timer] !== null);
    if (!due) throw new Error(`no ${timer} runs on ${side}`);
    this.now = Math.max(this.now, due.tcb.timers[timer] as number);
    this.carry(side, expire(this.host(side), due, timer, this.now));
  }

  private carry(from: string, out: Outcome): void {
    const pending = out.sent.map(({ seg }) => ({ from, seg }));
    for (let i = 0; pending.length > 0; i++) {
      if (i > EXCHANGES_MAX) throw new Error(`they never stop talking:\n${this.log.join("\n")}`);
      const next = pending.shift() as { from: string; seg: Segment };
      const lost = this.loses(next.seg);
      this.log.push(`${next.from} ${flagNames(next.seg.flags)}${lost ? " (lost)" : ""}`);
      const to = Object.values(this.hosts).find(({ ip }) => ip === next.seg.dst.ip);
      if (lost || !to) continue;
      this.now += 10;
      const reply = arrive(to, next.seg, this.now);
      pending.push(...reply.sent.map(({ seg }) => ({ from: to.id, seg })));
    }
  }

  connections(side: string): Connection[] {
    return Object.values(this.host(side).connections);
  }

  states(side: string): State[] {
    return this.connections(side).map(({ tcb }) => tcb.state);
  }

  /** A server that listens at 80, and a connection to it that was accepted. */
  opened(): this {
    this.call("server", "L", { op: "listen", port: 80, backlog: 8 });
    this.call("client", "c", { op: "connect", to: { ip: SERVER, port: 80 }, localPort: 40_001 });
    this.call("server", "L", { op: "accept", as: "s" });
    return this;
  }
}

const spell = (result: SocketResult | null): string | number => {
  if (result === null) return "nothing";
  return result.ok ? result.value : result.errno;
};
