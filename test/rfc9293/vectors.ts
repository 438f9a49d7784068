/**
 * Figures 6–13 of RFC 9293 as facts: each row's states (after it, as the RFC defines), who sends to whom, whether
 * the segment leaves, arrives or both in this row, and the segment.
 *
 * `send` = left the sender, still in the network (`...` on the far side); `deliver` = arrives now (`...` on the near
 * side). A row without a segment has states only. Figure 11's Z is 7000 and its X is 9000. Figure 13's three-row
 * groups are unfolded, so that CLOSING stands where the FIN arrives, not where the figure prints it.
 */
export interface Row {
  readonly a: string;
  readonly b: string;
  readonly from: "A" | "B" | null;
  readonly phase: "send" | "deliver" | "send+deliver" | null;
  readonly segment: string | null;
}

const TEXT: Readonly<Record<number, string>> = {
  // Basic three-way handshake, §3.5
  6: `
1   CLOSED       LISTEN
2   SYN-SENT     SYN-RECEIVED A>B send+deliver <SEQ=100><CTL=SYN>
3   ESTABLISHED  SYN-RECEIVED B>A send+deliver <SEQ=300><ACK=101><CTL=SYN,ACK>
4   ESTABLISHED  ESTABLISHED  A>B send+deliver <SEQ=101><ACK=301><CTL=ACK>
5   ESTABLISHED  ESTABLISHED  A>B send+deliver <SEQ=101><ACK=301><CTL=ACK><DATA>
`,
  // Simultaneous open, §3.5
  7: `
1   CLOSED       CLOSED
2   SYN-SENT     CLOSED       A>B send         <SEQ=100><CTL=SYN>
3   SYN-RECEIVED SYN-SENT     B>A send+deliver <SEQ=300><CTL=SYN>
4   SYN-RECEIVED SYN-RECEIVED A>B deliver      <SEQ=100><CTL=SYN>
5   SYN-RECEIVED SYN-RECEIVED A>B send         <SEQ=100><ACK=301><CTL=SYN,ACK>
6   ESTABLISHED  SYN-RECEIVED B>A send+deliver <SEQ=300><ACK=101><CTL=SYN,ACK>
7   ESTABLISHED  ESTABLISHED  A>B deliver      <SEQ=100><ACK=301><CTL=SYN,ACK>
`,
  // Recovery from an old duplicate SYN, §3.5
  8: `
1   CLOSED       LISTEN
2   SYN-SENT     LISTEN       A>B send         <SEQ=100><CTL=SYN>
3   SYN-SENT     SYN-RECEIVED A>B deliver      <SEQ=90><CTL=SYN>
4   SYN-SENT     SYN-RECEIVED B>A send+deliver <SEQ=300><ACK=91><CTL=SYN,ACK>
5   SYN-SENT     LISTEN       A>B send+deliver <SEQ=91><CTL=RST>
6   SYN-SENT     SYN-RECEIVED A>B deliver      <SEQ=100><CTL=SYN>
7   ESTABLISHED  SYN-RECEIVED B>A send+deliver <SEQ=400><ACK=101><CTL=SYN,ACK>
8   ESTABLISHED  ESTABLISHED  A>B send+deliver <SEQ=101><ACK=401><CTL=ACK>
`,
  // Half-open discovery: the rebooted side reconnects, §3.5.1
  9: `
2   CLOSED       ESTABLISHED
3   SYN-SENT     ESTABLISHED  A>B send+deliver <SEQ=400><CTL=SYN>
4   SYN-SENT     ESTABLISHED  B>A send+deliver <SEQ=300><ACK=100><CTL=ACK>
5   SYN-SENT     CLOSED       A>B send+deliver <SEQ=100><CTL=RST>
6   SYN-SENT     CLOSED
7   SYN-SENT     CLOSED       A>B send         <SEQ=400><CTL=SYN>
`,
  // Half-open discovery: the surviving side sends, §3.5.1
  10: `
2   CLOSED       ESTABLISHED  B>A send+deliver <SEQ=300><ACK=100><CTL=ACK><DATA>
3   CLOSED       CLOSED       A>B send+deliver <SEQ=100><CTL=RST>
`,
  // Old duplicate SYN with two passive sockets, §3.5.1
  11: `
1   LISTEN       LISTEN
2   LISTEN       SYN-RECEIVED A>B deliver      <SEQ=7000><CTL=SYN>
3   LISTEN       SYN-RECEIVED B>A send+deliver <SEQ=9000><ACK=7001><CTL=SYN,ACK>
4   LISTEN       LISTEN       A>B send+deliver <SEQ=7001><CTL=RST>
5   LISTEN       LISTEN
`,
  // Normal close, §3.6
  12: `
1   ESTABLISHED  ESTABLISHED
2   FIN-WAIT-1   CLOSE-WAIT   A>B send+deliver <SEQ=100><ACK=300><CTL=FIN,ACK>
3   FIN-WAIT-2   CLOSE-WAIT   B>A send+deliver <SEQ=300><ACK=101><CTL=ACK>
4   TIME-WAIT    LAST-ACK     B>A send+deliver <SEQ=300><ACK=101><CTL=FIN,ACK>
5   TIME-WAIT    CLOSED       A>B send+deliver <SEQ=101><ACK=301><CTL=ACK>
6   CLOSED       CLOSED
`,
  // Simultaneous close, §3.6
  13: `
1   ESTABLISHED  ESTABLISHED
2a  FIN-WAIT-1   ESTABLISHED  A>B send         <SEQ=100><ACK=300><CTL=FIN,ACK>
2a' FIN-WAIT-1   FIN-WAIT-1   B>A send         <SEQ=300><ACK=100><CTL=FIN,ACK>
2b  CLOSING      FIN-WAIT-1   B>A deliver      <SEQ=300><ACK=100><CTL=FIN,ACK>
2c  CLOSING      CLOSING      A>B deliver      <SEQ=100><ACK=300><CTL=FIN,ACK>
3a  CLOSING      CLOSING      A>B send         <SEQ=101><ACK=301><CTL=ACK>
3b  TIME-WAIT    CLOSING      B>A send+deliver <SEQ=301><ACK=101><CTL=ACK>
3c  TIME-WAIT    TIME-WAIT    A>B deliver      <SEQ=101><ACK=301><CTL=ACK>
4   CLOSED       CLOSED
`,
};

/** The figure's rows, by its number. */
export const figureRows = (number: number): Row[] => (TEXT[number] ?? "").trim().split("\n").map(parse);

function parse(line: string): Row {
  const [, a, b, way, phase, segment] = line.trim().split(/\s+/);
  return {
    a: a ?? "",
    b: b ?? "",
    from: way === "A>B" ? "A" : way === "B>A" ? "B" : null,
    phase: (phase as Row["phase"]) ?? null,
    segment: segment ?? null,
  };
}
