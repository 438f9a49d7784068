/** Challenge ACKs and their limit: RFC 5961. */
import { emitAck } from "../emit.ts";
import { type Turn, why } from "../turn.ts";

/** Says to a doubtful segment: "this is where we stand; if you mean it, say it with the exact number". */
export function challenge(t: Turn): void {
  if (mayAnswer(t)) emitAck(t);
}

/** RFC 5961 §7 allows a limit, so that two ends cannot answer each other for ever. */
export function mayAnswer(t: Turn): boolean {
  const { tcb, profile } = t;
  const every = profile.challengeAckEveryMs;
  if (every !== null && tcb.challengedAt !== null && t.now - tcb.challengedAt < every) {
    why(t, "answer-throttled", { ms: every });
    return false;
  }
  tcb.challengedAt = t.now;
  return true;
}
