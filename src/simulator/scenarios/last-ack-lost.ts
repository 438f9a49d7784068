import type { Scenario } from "../network/scenario.ts";
import { CLIENT, connecting, SERVER, serving } from "./parts/hosts.ts";

/** The first of TIME-WAIT's two jobs: RFC 9293 §3.6.1. */
const scenario: Scenario = {
  id: "last-ack-lost",
  title: { en: "The last ACK is lost", ko: "마지막 ACK 유실" },
  about: {
    en: "The server in LAST-ACK repeats its FIN. The client is still there to acknowledge it, because it waits in TIME-WAIT.",
    ko: "LAST-ACK 상태의 서버가 FIN 세그먼트를 다시 보냅니다. 클라이언트가 TIME-WAIT 상태로 남아 있으므로 다시 확인해 줄 수 있습니다.",
  },
  topic: "close",
  order: 4,
  hosts: [CLIENT, SERVER],
  delayMs: 50,
  prologueMs: 1_000,
  programs: [
    serving({ when: { eof: true }, afterMs: 40, socket: "s", call: { op: "close" } }),
    connecting({ when: { at: 0, state: "ESTABLISHED" }, socket: "c", call: { op: "close" } }),
  ],
  faults: [{ from: CLIENT.id, flags: "ACK", what: "lose" }],
};
export default scenario;
