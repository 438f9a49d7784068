import type { Scenario } from "../network/scenario.ts";
import { CLIENT, CLIENT_PORT, PORT, SERVER, serving } from "./parts/hosts.ts";

/** RFC 9293 §3.4.1 and §3.5: "The principal reason for the three-way handshake is to prevent old duplicate connection initiations from causing confusion." */
const scenario: Scenario = {
  id: "two-way",
  title: { en: "If two segments were enough", ko: "2-way 핸드셰이크라면" },
  about: {
    en: "An old duplicate SYN arrives and the server is ESTABLISHED at once: it accepts a connection that nobody asked for and sends data to nobody, until a RST tells it so.",
    ko: "이전 연결의 지연된 SYN 세그먼트가 도착하자 서버가 바로 ESTABLISHED 상태가 됩니다. 아무도 요청하지 않은 연결을 받아들여 데이터까지 보내고, RST 세그먼트를 받고서야 알게 됩니다.",
  },
  topic: "open",
  order: 4,
  numbers: "absolute",
  hosts: [
    { ...CLIENT, isn: { mode: "fixed", values: [100] } },
    { ...SERVER, isn: { mode: "fixed", values: [300] } },
  ],
  whatIf: ["two-way"],
  delayMs: 50,
  programs: [
    serving(
      { socket: "s", call: { op: "set option", option: "TCP_NODELAY", value: 1 } },
      { socket: "s", call: { op: "send", data: "welcome" } },
      { when: { state: "CLOSED" }, socket: "s", call: { op: "receive" } },
    ),
  ],
  incidents: [
    {
      at: 10,
      what: {
        type: "old duplicate",
        seg: {
          from: CLIENT.id,
          to: SERVER.id,
          srcPort: CLIENT_PORT,
          dstPort: PORT,
          flags: "SYN",
          seq: 90,
        },
      },
    },
  ],
};
export default scenario;
