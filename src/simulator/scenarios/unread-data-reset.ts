import type { Scenario } from "../network/scenario.ts";
import { atZero, CLIENT, connecting, SERVER, serving } from "./parts/hosts.ts";

/** RFC 9293 §3.6.1, SHLD-3; RFC 2525 §2.17. */
const scenario: Scenario = {
  id: "unread-data-reset",
  title: { en: "Closing with data unread", ko: "읽지 않은 데이터를 두고 닫기" },
  about: {
    en: "The server program closes without having read what arrived. A FIN would claim that all is well, so TCP sends a RST: the client must learn that its data was not read.",
    ko: "서버 프로그램이 도착한 데이터를 읽지 않고 닫습니다. FIN 세그먼트를 보내면 데이터를 다 읽은 것처럼 보이므로, RST 세그먼트로 데이터가 읽히지 않았음을 클라이언트에 알립니다.",
  },
  topic: "reset",
  order: 5,
  hosts: [CLIENT, SERVER],
  delayMs: 50,
  prologueMs: 1_000,
  programs: [
    serving({ when: { received: 5 }, afterMs: 100, socket: "s", call: { op: "close" } }),
    connecting(atZero("c", { op: "send", data: "hello" }), {
      when: { state: "CLOSED" },
      socket: "c",
      call: { op: "receive" },
    }),
  ],
};
export default scenario;
