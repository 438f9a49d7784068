import type { Scenario } from "../network/scenario.ts";
import { atZero, CLIENT, connecting, SERVER } from "./parts/hosts.ts";
import { REQUEST, trickling } from "./parts/trickle.ts";

/** A limit on the whole reply. What the program then does decides what is on the wire: close() with unread data is a RST (RFC 9293 §3.6.1). */
const scenario: Scenario = {
  id: "read-timeout",
  title: { en: "Read timeout", ko: "읽기 타임아웃" },
  about: {
    en: "The same trickle, but the program allows 10 s for the whole reply. Then it closes with two octets unread, so a RST goes out: that is the program's choice, not what the timeout does.",
    ko: "응답이 똑같이 조금씩 오지만 프로그램은 응답 전체에 10초만 허용합니다. 읽지 않은 2바이트를 두고 닫으므로 RST 세그먼트가 나갑니다. 이는 타임아웃이 하는 일이 아니라 프로그램이 고른 것입니다.",
  },
  topic: "timeout",
  order: 4,
  hosts: [CLIENT, SERVER],
  delayMs: 50,
  prologueMs: 1_000,
  programs: [
    trickling,
    connecting(atZero("c", { op: "send", data: REQUEST }), {
      when: { sinceMs: 10_000 },
      unless: { eof: true },
      socket: "c",
      call: { op: "close" },
    }),
  ],
};
export default scenario;
