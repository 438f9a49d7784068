/** From the recording's names and relative numbers to 4-tuples and sequence numbers, and back. */
import {
  ACK,
  type Address,
  flagNames,
  flagsOf,
  has,
  type Options,
  PSH,
  type Segment,
  SYN,
} from "../simulator/tcp/segment.ts";
import { add, distance, type SeqNum, seqNum } from "../simulator/tcp/seqnum.ts";
import { connectionOf, type RecordedSegment, type Recording } from "./recording.ts";

/** The recorder's ports are not in the file: every connection gets one of its own. */
const PEER_PORT_BASE = 30_000;
/** Where a recording without listen() would listen: nothing that is compared shows it. */
const LISTENING_PORT = 8_080;
const PEER_ISN = 1_000_000;

export interface Names {
  readonly local: Address;
  readonly peer: Address;
  /** ISN of the endpoint and of the recorder; the endpoint's is null until it has sent a SYN. */
  kernelIsn: SeqNum | null;
  peerIsn: SeqNum;
  /** The endpoint's clock when it sent its first timestamp; null = it has sent none. */
  clockStart: number | null;
}

/** Where every connection of the recording lives: from `connect`, or else at the listener's port. */
export function nameConnections({ setup, events }: Recording): Map<string, Names> {
  const names = new Map<string, Names>();
  const listening = events.find((one) => one.kind === "call" && one.op === "listen");
  const port = listening?.kind === "call" ? Number(listening.args.port) : LISTENING_PORT;
  for (const one of events) {
    const name = connectionOf(one);
    if (name === null || names.has(name)) continue;
    const number = Number(/\d+/.exec(name)?.[0] ?? 0);
    const first = names.get(`c${number}`);
    const args = one.kind === "call" ? one.args : null;
    names.set(name, {
      local: first?.local ?? { ip: setup.kernel_ip, port: args ? Number(args.local_port) : port },
      peer: first?.peer ?? {
        ip: setup.peer_ip,
        port: args ? Number(args.remote_port) : PEER_PORT_BASE + number,
      },
      kernelIsn: null,
      peerIsn: seqNum(PEER_ISN * number),
      clockStart: null,
    });
  }
  return names;
}

/** The peer's segment as the endpoint receives it. */
export function toSegment(seg: RecordedSegment, names: Names): Segment {
  const options = optionsOf(seg, names.clockStart ?? 0);
  return {
    src: names.peer,
    dst: names.local,
    seq: add(names.peerIsn, seg.seq),
    ack: seg.ack === undefined ? seqNum(0) : add(names.kernelIsn ?? seqNum(0), seg.ack),
    flags: flagsOf(seg.flags.join(",")),
    wnd: seg.win,
    data: "x".repeat(seg.len),
    ...(options && { options }),
    ...(seg.bad_checksum && { corrupted: true as const }),
  };
}

function optionsOf(seg: RecordedSegment, clockStart: number): Options | undefined {
  const options: Options = {
    ...(seg.mss !== undefined && { mss: seg.mss }),
    ...(seg.wscale !== undefined && { windowScale: seg.wscale }),
    ...(seg.sack_ok && { sackPermitted: true as const }),
    ...(seg.ts && { timestamps: { value: seg.ts.val, echo: (seg.ts.ecr ?? 0) + clockStart } }),
  };
  return Object.keys(options).length > 0 ? options : undefined;
}

/** What the recording would say of a segment, as far as it is compared. */
export interface Comparable {
  readonly flags: string;
  readonly seq: number;
  readonly ack: number | null;
  readonly len: number;
  readonly mss: number | null;
}

export function fromRecording(seg: RecordedSegment): Comparable {
  return {
    flags: flagNames(flagsOf(seg.flags.join(",")) & ~PSH),
    seq: seg.seq,
    ack: seg.ack ?? null,
    len: seg.len,
    mss: seg.mss ?? null,
  };
}

export function fromSimulator(seg: Segment, names: Names, absolute: boolean): Comparable {
  return {
    flags: flagNames(seg.flags & ~PSH),
    seq: absolute ? seg.seq : distance(seg.seq, names.kernelIsn ?? seqNum(0)),
    ack: has(seg, ACK) ? distance(seg.ack, names.peerIsn) : null,
    len: seg.data.length,
    mss: has(seg, SYN) ? (seg.options?.mss ?? null) : null,
  };
}

export const same = (a: Comparable, b: Comparable): boolean =>
  a.flags === b.flags && a.seq === b.seq && a.ack === b.ack && a.len === b.len && a.mss === b.mss;

export const spell = (one: Comparable): string =>
  `<SEQ=${one.seq}>${one.ack === null ? "" : `<ACK=${one.ack}>`}<CTL=${one.flags}> len ${one.len}${
    one.mss === null ? "" : ` mss ${one.mss}`
  }`;
