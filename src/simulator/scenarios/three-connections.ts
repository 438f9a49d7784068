import type { Scenario } from "../network/scenario.ts";
import { CLIENT, PORT, SERVER, SERVER_ADDRESS } from "./parts/hosts.ts";

/** RFC 9293 §3.3.2: a state belongs to a connection, never to a port. */
const scenario: Scenario = {
  id: "three-connections",
  title: { en: "One port, three connections", ko: "포트 하나, 연결 셋" },
  about: {
    en: "Three clients connect to port 80. At the end the server holds one connection in ESTABLISHED, one in CLOSE-WAIT and one in SYN-RECEIVED. States belong to connections, not to ports.",
    ko: "클라이언트 셋이 80번 포트로 연결합니다. 마지막에 서버에는 ESTABLISHED, CLOSE-WAIT, SYN-RECEIVED 상태의 연결이 하나씩 있고 리스너는 그대로 LISTEN 상태입니다. 상태는 포트가 아니라 연결마다 있습니다.",
  },
  topic: "open",
  order: 8,
  hosts: [
    { ...CLIENT, id: "a", title: { en: "Client A", ko: "클라이언트 A" } },
    SERVER,
    { id: "b", ip: "10.0.0.3", title: { en: "Client B", ko: "클라이언트 B" } },
    { id: "c", ip: "10.0.0.4", title: { en: "Client C", ko: "클라이언트 C" } },
  ],
  delayMs: 50,
  programs: [
    {
      host: SERVER.id,
      steps: [
        { socket: "listener", call: { op: "listen", port: PORT } },
        { when: { acceptable: true }, socket: "listener", call: { op: "accept", as: "s1" } },
        { when: { acceptable: true }, socket: "listener", call: { op: "accept", as: "s2" } },
      ],
    },
    { host: "a", steps: [{ socket: "c", call: { op: "connect", to: SERVER_ADDRESS } }] },
    {
      host: "b",
      steps: [
        { when: { at: 200 }, socket: "c", call: { op: "connect", to: SERVER_ADDRESS } },
        { when: { state: "ESTABLISHED" }, afterMs: 100, socket: "c", call: { op: "shutdown" } },
      ],
    },
    {
      host: "c",
      steps: [{ when: { at: 600 }, socket: "c", call: { op: "connect", to: SERVER_ADDRESS } }],
    },
  ],
  faults: [{ from: "c", flags: "ACK", what: "lose" }],
  untilMs: 800,
};
export default scenario;
