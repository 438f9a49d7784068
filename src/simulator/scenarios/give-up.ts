import type { Scenario } from "../network/scenario.ts";
import { atZero, CLIENT, connecting, SERVER, serving } from "./parts/hosts.ts";

/** RFC 9293 §3.8.3: R2. The RFC asks for at least 100 s; Linux goes on for about a quarter of an hour. */
const scenario: Scenario = {
  id: "give-up",
  title: { en: "Giving up", ko: "재전송 포기" },
  about: {
    en: "Nothing arrives any more. The client repeats at growing distances and at last gives up: ETIMEDOUT. That is a local decision; no RST is sent, and the server still believes in the connection.",
    ko: "아무것도 도착하지 않습니다. 클라이언트는 간격을 두 배씩 늘려 재전송하다가 ETIMEDOUT 오류로 포기합니다. 혼자 내린 결정이라 RST 세그먼트를 보내지 않으며, 서버는 여전히 ESTABLISHED 상태입니다.",
  },
  topic: "loss",
  order: 6,
  hosts: [CLIENT, SERVER],
  delayMs: 50,
  prologueMs: 1_000,
  programs: [
    serving(),
    connecting(atZero("c", { op: "send", data: "hello" }), {
      when: { state: "CLOSED" },
      socket: "c",
      call: { op: "receive" },
    }),
  ],
  faults: [{ from: CLIENT.id, nth: "every", what: "lose" }],
};
export default scenario;
