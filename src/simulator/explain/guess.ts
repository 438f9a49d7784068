/** Saying what comes next before it is shown: what there is to say, and of each part whether it is right and why. */
import type { Entry, Numbers } from "../network/trace.ts";
import { ACK, flagNames, has, PSH } from "../tcp/segment.ts";

export interface Guess {
  readonly flags: string;
  readonly seq: string;
  readonly ack: string;
  readonly state: string;
}

export const GUESS_FIELDS = ["flags", "seq", "ack", "state"] as const;
export type GuessField = (typeof GUESS_FIELDS)[number];

/** What makes a field what it is: a number of the TCB, or (`rule`) the entry's own rule. */
export type Ground = "nothing-sent" | "again" | "snd-nxt" | "rcv-nxt" | "no-ack" | "unchanged" | "rule";

export interface Verdict {
  readonly field: GuessField;
  readonly said: string;
  /** Empty: there is none, since nothing was sent or the segment carries no ACK. */
  readonly answer: string;
  readonly right: boolean;
  readonly ground: Ground;
}

const firstSent = ({ sent, move }: Entry) => (move.type === "forge" ? undefined : sent[0]);

/** Whether a host does something that can be said before: it sends, or its state changes. */
export const canBeGuessed = ({ move, host, sent, states }: Entry): boolean =>
  host !== null && move.type !== "forge" && move.type !== "reboot" && sent.length + states.length > 0;

/** What there was to be guessed: the first segment sent, and the state that it led to. Empty = there was none. */
export function answerOf(entry: Entry, numbers: Numbers): Guess {
  const first = firstSent(entry);
  const at = first && (numbers === "relative" ? first.relative : first.seg);
  const { host, states, after } = entry;
  return {
    flags: first ? flagNames(first.seg.flags & ~PSH) : "none",
    seq: at ? String(at.seq) : "",
    ack: at && first && has(first.seg, ACK) ? String(at.ack) : "",
    state: host === null ? "" : (states.at(-1)?.after ?? after?.state ?? ""),
  };
}

/** Of the fields that were filled in, each with what it is and what makes it so. */
export function verdictsOf(guess: Guess, entry: Entry, numbers: Numbers): Verdict[] {
  const answer = answerOf(entry, numbers);
  return GUESS_FIELDS.filter((field) => guess[field].trim() !== "").map((field) => ({
    field,
    said: guess[field].trim(),
    answer: answer[field],
    right: plain(field, guess[field]) === plain(field, answer[field]),
    ground: groundOf(field, entry),
  }));
}

/** RFC 9293 §3.4: SEG.SEQ is SND.NXT unless it is sent again; SEG.ACK is RCV.NXT. Anything else is the rule's. */
function groundOf(field: GuessField, entry: Entry): Ground {
  const first = firstSent(entry);
  if (field === "state") return entry.states.length === 0 ? "unchanged" : "rule";
  if (first === undefined) return "nothing-sent";
  const { seg, again } = first;
  if (field === "seq") {
    if (again) return "again";
    return seg.seq === entry.before?.snd.nxt ? "snd-nxt" : "rule";
  }
  if (field === "ack") {
    if (!has(seg, ACK)) return "no-ack";
    return seg.ack === entry.after?.rcv.nxt ? "rcv-nxt" : "rule";
  }
  return "rule";
}

const NOTHING: readonly string[] = ["", "-", "NONE", "NOTHING", "없음"];

/** `syn/ack`, `SYN, ACK` and `ACK+SYN` are the same answer; so are an empty one and `none`. */
function plain(field: GuessField, text: string): string {
  const upper = text.trim().toUpperCase();
  if (NOTHING.includes(upper)) return "";
  if (field !== "flags") return upper.replaceAll("_", "-").replaceAll(/[,\s]/gu, "");
  const words = upper.split(/[^A-Z]+/u).filter((word) => word !== "" && word !== "PSH");
  return words.sort().join(",");
}
