/** A rule and its numbers as a sentence in the learner's language. */
import type { Language, Locale } from "../../language.ts";
import type { Entry, Flight } from "../network/trace.ts";
import { type Because, RULES, type RuleId } from "../tcp/rules.ts";
import { add, distance, type SeqNum, seqNum } from "../tcp/seqnum.ts";
import type { Tcb } from "../tcp/tcb.ts";
import { acknowledges } from "./segments.ts";
import { amount, duration, octets, type Voice, voiceOf } from "./voice.ts";

export interface Reason {
  readonly text: string;
  /** Where it is written: `RFC 9293 §3.10.7.3`. */
  readonly section: string;
}

export interface ReasonOptions {
  /** Makes a sequence number relative; without it, numbers are as they stand in the header. */
  readonly relative?: (name: string, value: number) => number;
}

/** Which number space a value belongs to: what this end sends, or what its peer sends. */
const OWN = new Set(["segAck", "sndUna", "sndNxt", "iss", "SND.UNA", "SND.NXT"]);
const PEERS = new Set(["segSeq", "rcvNxt", "ack", "RCV.NXT"]);
const TIMES = new Set(["ms", "rtt", "srtt", "rto", "next"]);
const OCTETS = new Set(["octets", "usable", "acked"]);

export function reason(
  because: Because,
  locale: Locale,
  language: Language,
  options: ReasonOptions = {},
): Reason {
  const voice = voiceOf(locale, language);
  const values = Object.fromEntries(
    Object.entries(because.values).map(([name, value]) => [
      name,
      valueText(voice, because, name, value, options),
    ]),
  );
  const text = voice.say(`rule.${because.rule}`, values);
  return {
    text: options.relative && choosesIss(because) ? voice.say("iss-shows-as-zero", { reason: text }) : text,
    section: sectionText(voice, because.rule),
  };
}

/** An ISS that is being chosen is told as it is, because relative to itself it is always 0. */
const choosesIss = ({ values }: Because): boolean => "iss" in values && !("segAck" in values);

function valueText(
  voice: Voice,
  because: Because,
  name: string,
  value: number | string,
  { relative }: ReasonOptions,
): string {
  if (typeof value === "string") return value;
  if (TIMES.has(name)) return duration(voice, value);
  if (OCTETS.has(name)) return octets(voice, value);
  if (!OWN.has(name) && !PEERS.has(name)) return amount(voice, value);
  const chosen = name === "iss" && choosesIss(because);
  return amount(voice, relative && !chosen ? relative(name, value) : value);
}

/** "RFC 9293 §3.10.7.4 fifth": the place is the same in every language, the order's name is not. */
const PLACE = /^(.*§[\d.]+) (first|second|fourth|fifth|seventh|eighth)$/;

function sectionText(voice: Voice, rule: RuleId): string {
  const { section } = RULES[rule];
  if (voice.has(`section.${rule}`)) return voice.say(`section.${rule}`);
  const [, place, order] = PLACE.exec(section) ?? [];
  return place === undefined ? section : `${place} ${voice.say(`order.${order}`)}`;
}

/** Numbers of this entry counted from the ISNs, just as its segments show them. */
export function relativeTo(entry: Entry): (name: string, value: number) => number {
  const own = ownIsn(entry);
  const peers = peersIsn(entry);
  return (name, value) => {
    const isn = OWN.has(name) ? own : PEERS.has(name) ? peers : null;
    return isn === null ? value : distance(seqNum(value), isn);
  };
}

const isnOf = (number: SeqNum, relative: number): SeqNum => add(number, -relative);
const arriving = ({ move, flight }: Entry): Flight | null => (move.type === "deliver" ? flight : null);

function ownIsn(entry: Entry): SeqNum | null {
  const came = arriving(entry);
  if (came && acknowledges(came)) return isnOf(came.seg.ack, came.relative.ack);
  const left = entry.sent.find(({ seg }) => seg.seq !== 0);
  if (left) return isnOf(left.seg.seq, left.relative.seq);
  return known(entry)?.iss ?? null;
}

function peersIsn(entry: Entry): SeqNum | null {
  const came = arriving(entry);
  // A RST may bear the literal number 0, which is no place in the stream.
  if (came && came.seg.seq !== 0) return isnOf(came.seg.seq, came.relative.seq);
  const left = entry.sent.find(acknowledges);
  if (left) return isnOf(left.seg.ack, left.relative.ack);
  return known(entry)?.irs ?? null;
}

const known = ({ before, after: now }: Entry): Tcb | null => now ?? before;
