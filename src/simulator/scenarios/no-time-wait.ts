import type { Scenario } from "../network/scenario.ts";
import { atZero, CLIENT, connecting, SERVER, serving } from "./parts/hosts.ts";

/** The first job of TIME-WAIT (RFC 9293 §3.6.1), seen by taking it away. */
const scenario: Scenario = {
  id: "no-time-wait",
  title: { en: "Without TIME-WAIT", ko: "TIME-WAIT 상태가 없다면" },
  about: {
    en: "The last ACK is lost and the FIN comes again, but the client has forgotten the connection and answers with a RST. The server sees an error, not a deadlock.",
    ko: "마지막 ACK 세그먼트가 유실되어 FIN 세그먼트가 다시 오지만, 클라이언트는 연결을 잊었으므로 RST 세그먼트로 답합니다. 서버에는 교착 상태가 아니라 오류가 생깁니다.",
  },
  topic: "close",
  order: 13,
  hosts: [CLIENT, SERVER],
  whatIf: ["no-time-wait"],
  delayMs: 50,
  prologueMs: 1_000,
  programs: [
    serving({ when: { eof: true }, afterMs: 40, socket: "s", call: { op: "close" } }),
    connecting(atZero("c", { op: "close" })),
  ],
  faults: [{ from: CLIENT.id, flags: "ACK", what: "lose" }],
};
export default scenario;
