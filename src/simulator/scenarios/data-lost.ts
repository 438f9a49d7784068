import type { Scenario } from "../network/scenario.ts";
import { CLIENT, connecting, SERVER, serving } from "./parts/hosts.ts";

/** RFC 6298 §5: positive acknowledgement with retransmission. */
const scenario: Scenario = {
  id: "data-lost",
  title: { en: "A data segment is lost", ko: "데이터 세그먼트 유실" },
  about: {
    en: "There is no negative acknowledgement. The sender's timer runs out, and the oldest unacknowledged segment is sent again.",
    ko: "못 받았다고 알리는 응답은 없습니다. 보낸 쪽의 타이머가 만료되면 확인되지 않은 가장 오래된 세그먼트를 다시 보냅니다.",
  },
  topic: "loss",
  order: 4,
  hosts: [CLIENT, SERVER],
  delayMs: 50,
  prologueMs: 1_000,
  programs: [
    serving({ when: { received: 5 }, socket: "s", call: { op: "receive" } }),
    connecting({ when: { at: 0, state: "ESTABLISHED" }, socket: "c", call: { op: "send", data: "hello" } }),
  ],
  faults: [{ from: CLIENT.id, withData: true, what: "lose" }],
};
export default scenario;
