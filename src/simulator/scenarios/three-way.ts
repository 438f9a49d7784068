import type { Scenario } from "../network/scenario.ts";
import { CLIENT, connecting, SERVER, serving } from "./parts/hosts.ts";

/** RFC 9293 §3.5, figure 6. */
const scenario: Scenario = {
  id: "three-way",
  title: { en: "Three-way handshake", ko: "3-way 핸드셰이크" },
  about: {
    en: "Each end sends its initial sequence number and hears it confirmed. The client is ESTABLISHED half a round trip before the server.",
    ko: "양쪽이 초기 순서 번호(ISN)를 보내고 상대의 확인을 받습니다. 클라이언트는 서버보다 왕복 시간의 절반만큼 먼저 ESTABLISHED 상태가 됩니다.",
  },
  topic: "open",
  order: 1,
  hosts: [CLIENT, SERVER],
  delayMs: 50,
  programs: [serving(), connecting()],
};
export default scenario;
