import type { Scenario } from "../network/scenario.ts";
import { CLIENT, PORT, SERVER } from "./parts/hosts.ts";

const LEFT = { ...CLIENT, id: "a", title: { en: "Peer A", ko: "피어 A" } };
const RIGHT = { ...SERVER, id: "b", title: { en: "Peer B", ko: "피어 B" } };

/** RFC 9293 §3.5, figure 7. */
const scenario: Scenario = {
  id: "simultaneous-open",
  title: { en: "Simultaneous open", ko: "동시 열기" },
  about: {
    en: "Both ends open actively and their SYNs cross. Neither is the server, four segments are sent, and one connection comes of it.",
    ko: "양쪽이 모두 능동 열기를 하여 SYN 세그먼트가 엇갈립니다. 서버 역할은 없고, 세그먼트 네 개로 연결 하나가 만들어집니다.",
  },
  topic: "open",
  order: 2,
  hosts: [LEFT, RIGHT],
  delayMs: 50,
  programs: [
    {
      host: "a",
      steps: [{ socket: "a", call: { op: "connect", to: { ip: RIGHT.ip, port: PORT }, localPort: PORT } }],
    },
    {
      host: "b",
      steps: [
        {
          when: { at: 20 },
          socket: "b",
          call: { op: "connect", to: { ip: LEFT.ip, port: PORT }, localPort: PORT },
        },
      ],
    },
  ],
};
export default scenario;
