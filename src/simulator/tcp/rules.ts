/**
 * Every rule that a step may name as its reason, with the section it comes from.
 *
 * The sentence for each, in every language, is `explain.rule.<id>` in `assets/locales`; a test keeps the two lists
 * the same and checks that every placeholder of a sentence is among the values given here.
 */
const rule = <const V extends readonly string[]>(section: string, ...values: V) => ({ section, values });

export const RULES = {
  // §3.10.1–§3.10.6: user calls
  "open-passive": rule("RFC 9293 §3.10.1"),
  "open-active": rule("RFC 9293 §3.10.1", "iss"),
  "open-exists": rule("RFC 9293 §3.10.1", "state"),
  "send-queued": rule("RFC 9293 §3.10.2", "octets", "state"),
  "send-segmentised": rule("RFC 9293 §3.10.2", "octets"),
  "send-closing": rule("RFC 9293 §3.10.2", "state"),
  "send-window-closed": rule("RFC 9293 §3.8.6.1", "sndWnd", "octets"),
  "send-nagle": rule("RFC 9293 §3.7.4", "octets", "mss", "outstanding"),
  "send-silly-window": rule("RFC 9293 §3.8.6.2.1", "usable", "mss"),
  "send-congestion-window": rule("RFC 5681 §3.1", "cwnd", "outstanding"),
  "receive-delivered": rule("RFC 9293 §3.10.3", "octets"),
  "receive-nothing-yet": rule("RFC 9293 §3.10.3"),
  "receive-end": rule("RFC 9293 §3.10.3"),
  "receive-window-update": rule("RFC 9293 §3.8.6.2.2", "rcvWnd"),
  "close-listen": rule("RFC 9293 §3.10.4"),
  "close-syn-sent": rule("RFC 9293 §3.10.4"),
  "close-fin": rule("RFC 9293 §3.10.4", "sndNxt"),
  "close-fin-queued": rule("RFC 9293 §3.10.4", "octets"),
  "close-deferred": rule("Linux: shutdown() in SYN-RECEIVED"),
  "close-again": rule("RFC 9293 §3.10.4", "state"),
  "close-unread-reset": rule("RFC 9293 §3.6.1 SHLD-3", "octets"),
  "abort-reset": rule("RFC 9293 §3.10.5", "sndNxt"),
  "abort-time-wait": rule("RFC 9293 §3.5.2; §3.3.2 figure 5, note 3", "ms"),
  "abort-quiet": rule("RFC 9293 §3.10.5", "state"),
  "no-connection": rule("RFC 9293 §3.10"),
  // §3.1
  "checksum-bad": rule("RFC 9293 §3.1"),
  "checksum-ignored": rule("what-if: no checksum"),
  // §3.10.7.1 CLOSED
  "closed-rst-ignored": rule("RFC 9293 §3.10.7.1"),
  "closed-reset-by-ack": rule("RFC 9293 §3.10.7.1", "segAck"),
  "closed-reset-by-seq": rule("RFC 9293 §3.10.7.1", "segSeq", "segLen", "ack"),
  // §3.10.7.2 LISTEN
  "listen-rst-ignored": rule("RFC 9293 §3.10.7.2"),
  "listen-ack-reset": rule("RFC 9293 §3.10.7.2", "segAck"),
  "listen-syn": rule("RFC 9293 §3.10.7.2", "segSeq", "rcvNxt", "iss"),
  "listen-text-queued": rule("RFC 9293 §3.10.7.2", "octets"),
  "listen-text-dropped": rule("Linux: data on a SYN without TCP Fast Open", "octets"),
  "listen-syn-fin-dropped": rule("Linux: SYN with FIN at a listener"),
  "listen-dropped": rule("RFC 9293 §3.10.7.2", "flags"),
  // §3.10.7.3 SYN-SENT
  "syn-sent-ack-unacceptable": rule("RFC 9293 §3.10.7.3", "segAck", "iss", "sndNxt"),
  "syn-sent-rst-refused": rule("RFC 9293 §3.10.7.3", "segAck", "sndNxt"),
  "syn-sent-rst-ignored": rule("RFC 9293 §3.10.7.3"),
  "syn-sent-established": rule("RFC 9293 §3.10.7.3", "segAck", "sndNxt", "segSeq", "rcvNxt"),
  "syn-sent-simultaneous": rule("RFC 9293 §3.10.7.3", "segSeq", "rcvNxt", "iss"),
  "syn-sent-dropped": rule("RFC 9293 §3.10.7.3", "flags"),
  "syn-sent-retry-soon": rule("Linux: unacceptable ACK in SYN-SENT", "ms"),
  "syn-sent-third-ack-withheld": rule("what-if: the third ACK is never sent"),
  "two-way-established": rule("what-if: two-way handshake"),
  // §3.10.7.4, first: sequence number
  "sequence-unacceptable": rule("RFC 9293 §3.10.7.4 first", "segSeq", "segLen", "rcvNxt", "rcvWnd"),
  "sequence-unacceptable-rst": rule("RFC 9293 §3.10.7.4 first", "segSeq", "rcvNxt", "rcvWnd"),
  "sequence-acceptable": rule("RFC 9293 §3.10.7.4 first", "segSeq", "segLen", "rcvNxt", "rcvWnd"),
  "paws-unacceptable": rule("RFC 7323 §5.3", "segTs", "tsRecent"),
  "duplicate-syn-answered": rule("RFC 9293 §3.10.7.4 first; every stack repeats the SYN,ACK", "segSeq"),
  "duplicate-syn-ack-accepted": rule("RFC 9293 §3.5 figure 7", "segSeq", "segAck", "sndNxt"),
  "answer-throttled": rule("RFC 5961 §7", "ms"),
  // second: RST
  "rst-exact": rule("RFC 9293 §3.10.7.4 second", "segSeq", "rcvNxt"),
  "rst-exact-listen": rule("RFC 9293 §3.10.7.4 second", "segSeq", "rcvNxt"),
  "rst-refused": rule("RFC 9293 §3.10.7.4 second", "segSeq", "rcvNxt"),
  "rst-challenge": rule("RFC 5961 §3.2", "segSeq", "rcvNxt", "rcvWnd"),
  "rst-in-window": rule("RFC 793 §3.9; before RFC 5961", "segSeq", "rcvNxt", "rcvWnd"),
  "rst-before-fin": rule("Linux: RST one below RCV.NXT after the peer's FIN", "segSeq", "rcvNxt"),
  // fourth: SYN
  "syn-challenge": rule("RFC 5961 §4.2", "segSeq", "rcvNxt"),
  "syn-in-window-reset": rule("RFC 793 §3.9; before RFC 5961", "segSeq", "rcvNxt"),
  "syn-back-to-listen": rule("RFC 9293 §3.10.7.4 fourth", "segSeq"),
  "syn-back-to-listen-reset": rule("Linux: a new SYN in SYN-RECEIVED", "segSeq"),
  // fifth: ACK
  "no-ack-dropped": rule("RFC 9293 §3.10.7.4 fifth", "flags"),
  "ack-establishes": rule("RFC 9293 §3.10.7.4 fifth", "segAck", "sndUna", "sndNxt"),
  "ack-wrong-reset": rule("RFC 9293 §3.10.7.4 fifth", "segAck", "sndUna", "sndNxt"),
  "ack-advances": rule("RFC 9293 §3.10.7.4 fifth", "segAck", "sndUna", "sndNxt"),
  "ack-duplicate": rule("RFC 9293 §3.10.7.4 fifth", "segAck", "sndUna"),
  "ack-unsent": rule("RFC 9293 §3.10.7.4 fifth", "segAck", "sndNxt"),
  "ack-before-all": rule(
    "Linux: RFC 5961 §5.2, and no ACK from before all that was acknowledged",
    "segAck",
    "sndUna",
    "acked",
  ),
  "ack-too-old": rule("RFC 5961 §5.2", "segAck", "sndUna", "maxWnd"),
  "ack-of-fin": rule("RFC 9293 §3.10.7.4 fifth", "segAck", "sndNxt", "state"),
  "window-update": rule("RFC 9293 §3.10.7.4 fifth", "sndWnd"),
  "fast-retransmit": rule("RFC 5681 §3.2", "duplicates", "sndUna"),
  "partial-ack-retransmit": rule("RFC 6582 §3.2", "sndUna"),
  "loss-retransmit": rule("RFC 5681 §3.1", "sndUna", "cwnd"),
  "rtt-sample": rule("RFC 6298 §2", "rtt", "srtt", "rto"),
  "rtt-ambiguous": rule("RFC 6298 §3"),
  "rto-after-syn-loss": rule("RFC 6298 §5.7", "ms"),
  // seventh: text
  "text-in-order": rule("RFC 9293 §3.10.7.4 seventh", "octets", "rcvNxt"),
  "text-held": rule("RFC 9293 §3.10.7.4 seventh", "segSeq", "rcvNxt"),
  "text-fills-gap": rule("RFC 9293 §3.10.7.4 seventh", "octets", "rcvNxt"),
  "text-duplicate": rule("RFC 9293 §3.10.7.4 seventh", "segSeq", "rcvNxt"),
  "text-ignored": rule("RFC 9293 §3.10.7.4 seventh", "state"),
  "text-waits-for-open": rule("RFC 9293 §3.10.7.4 seventh", "octets"),
  "text-after-close-reset": rule("RFC 9293 §3.6.1 SHLD-3", "octets", "segAck"),
  "ack-delayed": rule("RFC 9293 §3.8.6.3", "ms"),
  "ack-next-tick": rule("Linux: delayed ACK before any text", "ms"),
  // eighth: FIN
  "fin-close-wait": rule("RFC 9293 §3.10.7.4 eighth", "segSeq", "rcvNxt"),
  "fin-closing": rule("RFC 9293 §3.10.7.4 eighth", "rcvNxt", "sndUna", "sndNxt"),
  "fin-time-wait": rule("RFC 9293 §3.10.7.4 eighth", "rcvNxt", "ms"),
  "fin-waits-for-gap": rule("RFC 9293 §3.10.7.4 eighth", "segSeq", "rcvNxt"),
  "fin-duplicate": rule("RFC 9293 §3.10.7.4 eighth", "state"),
  // TIME-WAIT
  "time-wait-restart": rule("RFC 9293 §3.10.7.4 eighth", "ms"),
  "time-wait-skipped": rule("what-if: no TIME-WAIT"),
  "time-wait-answer": rule("RFC 9293 §3.10.7.4 first", "sndNxt", "rcvNxt"),
  "time-wait-quiet": rule("every stack: a bare ACK in TIME-WAIT"),
  "time-wait-rst": rule("RFC 9293 §3.10.7.4 second", "segSeq", "rcvNxt"),
  "time-wait-rst-ignored": rule("RFC 1337 §3 F1", "segSeq"),
  "time-wait-reopened": rule("RFC 9293 §3.6.1 MAY-2; RFC 6191", "segSeq", "rcvNxt", "iss"),
  "time-wait-expired": rule("RFC 9293 §3.10.8", "ms"),
  "fin-wait-2-orphan": rule("every real system: FIN-WAIT-2 without a reader", "ms"),
  "fin-wait-2-expired": rule("every real system: FIN-WAIT-2 without a reader", "ms"),
  // timeouts
  "retransmission-timeout": rule("RFC 6298 §5.4", "rto", "times", "next"),
  "retransmission-linear": rule("Linux: tcp_syn_linear_timeouts", "rto", "times"),
  "retransmission-given-up": rule("RFC 9293 §3.8.3 R2", "times"),
  "syn-given-up": rule("RFC 9293 §3.8.3 R2, MUST-23", "times"),
  "syn-ack-given-up": rule("RFC 9293 §3.8.3 R2", "times"),
  "user-timeout": rule("RFC 9293 §3.10.8", "ms"),
  "zero-window-probe": rule("RFC 9293 §3.8.6.1", "times", "next"),
  "delayed-ack-sent": rule("RFC 9293 §3.8.6.3"),
  "keepalive-probe": rule("RFC 9293 §3.8.4", "times"),
  "keepalive-given-up": rule("RFC 9293 §3.8.4", "times"),
  // hosts
  "listener-syn-queue-full": rule("RFC 4987 §2.2", "limit"),
  "listener-accept-queue-full": rule("Linux: accept queue", "limit"),
  "listener-accept-queue-full-reset": rule("Linux: tcp_abort_on_overflow", "limit"),
  "listener-cookie-sent": rule("RFC 4987 §3.6", "iss"),
  "listener-cookie-valid": rule("RFC 4987 §3.6", "segAck", "mss"),
  "listener-cookie-invalid": rule("RFC 4987 §3.6", "segAck"),
  "listener-defers": rule("Linux: TCP_DEFER_ACCEPT"),
  "listener-accepted": rule("POSIX: accept()"),
  "listener-closed": rule("a closed listener aborts what nobody accepted"),
  // UDP, to compare with
  "udp-bound": rule("RFC 768", "port"),
  "udp-sent": rule("RFC 768", "octets"),
  "udp-delivered": rule("RFC 768", "octets", "port"),
  "udp-discarded": rule("RFC 768", "port"),
  "udp-checksum-bad": rule("RFC 768"),
  rebooted: rule("RFC 9293 §3.5.1"),
} as const;

export type RuleId = keyof typeof RULES;
/** What a reason with this rule must be given: nothing, or the numbers that the rule names. */
export type Given<R extends RuleId> = (typeof RULES)[R]["values"] extends readonly [] ? [] : [ValuesOf<R>];
type ValuesOf<R extends RuleId> = { readonly [V in (typeof RULES)[R]["values"][number]]: number | string };

/** Why a step did what it did: the rule, and the numbers that were compared. */
export interface Because {
  readonly rule: RuleId;
  readonly values: Readonly<Record<string, number | string>>;
}

const NO_VALUES = {};

/** A reason; the values must be exactly those that the rule names. */
export const because = <R extends RuleId>(id: R, ...given: Given<R>): Because => ({
  rule: id,
  values: given[0] ?? NO_VALUES,
});
