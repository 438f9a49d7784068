import type { Scenario } from "../network/scenario.ts";
import { atZero, CLIENT, connecting, SERVER, serving } from "./parts/hosts.ts";

/** RFC 9293 §3.6.1 and §3.10.7.4: every FIN that comes again is acknowledged, and starts the 2 MSL anew. */
const scenario: Scenario = {
  id: "last-ack-lost-five",
  title: { en: "The last ACK is lost five times", ko: "마지막 ACK 다섯 번 유실" },
  about: {
    en: "The ACK is sent again only because the FIN comes again. Each time the client starts its 2 MSL anew, until the sixth ACK gets through.",
    ko: "ACK 세그먼트는 스스로 재전송되지 않고, FIN 세그먼트가 다시 올 때마다 다시 나갑니다. 그때마다 클라이언트의 2MSL 타이머가 처음부터 시작되고, 여섯 번째 ACK 세그먼트가 도착합니다.",
  },
  topic: "close",
  order: 12,
  hosts: [CLIENT, SERVER],
  delayMs: 50,
  prologueMs: 1_000,
  programs: [
    serving({ when: { eof: true }, afterMs: 40, socket: "s", call: { op: "close" } }),
    connecting(atZero("c", { op: "close" })),
  ],
  faults: [1, 2, 3, 4, 5].map((nth) => ({ from: CLIENT.id, flags: "ACK", nth, what: "lose" })),
};
export default scenario;
