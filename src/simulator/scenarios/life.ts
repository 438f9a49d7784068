import type { Scenario } from "../network/scenario.ts";
import { CLIENT, connecting, SERVER, serving } from "./parts/hosts.ts";

const REQUEST = "GET / HTTP/1.0\r\n\r\n";
const REPLY = "HTTP/1.0 200 OK\r\n\r\nSYN, SYN-ACK, ACK.\n";

/** Open, one request and one reply, close: RFC 9293 figures 6 and 12 with data between them. */
const scenario: Scenario = {
  id: "life",
  title: { en: "A connection's whole life", ko: "TCP 연결의 일생" },
  about: {
    en: "Handshake, a request, its reply, and the close: every number of the connection from the first SYN to CLOSED.",
    ko: "핸드셰이크, 요청과 응답, 연결 해제까지, 첫 SYN 세그먼트부터 CLOSED 상태까지 모든 번호를 봅니다.",
  },
  topic: "data",
  order: 1,
  hosts: [CLIENT, SERVER],
  delayMs: 50,
  programs: [
    serving(
      { when: { received: REQUEST.length }, socket: "s", call: { op: "receive" } },
      { afterMs: 30, socket: "s", call: { op: "send", data: REPLY } },
      { when: { eof: true }, afterMs: 40, socket: "s", call: { op: "close" } },
    ),
    connecting(
      { when: { state: "ESTABLISHED" }, afterMs: 20, socket: "c", call: { op: "send", data: REQUEST } },
      { when: { received: REPLY.length }, socket: "c", call: { op: "receive" } },
      { afterMs: 60, socket: "c", call: { op: "close" } },
    ),
  ],
};
export default scenario;
