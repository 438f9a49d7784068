import type { Scenario } from "../network/scenario.ts";
import { CLIENT, connecting, SERVER, serving } from "./parts/hosts.ts";

const REPLIES = ["one ", "two ", "three"];

/** RFC 9293 §3.6.1: "half-close". */
const scenario: Scenario = {
  id: "half-close",
  title: { en: "Half-close", ko: "한쪽만 닫힌 연결(half-close)" },
  about: {
    en: "The client says that it has nothing more to send, and goes on reading. The server sends three more replies before its own FIN.",
    ko: "클라이언트는 더 보낼 것이 없다고 알리고 계속 읽습니다. 서버는 자기 FIN 세그먼트를 보내기 전에 응답을 세 번 더 보냅니다.",
  },
  topic: "close",
  order: 2,
  hosts: [CLIENT, SERVER],
  delayMs: 50,
  prologueMs: 1_000,
  programs: [
    serving(
      { when: { eof: true }, afterMs: 20, socket: "s", call: { op: "send", data: REPLIES[0] ?? "" } },
      { afterMs: 140, socket: "s", call: { op: "send", data: REPLIES[1] ?? "" } },
      { afterMs: 140, socket: "s", call: { op: "send", data: REPLIES[2] ?? "" } },
      { afterMs: 140, socket: "s", call: { op: "close" } },
    ),
    connecting(
      { when: { at: 0, state: "ESTABLISHED" }, socket: "c", call: { op: "shutdown" } },
      { when: { eof: true }, socket: "c", call: { op: "receive" } },
      { socket: "c", call: { op: "close" } },
    ),
  ],
};
export default scenario;
