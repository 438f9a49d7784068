/** A segment on the wire: RFC 9293 §3.1. It can express anything an attacker can send, SYN+FIN included. */
import { add, type SeqNum } from "./seqnum.ts";

export interface Address {
  readonly ip: string;
  readonly port: number;
}

/** The eight control bits of §3.1, as they stand in the header's fourteenth octet. */
export const FIN = 0x01;
export const SYN = 0x02;
export const RST = 0x04;
export const PSH = 0x08;
export const ACK = 0x10;
export const URG = 0x20;
export const ECE = 0x40;
export const CWR = 0x80;

export interface Options {
  /** Maximum segment size in octets (§3.7.1); on SYN segments only. */
  readonly mss?: number;
  /** Window scale shift (RFC 7323 §2); on SYN segments only. */
  readonly windowScale?: number;
  /** SACK permitted (RFC 2018 §2); on SYN segments only. */
  readonly sackPermitted?: true;
  /** Timestamps (RFC 7323 §3), in milliseconds. */
  readonly timestamps?: { readonly value: number; readonly echo: number };
  /** SACK blocks (RFC 2018 §3): left edge, right edge. */
  readonly sack?: readonly (readonly [SeqNum, SeqNum])[];
}

export interface Segment {
  /** A UDP datagram (RFC 768): only addresses, ports and data count, and the numbers are all 0. Absent = TCP. */
  readonly protocol?: "udp";
  readonly src: Address;
  readonly dst: Address;
  readonly seq: SeqNum;
  /** SEG.ACK. It means something only where the ACK bit is set; otherwise 0. */
  readonly ack: SeqNum;
  readonly flags: number;
  /** SEG.WND as it stands in the header: 0..65535, not scaled. */
  readonly wnd: number;
  /** One character stands for one octet. */
  readonly data: string;
  readonly options?: Options;
  /** The checksum does not fit: every receiver discards the segment without a word (§3.1). */
  readonly corrupted?: true;
}

/** SEG.LEN: data octets plus one for SYN and one for FIN (§3.4). */
export const len = (seg: Segment): number => seg.data.length + ((seg.flags >> 1) & 1) + (seg.flags & 1);

/** The sequence number after the segment's last octet: SEG.SEQ + SEG.LEN. */
export const end = (seg: Segment): SeqNum => add(seg.seq, len(seg));

export const has = (seg: Segment, flag: number): boolean => (seg.flags & flag) !== 0;

const NAMES: readonly (readonly [number, string])[] = [
  [SYN, "SYN"],
  [FIN, "FIN"],
  [RST, "RST"],
  [PSH, "PSH"],
  [ACK, "ACK"],
  [URG, "URG"],
  [ECE, "ECE"],
  [CWR, "CWR"],
];

const SPELLED: readonly string[] = Array.from(
  { length: 256 },
  (_, flags) =>
    NAMES.filter(([bit]) => flags & bit)
      .map(([, name]) => name)
      .join(",") || "none",
);

/** Flags as the RFC's figures write them: `SYN,ACK`. No flag at all is `none`. */
export const flagNames = (flags: number): string => SPELLED[flags & 0xff] ?? "none";

/** The inverse of `flagNames`; unknown names are ignored. */
export const flagsOf = (names: string): number =>
  NAMES.reduce((bits, [bit, name]) => (names.split(",").includes(name) ? bits | bit : bits), 0);
