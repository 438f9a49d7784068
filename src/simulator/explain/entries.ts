/** What headlines look for in a trace. */
import type { Entry, Trace } from "../network/trace.ts";
import type { Signal } from "../tcp/event.ts";
import type { RuleId } from "../tcp/rules.ts";
import { theHost, type Voice } from "./voice.ts";

export type Judge = (trace: Trace, voice: Voice) => string | null;

export const ruled = (trace: Trace, ...rules: RuleId[]): Entry[] =>
  trace.entries.filter(({ because }) => because.some(({ rule }) => rules.includes(rule as RuleId)));

export const signalled = (trace: Trace, signal: Signal): Entry[] =>
  trace.entries.filter(({ effects }) =>
    effects.some((effect) => effect.type === "signal" && effect.signal === signal),
  );

export const nameHost = (voice: Voice, trace: Trace, entry: Entry): string =>
  theHost(voice, trace, entry.host ?? "");
