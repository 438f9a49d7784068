import type { Scenario } from "../network/scenario.ts";
import { atZero, CLIENT, connecting, PORT, SERVER } from "./parts/hosts.ts";

/** The handshake is the work of the kernels; accept() only fetches the result. */
const scenario: Scenario = {
  id: "accept-late",
  title: { en: "Established before accept()", ko: "accept() 호출 전의 연결" },
  about: {
    en: "The handshake is done by the kernels. The client is ESTABLISHED and its data is acknowledged while the server program has not called accept() yet.",
    ko: "핸드셰이크는 커널끼리 끝냅니다. 서버 프로그램이 아직 accept() 호출을 하지 않았는데도 클라이언트는 ESTABLISHED 상태이고 데이터도 확인 응답을 받습니다.",
  },
  topic: "open",
  order: 7,
  hosts: [CLIENT, SERVER],
  delayMs: 50,
  programs: [
    {
      host: SERVER.id,
      steps: [
        { socket: "listener", call: { op: "listen", port: PORT } },
        { when: { at: 600, acceptable: true }, socket: "listener", call: { op: "accept", as: "s" } },
        { when: { received: 5 }, socket: "s", call: { op: "receive" } },
      ],
    },
    connecting(atZero("c", { op: "send", data: "hello" })),
  ],
};
export default scenario;
