import type { Scenario } from "../network/scenario.ts";
import { CLIENT, connecting, SERVER } from "./parts/hosts.ts";

/** RFC 9293 §3.8.3 with MUST-23; every operating system gives up at another time. */
const scenario: Scenario = {
  id: "unanswered",
  title: { en: "Nobody answers the SYN", ko: "응답 없는 SYN 세그먼트" },
  about: {
    en: "Every SYN is lost and the program just waits. How often the SYN is repeated, and when connect() fails, is up to the operating system.",
    ko: "SYN 세그먼트가 모두 유실되고 프로그램은 기다리기만 합니다. 몇 번 다시 보내고 언제 connect() 호출이 실패하는지는 운영체제마다 다릅니다.",
  },
  topic: "loss",
  hosts: [CLIENT, SERVER],
  delayMs: 50,
  programs: [connecting({ when: { state: "CLOSED" }, socket: "c", call: { op: "get error" } })],
  faults: [{ from: CLIENT.id, flags: "SYN", nth: "every", what: "lose" }],
};
export default scenario;
