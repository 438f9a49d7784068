import type { Scenario } from "../network/scenario.ts";
import { atZero, CLIENT, connecting, SERVER, serving } from "./parts/hosts.ts";

/** RFC 9293 §2.2 and §3.8: "TCP provides a reliable, in-order, byte-stream service". */
const scenario: Scenario = {
  id: "two-writes-one-read",
  title: { en: "Two writes, one read", ko: "쓰기 두 번, 읽기 한 번" },
  about: {
    en: "TCP carries octets, not messages. The client calls send() twice, and one recv() on the server gives back all eleven octets without a border between them.",
    ko: "TCP 프로토콜은 메시지가 아니라 바이트 스트림을 나릅니다. 클라이언트가 send() 호출을 두 번 해도 서버는 recv() 호출 한 번으로 11바이트를 경계 없이 읽습니다.",
  },
  topic: "data",
  order: 2,
  hosts: [CLIENT, SERVER],
  delayMs: 50,
  prologueMs: 1_000,
  programs: [
    serving({ when: { received: 11 }, socket: "s", call: { op: "receive" } }),
    connecting(atZero("c", { op: "send", data: "hello " }), {
      socket: "c",
      call: { op: "send", data: "world" },
    }),
  ],
};
export default scenario;
