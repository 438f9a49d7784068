/** Segments that an attacker writes to the server, and a scene that several share: a connection with ISNs 1000 and 5000. */
import type { ForgedSegment, Incident, Scenario } from "../../network/scenario.ts";
import { ATTACKER, CLIENT, CLIENT_PORT, connectingFrom, PORT, SERVER, serving } from "./hosts.ts";

const TEXT = "hello";

type Forgery = Pick<ForgedSegment, "flags" | "seq" | "ack" | "counted" | "data">;

/** At that time (ms) the attacker sends the server a segment under the client's address. */
export const forgery = (at: number, seg: Forgery): Incident => ({
  at,
  what: {
    type: "forge",
    by: ATTACKER.id,
    seg: { from: CLIENT.id, to: SERVER.id, srcPort: CLIENT_PORT, dstPort: PORT, ...seg },
  },
});

/** At 0 the server gets `seg`, counted from the connection's ISNs, under the client's address; at `helloAtMs` the client really sends five octets. */
export const forgedAtServer = (
  seg: Forgery,
  helloAtMs: number,
): Pick<Scenario, "numbers" | "hosts" | "delayMs" | "prologueMs" | "programs" | "incidents"> => ({
  numbers: "absolute",
  hosts: [
    { ...CLIENT, isn: { mode: "fixed", values: [1_000] } },
    { ...SERVER, isn: { mode: "fixed", values: [5_000] } },
    ATTACKER,
  ],
  delayMs: 50,
  prologueMs: 1_000,
  programs: [
    serving({ when: { received: TEXT.length }, socket: "s", call: { op: "receive" } }),
    connectingFrom(CLIENT_PORT, {
      when: { at: helloAtMs, state: "ESTABLISHED" },
      socket: "c",
      call: { op: "send", data: TEXT },
    }),
  ],
  incidents: [forgery(0, { ...seg, counted: "from its ISNs" })],
});
