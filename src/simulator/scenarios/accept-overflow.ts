import type { Scenario } from "../network/scenario.ts";
import { CLIENT, PORT, SERVER, SERVER_ADDRESS } from "./parts/hosts.ts";

/** Linux: a queue of backlog + 1, and a third ACK that finds it full is ignored. Other systems differ. */
const scenario: Scenario = {
  id: "accept-overflow",
  title: { en: "The accept queue is full", ko: "accept 큐가 가득 참" },
  about: {
    en: "A Linux server with backlog 1 queues two connections. The third ACK of one more is ignored: that client is ESTABLISHED, the server stays in SYN-RECEIVED and repeats its SYN,ACK until accept() makes room.",
    ko: "백로그가 1인 Linux 서버는 연결 두 개까지 큐에 둡니다. 늦은 클라이언트의 세 번째 ACK 세그먼트는 무시되므로 클라이언트만 ESTABLISHED 상태입니다. 서버는 SYN-RECEIVED 상태에서 accept() 호출로 자리가 날 때까지 SYN,ACK 세그먼트를 다시 보냅니다.",
  },
  topic: "open",
  order: 9,
  hosts: [
    { ...CLIENT, os: "linux" },
    { ...SERVER, os: "linux" },
    { id: "late", ip: "10.0.0.3", title: { en: "Late client", ko: "늦은 클라이언트" }, os: "linux" },
  ],
  delayMs: 50,
  prologueMs: 1_000,
  programs: [
    {
      host: SERVER.id,
      steps: [
        { socket: "listener", call: { op: "listen", port: PORT, backlog: 1 } },
        { when: { at: 2_000 }, socket: "listener", call: { op: "accept", as: "s1" } },
      ],
    },
    {
      host: CLIENT.id,
      steps: [
        { socket: "c1", call: { op: "connect", to: SERVER_ADDRESS } },
        { when: { at: 0 }, socket: "c2", call: { op: "connect", to: SERVER_ADDRESS } },
      ],
    },
    {
      host: "late",
      steps: [{ when: { at: 60 }, socket: "c3", call: { op: "connect", to: SERVER_ADDRESS } }],
    },
  ],
};
export default scenario;
