import type { Scenario } from "../network/scenario.ts";
import { atZero, CLIENT, connecting, SERVER, serving } from "./parts/hosts.ts";

/** RFC 9293 §3.4: acknowledgements are cumulative. What the late ACK leads to in TIME-WAIT is RFC 1337's story. */
const scenario: Scenario = {
  id: "ack-overtaken",
  title: { en: "A FIN overtakes an ACK", ko: "FIN 세그먼트보다 늦은 ACK" },
  about: {
    en: "The server's FIN arrives before its ACK of ours. Nothing is lost: the FIN carries the same ACK number, and the late ACK says nothing new. The client ignores a RST in TIME-WAIT, as RFC 1337 advises.",
    ko: "서버의 FIN 세그먼트가 먼저 보낸 ACK 세그먼트보다 일찍 도착합니다. FIN 세그먼트에도 같은 ACK 번호가 있으므로 잃는 것이 없고, 늦은 ACK 세그먼트에는 새로운 내용이 없습니다. 클라이언트는 RFC 1337 권고대로 TIME-WAIT 상태에서 RST 세그먼트를 무시합니다.",
  },
  topic: "close",
  order: 10,
  hosts: [{ ...CLIENT, profile: { rstInTimeWait: "ignored" } }, SERVER],
  delayMs: 50,
  prologueMs: 1_000,
  programs: [
    serving({ when: { eof: true }, afterMs: 40, socket: "s", call: { op: "close" } }),
    connecting(atZero("c", { op: "close" })),
  ],
  faults: [{ from: SERVER.id, flags: "ACK", what: "delay", ms: 160 }],
};
export default scenario;
