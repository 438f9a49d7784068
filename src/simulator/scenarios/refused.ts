import type { Scenario } from "../network/scenario.ts";
import { CLIENT, connecting, SERVER } from "./parts/hosts.ts";

/** RFC 9293 §3.10.7.1 and §3.5.2, group 1. */
const scenario: Scenario = {
  id: "refused",
  title: { en: "Connection refused", ko: "연결 거부" },
  about: {
    en: "Nobody listens on the port. The host answers the SYN with a RST, and connect() fails with ECONNREFUSED at once.",
    ko: "그 포트에서 기다리는 프로그램이 없습니다. 호스트가 SYN 세그먼트에 RST 세그먼트로 답하고, connect() 호출은 바로 ECONNREFUSED 오류로 끝납니다.",
  },
  topic: "reset",
  order: 1,
  hosts: [CLIENT, SERVER],
  delayMs: 50,
  programs: [connecting({ when: { state: "CLOSED" }, socket: "c", call: { op: "get error" } })],
};
export default scenario;
