import type { Scenario } from "../network/scenario.ts";
import { CLIENT, SERVER } from "./parts/hosts.ts";

/** RFC 768 and RFC 9293 §3.1: the protocol number of the IP header decides first, then the port. */
const scenario: Scenario = {
  id: "port-53-twice",
  title: { en: "Port 53, twice", ko: "53번 포트 두 개" },
  about: {
    en: "One program listens on TCP port 53, another is bound to UDP port 53, and neither is in the way: the two protocols number their ports separately.",
    ko: "한 프로그램은 TCP 53번 포트에서 기다리고 다른 프로그램은 UDP 53번 포트를 씁니다. 두 프로토콜은 포트 번호를 따로 쓰므로 서로 부딪치지 않습니다.",
  },
  topic: "udp",
  order: 3,
  hosts: [CLIENT, SERVER],
  delayMs: 50,
  programs: [
    {
      host: SERVER.id,
      steps: [
        { socket: "tcp", call: { op: "listen", port: 53 } },
        { socket: "udp", call: { op: "bind udp", port: 53 } },
        { when: { datagrams: 1 }, socket: "udp", call: { op: "receive from" } },
      ],
    },
    {
      host: CLIENT.id,
      steps: [
        { socket: "udp", call: { op: "send to", to: { ip: SERVER.ip, port: 53 }, data: "question" } },
        { when: { at: 100 }, socket: "tcp", call: { op: "connect", to: { ip: SERVER.ip, port: 53 } } },
      ],
    },
  ],
};
export default scenario;
