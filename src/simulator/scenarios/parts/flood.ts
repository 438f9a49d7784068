/** Spoofed SYNs for a Linux server with backlog 2, whose SYN queue holds three; and an honest client who comes late. */
import type { Incident, Scenario } from "../../network/scenario.ts";
import { ATTACKER, CLIENT, PORT, SERVER, SERVER_ADDRESS } from "./hosts.ts";

const spoofed = (at: number, from: string): Incident => ({
  at,
  what: {
    type: "forge",
    by: ATTACKER.id,
    seg: { from, to: SERVER.id, srcPort: 1_024 + at, dstPort: PORT, flags: "SYN", seq: 0 },
  },
});

/**
 * The first bears the address of a host that is there: it answers the SYN,ACK with a RST, which frees the place.
 * Nobody is at the others, so that their SYN,ACKs go nowhere and their places stay taken.
 */
const FLOOD: readonly Incident[] = [
  spoofed(0, CLIENT.id),
  spoofed(200, "203.0.113.1"),
  spoofed(300, "203.0.113.2"),
  spoofed(400, "203.0.113.3"),
];

export const flooded: Pick<Scenario, "hosts" | "delayMs" | "programs" | "incidents"> = {
  hosts: [{ ...CLIENT, os: "linux" }, { ...SERVER, os: "linux" }, ATTACKER],
  delayMs: 50,
  programs: [
    { host: SERVER.id, steps: [{ socket: "listener", call: { op: "listen", port: PORT, backlog: 2 } }] },
    {
      host: CLIENT.id,
      steps: [{ when: { at: 600 }, socket: "c", call: { op: "connect", to: SERVER_ADDRESS } }],
    },
  ],
  incidents: FLOOD,
};
