import type { Scenario } from "../network/scenario.ts";
import { atZero, CLIENT, connecting, SERVER, serving } from "./parts/hosts.ts";

/** RFC 9293 §3.6: CLOSE-WAIT waits for the program, and no timer of TCP ends it. The 60 s are those of Linux. */
const scenario: Scenario = {
  id: "close-wait-leak",
  title: { en: "CLOSE-WAIT for ever", ko: "끝나지 않는 CLOSE-WAIT 상태" },
  about: {
    en: "The server program never calls close(). Linux takes the client out of FIN-WAIT-2 after 60 s, but nothing ends CLOSE-WAIT: it is a leak in the program, not in TCP.",
    ko: "서버 프로그램이 close() 호출을 하지 않습니다. 클라이언트는 Linux 기준 60초 뒤 FIN-WAIT-2 상태에서 벗어나지만 CLOSE-WAIT 상태를 끝내는 타이머는 없습니다. 프로토콜이 아니라 프로그램의 누수입니다.",
  },
  topic: "close",
  order: 7,
  hosts: [
    { ...CLIENT, os: "linux" },
    { ...SERVER, os: "linux" },
  ],
  delayMs: 50,
  prologueMs: 1_000,
  programs: [
    serving({ when: { eof: true }, socket: "s", call: { op: "receive" } }),
    connecting(atZero("c", { op: "close" })),
  ],
};
export default scenario;
