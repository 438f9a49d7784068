/** Topics as learners read them. */
import type { Localised } from "../chat/command.ts";
import type { Question } from "./question.ts";

export const TOPIC_NAMES: Readonly<Record<Question["topic"], Localised>> = {
  "three-way": { en: "Three-way handshake", ko: "3-way 핸드셰이크" },
  "four-way": { en: "Four-way close", ko: "4-way 연결 해제" },
  states: { en: "States", ko: "상태" },
  numbers: { en: "Sequence and ACK numbers", ko: "순서 번호와 ACK 번호" },
  isn: { en: "Initial sequence numbers", ko: "초기 순서 번호(ISN)" },
  "time-wait": { en: "TIME-WAIT", ko: "TIME-WAIT" },
  reset: { en: "Resets", ko: "리셋(RST)" },
  timeouts: { en: "Time-outs", ko: "타임아웃" },
  retransmission: { en: "Retransmission", ko: "재전송" },
  flood: { en: "SYN flood and backlog", ko: "SYN 플러드와 백로그" },
  udp: { en: "TCP and UDP", ko: "TCP, UDP 비교" },
  flags: { en: "Flags and header", ko: "플래그와 헤더" },
  sockets: { en: "Sockets and errno", ko: "소켓, errno" },
};
