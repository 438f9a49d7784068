/** Saying what comes next before it is shown: what there is to say, and of each part whether it is right and why. */
import type { Entry, Numbers } from "../network/trace.ts";
import { ACK, flagNames, has, PSH } from "../tcp/segment.ts";
import { flagsIn, numberIn, stateIn } from "./spellings.ts";

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

/** Of the fields that were filled in and could be read, each with what it is and what makes it so. */
export function verdictsOf(guess: Guess, entry: Entry, numbers: Numbers): Verdict[] {
  const answer = answerOf(entry, numbers);
  return GUESS_FIELDS.flatMap((field) => {
    const said = guess[field].trim();
    const read = READ[field](said);
    if (said === "" || typeof read === "object") return [];
    const right = read === answer[field];
    return { field, said, answer: answer[field], right, ground: groundOf(field, entry) };
  });
}

/** What was filled in and is no flag, no number or no state: no prediction, so nothing to judge. */
export interface Unread {
  readonly field: GuessField;
  /** Of flags those that are none, of anything else all that was said. */
  readonly words: readonly [string, ...string[]];
}

export const unreadIn = (guess: Guess): Unread[] =>
  GUESS_FIELDS.flatMap((field) => {
    const read = READ[field](guess[field].trim());
    return typeof read === "object" ? { field, words: read.unknown } : [];
  });

type Read = (said: string) => string | { readonly unknown: Unread["words"] };

/** As `answerOf` writes it. */
const READ: Readonly<Record<GuessField, Read>> = {
  flags: (said) => {
    const read = flagsIn(said);
    if ("unknown" in read) return read;
    // When octets are pushed is the sender's own business; a PSH alone is still not nothing.
    return flagNames(read.flags & ~PSH || read.flags);
  },
  seq: (said) => numberIn(said) ?? { unknown: [said] },
  ack: (said) => numberIn(said) ?? { unknown: [said] },
  state: (said) => stateIn(said) ?? { unknown: [said] },
};

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
