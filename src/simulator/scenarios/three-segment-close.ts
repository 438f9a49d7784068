import type { Scenario } from "../network/scenario.ts";
import { atZero, CLIENT, connecting, SERVER, serving } from "./parts/hosts.ts";

/** RFC 9293 figure 5, note 2. On Linux, whose ACK of a FIN waits a moment for company; the RFC's text acknowledges at once. */
const scenario: Scenario = {
  id: "three-segment-close",
  title: { en: "Close in three segments", ko: "세그먼트 세 개로 닫기" },
  about: {
    en: "The server program closes as soon as it reads the end. On Linux its FIN takes the ACK along: FIN, FIN with ACK, ACK. With `os=rfc` the ACK leaves first, and there are four.",
    ko: "서버 프로그램이 입력의 끝을 읽자마자 닫습니다. Linux 서버는 ACK 비트와 FIN 비트를 한 세그먼트에 담으므로 모두 세 개입니다. `os=rfc` 옵션에서는 ACK 세그먼트가 먼저 나가 네 개가 됩니다.",
  },
  topic: "close",
  order: 5,
  hosts: [
    { ...CLIENT, os: "linux" },
    { ...SERVER, os: "linux" },
  ],
  delayMs: 50,
  prologueMs: 1_000,
  programs: [
    serving({ when: { eof: true }, socket: "s", call: { op: "close" } }),
    connecting(atZero("c", { op: "close" })),
  ],
};
export default scenario;
