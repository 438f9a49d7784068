/** Segments that arrived and changed nothing: without a word they look, in a picture and in a text, as if they had been taken. */
import type { RuleId } from "../tcp/rules.ts";
import type { Entry } from "./trace.ts";

/** RSTs. */
const IGNORED: ReadonlySet<RuleId> = new Set([
  "closed-rst-ignored",
  "listen-rst-ignored",
  "syn-sent-rst-ignored",
  "time-wait-rst-ignored",
  "sequence-unacceptable-rst",
]);

/** Thrown away without an answer. A bad checksum is not among them: it has a word of its own. */
const DROPPED: ReadonlySet<RuleId> = new Set([
  "listen-dropped",
  "listen-syn-fin-dropped",
  "listener-accept-queue-full",
  "listener-syn-queue-full",
  "no-ack-dropped",
  "syn-sent-dropped",
  "udp-discarded",
]);

/** By what the simulator says of it; null = it was heeded. */
export function unheeded({ because }: Pick<Entry, "because">): "ignored" | "dropped" | null {
  const any = (rules: ReadonlySet<RuleId>): boolean => because.some(({ rule }) => rules.has(rule));
  if (any(IGNORED)) return "ignored";
  return any(DROPPED) ? "dropped" : null;
}
