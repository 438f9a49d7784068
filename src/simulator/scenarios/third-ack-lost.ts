import type { Scenario } from "../network/scenario.ts";
import { CLIENT, connecting, SERVER, serving } from "./parts/hosts.ts";

/** RFC 9293 §3.10.7.4: an ACK in ESTABLISHED answers the repeated SYN,ACK; data would do as well. */
const scenario: Scenario = {
  id: "third-ack-lost",
  title: { en: "The third ACK is lost", ko: "세 번째 ACK 유실" },
  about: {
    en: "The client is ESTABLISHED, the server is not. The server's timer brings the SYN,ACK again, and the client answers with the ACK.",
    ko: "클라이언트는 ESTABLISHED 상태인데 서버는 아직 아닙니다. 서버의 타이머가 SYN,ACK 세그먼트를 다시 보내면 클라이언트가 ACK 세그먼트로 답합니다.",
  },
  topic: "loss",
  order: 3,
  hosts: [CLIENT, SERVER],
  delayMs: 50,
  programs: [serving(), connecting()],
  faults: [{ from: CLIENT.id, flags: "ACK", what: "lose" }],
};
export default scenario;
