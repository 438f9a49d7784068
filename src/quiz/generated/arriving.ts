/** A connection that stands, and a segment that reaches the server under the client's address. */
import type { ForgedSegment, Scenario } from "../../simulator/network/scenario.ts";
import type { Entry, Trace } from "../../simulator/network/trace.ts";
import {
  CLIENT,
  CLIENT_PORT,
  connectingFrom,
  PORT,
  SERVER,
  serving,
} from "../../simulator/scenarios/parts/hosts.ts";
import { after, story, withIsns } from "./parts.ts";

export interface Standing {
  readonly client: number;
  readonly server: number;
  /** Octets the client sent before; all of them acknowledged and read. */
  readonly octets: number;
  /** The server's receive buffer in octets: its window once everything is read. */
  readonly window: number;
}

export type Arriving = Pick<ForgedSegment, "flags" | "seq" | "ack" | "data">;

/** So far apart that no limit on challenge ACKs holds an answer back (ms). */
export const APART_MS = 1_000;

export const rcvNxt = ({ client, octets }: Standing): number => after(client, octets + 1);
export const sndNxt = ({ server }: Standing): number => after(server, 1);

/** The segments leave at 0, 1 s, 2 s … as what an earlier connection left in the network. */
export function arrivingAt(
  { client, server, octets, window }: Standing,
  segments: readonly Arriving[],
  to: { readonly port?: number; readonly fromPort?: number } = {},
): Scenario {
  const [clientHost, serverHost] = withIsns(client, server);
  return story({
    hosts: [clientHost ?? CLIENT, { ...(serverHost ?? SERVER), profile: { receiveBuffer: window } }],
    prologueMs: 2_000,
    programs: [
      serving({ when: { received: octets }, socket: "s", call: { op: "receive" } }),
      connectingFrom(CLIENT_PORT, {
        when: { state: "ESTABLISHED" },
        ...{ socket: "c", call: { op: "send", data: "x".repeat(octets) } },
      }),
    ],
    incidents: segments.map((seg, at) => ({
      at: at * APART_MS,
      what: {
        type: "old duplicate",
        seg: {
          from: CLIENT.id,
          to: SERVER.id,
          srcPort: to.fromPort ?? CLIENT_PORT,
          dstPort: to.port ?? PORT,
          ...seg,
        },
      },
    })),
    untilMs: segments.length * APART_MS + 500,
  });
}

/** The steps in which they reach the server. */
export const reached = ({ entries }: Trace): Entry[] =>
  entries.filter(
    ({ move, host, flight }) =>
      move.type === "deliver" && host === SERVER.id && flight?.forgedBy !== undefined,
  );
