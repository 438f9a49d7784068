/** TS.Recent, and what is older than it: RFC 7323 §4.3 and §5.3. */
import type { Segment } from "../segment.ts";
import { gt } from "../seqnum.ts";
import type { Tcb } from "../tcb.ts";

/** Does the segment's timestamp say that it was sent before one that has been taken? Timestamps wrap at 2^32. */
export function isOlder({ agreed, tsRecent }: Tcb, seg: Segment): boolean {
  const stamp = seg.options?.timestamps?.value;
  return agreed.timestamps && stamp !== undefined && tsRecent !== null && ((stamp - tsRecent) | 0) < 0;
}

/** "If SEG.TSval >= TS.Recent and SEG.SEQ <= Last.ACK.sent, then SEG.TSval is copied to TS.Recent". */
export function takeTimestamp(tcb: Tcb, seg: Segment): void {
  const stamp = seg.options?.timestamps?.value;
  if (!tcb.agreed.timestamps || stamp === undefined || isOlder(tcb, seg)) return;
  if (!gt(seg.seq, tcb.rcv.told)) tcb.tsRecent = stamp;
}
