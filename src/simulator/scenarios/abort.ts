import type { Scenario } from "../network/scenario.ts";
import { CLIENT, connecting, SERVER, serving } from "./parts/hosts.ts";

/** RFC 9293 §3.10.5: no farewell, no TIME-WAIT. */
const scenario: Scenario = {
  id: "abort",
  title: { en: "Abort with a RST", ko: "RST 세그먼트로 강제 종료" },
  about: {
    en: "ABORT throws the connection away: one RST, nobody answers it, and the other program reads ECONNRESET.",
    ko: "ABORT 호출은 연결을 그 자리에서 버립니다. RST 세그먼트 한 개뿐이고 아무도 답하지 않으며, 상대 프로그램은 ECONNRESET 오류를 읽습니다.",
  },
  topic: "reset",
  order: 2,
  hosts: [CLIENT, SERVER],
  delayMs: 50,
  prologueMs: 1_000,
  programs: [
    serving({ when: { state: "CLOSED" }, socket: "s", call: { op: "receive" } }),
    connecting({ when: { at: 0, state: "ESTABLISHED" }, socket: "c", call: { op: "abort" } }),
  ],
};
export default scenario;
