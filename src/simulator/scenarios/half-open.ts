import type { Scenario } from "../network/scenario.ts";
import { CLIENT, connecting, SERVER, serving } from "./parts/hosts.ts";

/** RFC 9293 §3.5.1, figure 10. */
const scenario: Scenario = {
  id: "half-open",
  title: { en: "Half-open, discovered by data", ko: "데이터로 발견한 반쯤 열린 연결(half-open)" },
  about: {
    en: "The server crashes and forgets the connection; the client does not notice. Only when it sends does a RST tell it so.",
    ko: "서버가 다시 시작되어 연결을 잊었지만 클라이언트는 모릅니다. 데이터를 보냈을 때 RST 세그먼트를 받고서야 알게 됩니다.",
  },
  topic: "reset",
  order: 3,
  hosts: [CLIENT, SERVER],
  delayMs: 50,
  prologueMs: 1_000,
  programs: [
    serving(),
    connecting(
      { when: { at: 200, state: "ESTABLISHED" }, socket: "c", call: { op: "send", data: "are you there?" } },
      { when: { state: "CLOSED" }, socket: "c", call: { op: "receive" } },
    ),
  ],
  incidents: [{ at: 50, what: { type: "reboot", host: SERVER.id } }],
};
export default scenario;
