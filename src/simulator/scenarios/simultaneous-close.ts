import type { Scenario } from "../network/scenario.ts";
import { CLIENT, connecting, SERVER, serving } from "./parts/hosts.ts";

/** RFC 9293 §3.6 case 3, figure 13. */
const scenario: Scenario = {
  id: "simultaneous-close",
  title: { en: "Simultaneous close", ko: "동시 닫기" },
  about: {
    en: "Both ends close before the other's FIN arrives. Both pass through CLOSING, and both wait in TIME-WAIT.",
    ko: "상대의 FIN 세그먼트가 도착하기 전에 양쪽이 모두 닫습니다. 양쪽이 CLOSING 상태를 거치고, 양쪽이 TIME-WAIT 상태에서 기다립니다.",
  },
  topic: "close",
  order: 3,
  hosts: [CLIENT, SERVER],
  delayMs: 50,
  prologueMs: 1_000,
  programs: [
    serving({ when: { at: 10 }, socket: "s", call: { op: "close" } }),
    connecting({ when: { at: 0, state: "ESTABLISHED" }, socket: "c", call: { op: "close" } }),
  ],
};
export default scenario;
