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
    for (const entry of trace.entries) {
      numbersAdvance(entry);
      resetsAreNotAnswered(entry);
    }
    for (const { entry, tcbs } of tcbsOf(trace.entries)) peersAgree(entry, tcbs[A.id], tcbs[B.id]);
    textIsAPrefix(scenario, trace.entries);
  });
}

const SYNCHRONIZED = /^(ESTABLISHED|FIN-WAIT-[12]|CLOSE-WAIT|CLOSING|LAST-ACK|TIME-WAIT)$/;

/** SND.UNA =< SND.NXT; neither SND.UNA nor RCV.NXT ever moves back. */
function numbersAdvance({ n, before, after }: Entry): void {
  if (!after || !SYNCHRONIZED.test(after.state)) return;
  expect(distance(after.snd.nxt, after.snd.una), `entry ${n}: SND.NXT - SND.UNA`).toBeGreaterThanOrEqual(0);
  if (!before || !SYNCHRONIZED.test(before.state)) return;
  expect(distance(after.rcv.nxt, before.rcv.nxt), `entry ${n}: RCV.NXT moved`).toBeGreaterThanOrEqual(0);
  expect(distance(after.snd.una, before.snd.una), `entry ${n}: SND.UNA moved`).toBeGreaterThanOrEqual(0);
}

/** A RST never draws a RST. */
function resetsAreNotAnswered({ n, move, flight, sent }: Entry): void {
  if (move.type !== "deliver" || !flight || !has(flight.seg, RST)) return;
  expect(
    sent.filter(({ seg }) => has(seg, RST)),
    `entry ${n}: a RST drew a RST`,
  ).toEqual([]);
}

/** Both ESTABLISHED: what each expects next lies between what the other knows acknowledged and what it has sent. */
function peersAgree({ n }: Entry, a: Tcb | undefined, b: Tcb | undefined): void {
  if (a?.state !== "ESTABLISHED" || b?.state !== "ESTABLISHED") return;
  for (const [sender, receiver] of [
    [a, b],
    [b, a],
  ] as const) {
    const { una, nxt } = sender.snd;
    expect(distance(receiver.rcv.nxt, una), `entry ${n}: RCV.NXT - SND.UNA`).toBeGreaterThanOrEqual(0);
    expect(distance(nxt, receiver.rcv.nxt), `entry ${n}: SND.NXT - RCV.NXT`).toBeGreaterThanOrEqual(0);
  }
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
