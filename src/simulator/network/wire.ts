/** Putting segments between hosts, and deciding by the scenario's faults and by chance what becomes of them. */
import { ACK, flagNames, has, PSH, RST, type Segment, SYN } from "../tcp/segment.ts";
import { distance, type SeqNum, seqNum } from "../tcp/seqnum.ts";
import type { Tcb } from "../tcp/tcb.ts";
import { draw } from "./random.ts";
import type { Counted, Fault } from "./scenario.ts";
import type { InFlight, OwnSimulation, Simulation } from "./simulation.ts";
import type { Flight, HostId } from "./trace.ts";

interface Sending {
  readonly seg: Segment;
  readonly from: HostId;
  readonly again: boolean;
  readonly forgedBy?: Flight["forgedBy"];
  /** The TCB that sent it, which knows both ISNs. */
  readonly tcb?: Tcb | null;
}

/** The segment is on its way. Where nobody has the address that it goes to, it leaves and is gone: `reaches` tells. */
export function sendOff(sim: OwnSimulation, sending: Sending): Flight {
  const { seg, from, again, forgedBy, tcb } = sending;
  const to = hostOf(sim, seg.dst.ip);
  if (has(seg, SYN) && forgedBy === undefined) noteIsn(sim, seg);
  const flight: Flight = {
    id: sim.nextId++,
    seg,
    from,
    to: to ?? seg.dst.ip,
    sentAt: sim.now,
    arrivesAt: sim.now + sim.delayMs,
    relative: tcb ? relativeTo(tcb, seg) : relativeNumbers(sim, seg),
    again,
    ...(forgedBy !== undefined && { forgedBy }),
  };
  if (to !== null) sim.flights.push(planned(sim, flight));
  return flight;
}

/** A SYN that is sent again has the number that it had. */
function noteIsn(sim: OwnSimulation, seg: Segment): void {
  const way = direction(seg);
  const known = sim.isns[way];
  if (known !== undefined && known !== seg.seq) sim.isnsBefore[way] = known;
  sim.isns[way] = seg.seq;
}

/** Whether there is a host at the address that the segment goes to. */
export const reaches = (sim: Simulation, { to }: Flight): boolean => sim.hosts[to] !== undefined;

export function hostOf(sim: Simulation, ip: string): HostId | null {
  for (const id in sim.hosts) if (sim.hosts[id]?.ip === ip) return id;
  return null;
}

type Ends = Pick<Segment, "src" | "dst">;
const direction = ({ src, dst }: Ends): string => `${src.ip}:${src.port}>${dst.ip}:${dst.port}`;
const back = ({ src, dst }: Ends): Ends => ({ src: dst, dst: src });

/** ISNs of a direction and of the one back, as far as the network has seen them: for numbers that count from them. */
export function isnsOf(sim: Simulation, ends: Ends, counted: Counted): { own: SeqNum; peers: SeqNum } {
  const before = counted === "from the ISNs before" ? sim.isnsBefore : {};
  const [own, peers] = [direction(ends), direction(back(ends))].map((way) => before[way] ?? sim.isns[way]);
  return { own: own ?? seqNum(0), peers: peers ?? seqNum(0) };
}

const relativeTo = ({ iss, irs }: Tcb, seg: Segment): Flight["relative"] => ({
  seq: isLiteral(seg) ? 0 : distance(seg.seq, iss),
  ack: has(seg, ACK) ? distance(seg.ack, irs) : 0,
});

/** Without a TCB the ISNs are those of the last SYN in each direction. */
function relativeNumbers(sim: Simulation, seg: Segment): Flight["relative"] {
  const own = sim.isns[direction(seg)];
  const peers = sim.isns[direction(back(seg))];
  return {
    seq: own === undefined || isLiteral(seg) ? seg.seq : distance(seg.seq, own),
    ack: !has(seg, ACK) ? 0 : peers === undefined ? seg.ack : distance(seg.ack, peers),
  };
}

/** `<SEQ=0><ACK=...><CTL=RST,ACK>`: this 0 is no number of the connection (§3.5.2), so it stays 0. */
const isLiteral = (seg: Segment): boolean => seg.seq === 0 && has(seg, RST) && has(seg, ACK);

/** The first fault whose turn it is decides; otherwise chance may lose the segment. */
function planned(sim: OwnSimulation, flight: Flight): InFlight {
  // Before time 0 the network is kind: a prologue only sets the scene.
  if (sim.now < 0) return { flight, plan: "deliver", planMs: 0 };
  const fault = sim.scenario.faults && dueFault(sim, sim.scenario.faults, flight);
  if (fault) return plan(flight, fault);
  if (sim.loss === 0) return { flight, plan: "deliver", planMs: 0 };
  const { value, next } = draw(sim.random);
  sim.random = next;
  return { flight, plan: value < sim.loss ? "lose" : "deliver", planMs: 0 };
}

/** Every fault counts the segment that fits it, also when another one takes it. */
function dueFault(sim: OwnSimulation, faults: readonly Fault[], flight: Flight): Fault | null {
  let due: Fault | null = null;
  for (let i = 0; i < faults.length; i++) {
    const fault = faults[i] as Fault;
    if (!fits(fault, flight)) continue;
    const count = (sim.faultCounts[i] ?? 0) + 1;
    sim.faultCounts[i] = count;
    if (fault.nth === "every" || count === (fault.nth ?? 1)) due ??= fault;
  }
  return due;
}

function fits(fault: Fault, flight: Flight): boolean {
  if (fault.from !== undefined && fault.from !== flight.from) return false;
  if (fault.flags !== undefined && fault.flags !== flagNames(flight.seg.flags & ~PSH)) return false;
  return fault.withData === undefined || fault.withData === (flight.seg.data !== "");
}

function plan(flight: Flight, { what, ms = 0 }: Fault): InFlight {
  if (what === "delay")
    return { flight: { ...flight, arrivesAt: flight.arrivesAt + ms }, plan: "deliver", planMs: 0 };
  return { flight, plan: what, planMs: ms };
}
