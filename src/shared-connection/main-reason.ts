/** Of a step's reasons the one that a card has room for: not the first in the RFC's order, but what tells the step from others. */
import type { Because, RuleId } from "../simulator/tcp/rules.ts";

/** What nearly every segment that arrives goes through, the least telling first. */
const COMMON: readonly RuleId[] = [
  ...(["sequence-acceptable", "rtt-sample", "rtt-ambiguous"] as const),
  ...(["rto-after-syn-loss", "window-update", "ack-advances"] as const),
];

const telling = ({ rule }: Because): number => {
  const at = COMMON.indexOf(rule);
  return at < 0 ? COMMON.length : at;
};

/** Index among the reasons; of several that tell as much the first. -1 = there is none. */
export function mainReason(reasons: readonly Because[]): number {
  const most = Math.max(...reasons.map(telling));
  return reasons.findIndex((one) => telling(one) === most);
}
