/** Why a connection ended with a RST. */
import type { Trace } from "../network/trace.ts";
import type { RuleId } from "../tcp/rules.ts";
import { nameHost, ruled, signalled } from "./entries.ts";
import type { Voice } from "./voice.ts";

const CAUSES = {
  "abort-reset": "aborted",
  "close-unread-reset": "closed-unread",
  "text-after-close-reset": "closed-before-text",
} as const satisfies Partial<Record<RuleId, string>>;

/** By the rule that sent it; where that is not in the trace, by whom it hit. */
export function aborted(trace: Trace, voice: Voice): string | null {
  for (const [rule, key] of Object.entries(CAUSES)) {
    const [cause] = ruled(trace, rule as RuleId);
    if (cause) return voice.say(`headline.${key}`, { host: nameHost(voice, trace, cause) });
  }
  const [told] = signalled(trace, "connection reset");
  return told ? voice.say("headline.reset", { host: nameHost(voice, trace, told) }) : null;
}
