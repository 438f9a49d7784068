/** The control bits that decide how an arrow looks (RFC 9293 §3.1); this room takes no code from the simulator. */
export const FIN = 0x01;
export const SYN = 0x02;
export const RST = 0x04;
export const ACK = 0x10;

export const has = (flags: number, bit: number): boolean => (flags & bit) !== 0;

/** SYN and FIN first, PSH before ACK: as engineers say them. */
const NAMES: readonly (readonly [number, string])[] = [
  [SYN, "SYN"],
  [FIN, "FIN"],
  [RST, "RST"],
  [0x08, "PSH"],
  [ACK, "ACK"],
  [0x20, "URG"],
  [0x40, "ECE"],
  [0x80, "CWR"],
];

export const flagNames = (flags: number): string =>
  NAMES.filter(([bit]) => has(flags, bit))
    .map(([, name]) => name)
    .join(",") || "none";
