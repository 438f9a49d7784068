/** Saying what comes next before it is shown, and what was right about it. */
import type { Entry } from "../simulator/network/trace.ts";
import { ACK, flagNames, has, PSH } from "../simulator/tcp/segment.ts";
import type { Guess } from "./act.ts";

export type GuessField = keyof Guess;

export interface Score {
  readonly person: string;
  /** Index of the entry that was guessed. */
  readonly entry: number;
  /** Of the fields that were filled in. */
  readonly right: readonly GuessField[];
  readonly wrong: readonly GuessField[];
}

/** What there was to be guessed: the first segment sent, and the state that it led to. Empty = there was none. */
function answerOf({ sent, states, after, host, move }: Entry, numbers: "relative" | "absolute"): Guess {
  const first = move.type === "forge" ? undefined : sent[0];
  const at = first && (numbers === "relative" ? first.relative : first.seg);
  return {
    flags: first ? flagNames(first.seg.flags & ~PSH) : "none",
    seq: at ? String(at.seq) : "",
    ack: at && first && has(first.seg, ACK) ? String(at.ack) : "",
    state: host === null ? "" : (states.at(-1)?.after ?? after?.state ?? ""),
  };
}

export function scoreOf(person: string, guess: Guess, entry: Entry, numbers: "relative" | "absolute"): Score {
  const answer = answerOf(entry, numbers);
  const said = (["flags", "seq", "ack", "state"] as const).filter((field) => guess[field].trim() !== "");
  const right = said.filter((field) => plain(field, guess[field]) === plain(field, answer[field]));
  return { person, entry: entry.n, right, wrong: said.filter((field) => !right.includes(field)) };
}

/** `syn/ack`, `SYN, ACK` and `ACK+SYN` are the same answer. */
function plain(field: GuessField, text: string): string {
  const upper = text.trim().toUpperCase();
  if (field !== "flags") return upper.replaceAll("_", "-").replaceAll(/[,\s]/gu, "");
  const words = upper.split(/[^A-Z]+/u).filter((word) => word !== "" && word !== "PSH");
  return words.sort().join(",");
}
