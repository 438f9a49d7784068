/** What §3.10.7.4 says of every synchronized state alike. */
import type { Signal } from "../../../src/simulator/tcp/event.ts";
import type { State } from "../../../src/simulator/tcp/tcb.ts";
import type { Row } from "./stage.ts";

/**
 * @param nxt SND.NXT there
 * @param rcv RCV.NXT there
 * @param reset what the user hears of a RST: in CLOSING and LAST-ACK nothing
 */
export function common(
  state: State,
  nxt: number,
  rcv: number,
  reset: readonly Signal[] = ["connection reset"],
): Row[] {
  const ack = `<SEQ=${nxt}><ACK=${rcv}><CTL=ACK>`;
  const before: Row["rules"] = { challengeAcks: false };
  return [
    {
      name: "RST with SEG.SEQ = RCV.NXT: CLOSED",
      arrives: `<SEQ=${rcv}><CTL=RST>`,
      next: "CLOSED",
      signals: reset,
      because: "rst-exact",
    },
    {
      name: "RST in the window, not exact: challenge ACK (RFC 5961)",
      arrives: `<SEQ=${rcv + 1}><CTL=RST>`,
      next: state,
      sends: [ack],
      because: "rst-challenge",
    },
    {
      name: "RST in the window, not exact, before RFC 5961: CLOSED",
      arrives: `<SEQ=${rcv + 1}><CTL=RST>`,
      rules: before,
      next: "CLOSED",
      signals: reset,
      because: "rst-in-window",
    },
    {
      name: "RST outside the window: dropped without a word",
      arrives: `<SEQ=${rcv - 1}><CTL=RST>`,
      next: state,
      because: "sequence-unacceptable-rst",
    },
    {
      name: "SYN in the window: challenge ACK",
      arrives: `<SEQ=${rcv + 5}><CTL=SYN>`,
      next: state,
      sends: [ack],
      because: "syn-challenge",
    },
    {
      name: "SYN in the window before RFC 5961: a reset, CLOSED",
      arrives: `<SEQ=${rcv + 5}><CTL=SYN>`,
      rules: before,
      next: "CLOSED",
      sends: [`<SEQ=0><ACK=${rcv + 6}><CTL=RST,ACK>`],
      signals: ["connection reset"],
      because: "syn-in-window-reset",
    },
    {
      name: "SYN outside the window: an ACK",
      arrives: "<SEQ=300><CTL=SYN>",
      next: state,
      sends: [ack],
      because: "sequence-unacceptable",
    },
    {
      name: "no ACK bit: dropped",
      arrives: `<SEQ=${rcv}><CTL=none><DATA=x>`,
      next: state,
      because: "no-ack-dropped",
    },
    {
      name: "no ACK bit, outside the window: an ACK, because the sequence number is looked at first",
      arrives: "<SEQ=90000><CTL=none><DATA=x>",
      next: state,
      sends: [ack],
      because: "sequence-unacceptable",
    },
    {
      name: "ACK of something not yet sent: an ACK, dropped",
      arrives: `<SEQ=${rcv}><ACK=${nxt + 1}><CTL=ACK>`,
      next: state,
      sends: [ack],
      because: "ack-unsent",
    },
    {
      name: "ACK older than SND.UNA - MAX.SND.WND: an ACK, dropped (RFC 5961 §5.2)",
      arrives: `<SEQ=${rcv}><ACK=4294900000><CTL=ACK>`,
      next: state,
      sends: [ack],
      because: "ack-too-old",
    },
    {
      name: "bad checksum: not a word",
      arrives: `<SEQ=${rcv}><CTL=RST><CORRUPTED>`,
      next: state,
      because: "checksum-bad",
    },
    {
      name: "bad checksum, and a stack that does not look: the RST kills",
      arrives: `<SEQ=${rcv}><CTL=RST><CORRUPTED>`,
      rules: { checksum: false },
      next: "CLOSED",
      signals: reset,
      because: "checksum-ignored",
    },
  ];
}
