import type { Scenario } from "../network/scenario.ts";
import { atZero, CLIENT, connecting, PORT, SERVER } from "./parts/hosts.ts";

/** RFC 9293 §3.8.6.1: a closed window is asked about, so that a lost window update cannot stop the connection for ever. */
const scenario: Scenario = {
  id: "zero-window",
  title: { en: "Zero window", ko: "수신 윈도 0" },
  about: {
    en: "The server program does not read, so its buffer of 1000 octets fills and the window closes. The client only probes until the program reads and the window opens again.",
    ko: "서버 프로그램이 읽지 않아 1,000바이트 수신 버퍼가 차고 윈도가 닫힙니다. 클라이언트는 탐색 세그먼트만 보내다가, 프로그램이 읽어 윈도가 다시 열리면 나머지를 보냅니다.",
  },
  topic: "data",
  order: 4,
  hosts: [CLIENT, SERVER],
  delayMs: 50,
  prologueMs: 1_000,
  programs: [
    {
      host: SERVER.id,
      steps: [
        { socket: "listener", call: { op: "set option", option: "SO_RCVBUF", value: 1_000 } },
        { socket: "listener", call: { op: "listen", port: PORT } },
        { when: { acceptable: true }, socket: "listener", call: { op: "accept", as: "s" } },
        { when: { at: 2_500 }, socket: "s", call: { op: "receive" } },
      ],
    },
    connecting(atZero("c", { op: "send", data: "x".repeat(1_500) })),
  ],
};
export default scenario;
