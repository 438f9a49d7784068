import type { Scenario } from "../network/scenario.ts";
import { CLIENT, connecting, SERVER, serving } from "./parts/hosts.ts";

/**
 * Both ends wait for the same answer, so both timers run. On Linux, because the RFC's own text answers the repeated
 * SYN with a bare ACK that helps nobody (run it with os=rfc to see).
 */
const scenario: Scenario = {
  id: "syn-ack-lost",
  title: { en: "The SYN,ACK is lost", ko: "SYN,ACK 유실" },
  about: {
    en: "Both ends wait: the client for its SYN to be answered, the server for its own to be acknowledged. Both repeat.",
    ko: "양쪽이 함께 기다립니다. 클라이언트는 SYN 세그먼트의 응답을, 서버는 자기 SYN 비트의 확인을 기다리다가 둘 다 다시 보냅니다.",
  },
  topic: "loss",
  order: 2,
  hosts: [
    { ...CLIENT, os: "linux" },
    { ...SERVER, os: "linux" },
  ],
  delayMs: 50,
  programs: [serving(), connecting()],
  faults: [{ from: SERVER.id, flags: "SYN,ACK", what: "lose" }],
};
export default scenario;
