/** What holds at every moment of one connection between two hosts, whatever the network does. */
import { expect } from "vitest";
import type { Scenario } from "../../../src/simulator/network/scenario.ts";
import type { Entry, Trace } from "../../../src/simulator/network/trace.ts";
import { has, RST } from "../../../src/simulator/tcp/segment.ts";
import { distance } from "../../../src/simulator/tcp/seqnum.ts";
import type { Tcb } from "../../../src/simulator/tcp/tcb.ts";
import { A, arrivedAt, B, sentBy, tcbsOf, told } from "./pairs.ts";

/** Every invariant of this file, on a trace that may have ended anywhere. */
export function expectInvariants(scenario: Scenario, trace: Trace): void {
  told(trace, () => {
    expect(
      trace.entries.flatMap((entry) => [...numbersAdvance(entry), ...resetsAreNotAnswered(entry)]),
    ).toEqual([]);
    const together = [...tcbsOf(trace.entries)];
    expect(together.flatMap(({ entry, tcbs }) => peersAgree(entry, tcbs[A.id], tcbs[B.id]))).toEqual([]);
    textIsAPrefix(scenario, trace.entries);
  });
}

const SYNCHRONIZED = /^(ESTABLISHED|FIN-WAIT-[12]|CLOSE-WAIT|CLOSING|LAST-ACK|TIME-WAIT)$/;

/** A fault in words, or none: an `expect` for each of a life's numbers takes longer than the life. */
const notBelowZero = ({ n }: Entry, what: string, numbers: number): readonly string[] =>
  numbers >= 0 ? NONE : [`entry ${n}: ${what} is ${numbers}`];
const NONE: readonly string[] = [];

/** SND.UNA =< SND.NXT; neither SND.UNA nor RCV.NXT ever moves back. */
function numbersAdvance(entry: Entry): readonly string[] {
  const { before, after } = entry;
  if (!after || !SYNCHRONIZED.test(after.state)) return NONE;
  const ahead = notBelowZero(entry, "SND.NXT - SND.UNA", distance(after.snd.nxt, after.snd.una));
  if (!before || !SYNCHRONIZED.test(before.state)) return ahead;
  return [
    ...ahead,
    ...notBelowZero(entry, "RCV.NXT's move", distance(after.rcv.nxt, before.rcv.nxt)),
    ...notBelowZero(entry, "SND.UNA's move", distance(after.snd.una, before.snd.una)),
  ];
}

/** A RST never draws a RST. */
function resetsAreNotAnswered({ n, move, flight, sent }: Entry): readonly string[] {
  if (move.type !== "deliver" || !flight || !has(flight.seg, RST)) return NONE;
  return sent.some(({ seg }) => has(seg, RST)) ? [`entry ${n}: a RST drew a RST`] : NONE;
}

/** Both ESTABLISHED: what each expects next lies between what the other knows acknowledged and what it has sent. */
function peersAgree(entry: Entry, a: Tcb | undefined, b: Tcb | undefined): readonly string[] {
  if (a?.state !== "ESTABLISHED" || b?.state !== "ESTABLISHED") return NONE;
  return [[a, b] as const, [b, a] as const].flatMap(([{ snd }, { rcv }]) => [
    ...notBelowZero(entry, "RCV.NXT - SND.UNA", distance(rcv.nxt, snd.una)),
    ...notBelowZero(entry, "SND.NXT - RCV.NXT", distance(snd.nxt, rcv.nxt)),
  ]);
}

/** Once, and in order: what has arrived is the beginning of what was sent. */
function textIsAPrefix(scenario: Scenario, entries: readonly Entry[]): void {
  for (const [from, to] of [
    [A.id, B.id],
    [B.id, A.id],
  ] as const) {
    const arrived = arrivedAt(entries, to);
    expect(arrived, `text at ${to}`).toBe(sentBy(scenario, from).slice(0, arrived.length));
  }
}
