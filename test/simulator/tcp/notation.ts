/** Segments in the notation of RFC 9293's figures: `<SEQ=301><ACK=101><CTL=FIN,ACK><DATA=hi><WND=0>`. */
import {
  ACK,
  type Address,
  flagNames,
  flagsOf,
  PSH,
  type Segment,
} from "../../../src/simulator/tcp/segment.ts";
import { seqNum } from "../../../src/simulator/tcp/seqnum.ts";

export const LOCAL: Address = { ip: "10.0.0.1", port: 80 };
export const PEER: Address = { ip: "10.0.0.2", port: 40_001 };

const WND = 65_535;

export function parse(text: string): Segment {
  const field = (name: string): string | undefined => new RegExp(`<${name}=([^>]*)>`).exec(text)?.[1];
  const flags = flagsOf(field("CTL") ?? "");
  const stamp = field("TS");
  return {
    src: PEER,
    dst: LOCAL,
    seq: seqNum(Number(field("SEQ") ?? 0)),
    ack: seqNum(Number(field("ACK") ?? 0)),
    flags,
    wnd: Number(field("WND") ?? WND),
    data: field("DATA") ?? "",
    ...(stamp !== undefined && { options: { timestamps: { value: Number(stamp), echo: 0 } } }),
    ...(text.includes("<CORRUPTED>") && { corrupted: true as const }),
  };
}

/** What is compared of a segment: numbers, flags without PSH, and text. */
export function spell({ seq, ack, flags, data }: Segment): string {
  const control = flagNames(flags & ~PSH);
  const acks = (flags & ACK) !== 0;
  return `<SEQ=${seq}>${acks ? `<ACK=${ack}>` : ""}<CTL=${control}>${data ? `<DATA=${data}>` : ""}`;
}
