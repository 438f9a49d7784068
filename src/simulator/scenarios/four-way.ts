import type { Scenario } from "../network/scenario.ts";
import { CLIENT, connecting, SERVER, serving } from "./parts/hosts.ts";

/** RFC 9293 §3.6, figure 12. */
const scenario: Scenario = {
  id: "four-way",
  title: { en: "Four-way close", ko: "4-way 연결 해제" },
  about: {
    en: "Each direction is closed by itself: FIN and ACK, then FIN and ACK. Whoever closes first waits in TIME-WAIT.",
    ko: "방향마다 따로 닫습니다. FIN 세그먼트와 ACK 세그먼트가 한 번씩, 모두 두 번 오갑니다. 먼저 닫은 쪽이 TIME-WAIT 상태에 남습니다.",
  },
  topic: "close",
  order: 1,
  hosts: [CLIENT, SERVER],
  delayMs: 50,
  prologueMs: 1_000,
  programs: [
    serving({ when: { eof: true }, afterMs: 40, socket: "s", call: { op: "close" } }),
    connecting({ when: { at: 0, state: "ESTABLISHED" }, socket: "c", call: { op: "close" } }),
  ],
};
export default scenario;
