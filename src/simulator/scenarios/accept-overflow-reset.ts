import type { Scenario } from "../network/scenario.ts";
import { CLIENT, PORT, SERVER, SERVER_ADDRESS } from "./parts/hosts.ts";

/** Linux: net.ipv4.tcp_abort_on_overflow=1. */
const scenario: Scenario = {
  id: "accept-overflow-reset",
  title: { en: "The accept queue is full: RST", ko: "accept 큐가 가득 참: RST 응답" },
  about: {
    en: "The same overflow with `tcp_abort_on_overflow=1`: the Linux server answers the third ACK with a RST, and the late client reads ECONNRESET at once.",
    ko: "같은 상황에서 `tcp_abort_on_overflow=1` 설정을 켰습니다. Linux 서버가 세 번째 ACK 세그먼트에 RST 세그먼트로 답하고, 늦은 클라이언트는 바로 ECONNRESET 오류를 읽습니다.",
  },
  topic: "open",
  order: 10,
  hosts: [
    { ...CLIENT, os: "linux" },
    { ...SERVER, os: "linux", profile: { abortOnOverflow: true } },
    { id: "late", ip: "10.0.0.3", title: { en: "Late client", ko: "늦은 클라이언트" }, os: "linux" },
  ],
  delayMs: 50,
  prologueMs: 1_000,
  programs: [
    {
      host: SERVER.id,
      steps: [{ socket: "listener", call: { op: "listen", port: PORT, backlog: 1 } }],
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
      steps: [
        { when: { at: 60 }, socket: "c3", call: { op: "connect", to: SERVER_ADDRESS } },
        { when: { state: "CLOSED" }, socket: "c3", call: { op: "receive" } },
      ],
    },
  ],
};
export default scenario;
