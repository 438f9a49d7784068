import type { Scenario } from "../network/scenario.ts";
import { CLIENT, CLIENT_PORT, connectingFrom, SERVER, SERVER_ADDRESS, serving } from "./parts/hosts.ts";

/** RFC 9293 §3.4.1 and §3.6.1: what keeps a segment of the earlier connection out of the next one. */
const scenario: Scenario = {
  id: "old-segment",
  title: { en: "A segment outlives its connection", ko: "연결보다 오래 남은 세그먼트" },
  about: {
    en: "A copy of old data stays in the network, and the client connects again from the same port. TIME-WAIT refuses that. With `what-if=no-time-wait` the copy meets the new connection: `isn=rfc6528` puts it outside the window, `isn=constant` lets it in.",
    ko: "옛 데이터의 사본이 네트워크에 남았고 클라이언트가 같은 포트로 다시 연결합니다. TIME-WAIT 상태가 이를 막습니다. `what-if=no-time-wait` 옵션을 주면 사본이 새 연결에 도착하는데, `isn=rfc6528` 옵션에서는 윈도 밖이라 거절되고 `isn=constant` 옵션에서는 받아들여집니다.",
  },
  topic: "security",
  order: 2,
  numbers: "absolute",
  // RFC 793's clock, because its numbers are short.
  hosts: [
    { ...CLIENT, isn: { mode: "clock" } },
    { ...SERVER, isn: { mode: "clock" } },
  ],
  delayMs: 50,
  programs: [
    serving(
      { when: { received: 3 }, socket: "s", call: { op: "receive" } },
      { when: { eof: true }, socket: "s", call: { op: "close" } },
      { when: { acceptable: true }, socket: "listener", call: { op: "accept", as: "again" } },
      { when: { received: 3 }, afterMs: 250, socket: "again", call: { op: "receive" } },
    ),
    connectingFrom(
      CLIENT_PORT,
      { when: { state: "ESTABLISHED" }, socket: "c", call: { op: "send", data: "old" } },
      { afterMs: 150, socket: "c", call: { op: "close" } },
      {
        when: { at: 600 },
        socket: "new",
        call: { op: "connect", to: SERVER_ADDRESS, localPort: CLIENT_PORT },
      },
      { when: { at: 1_000, state: "ESTABLISHED" }, socket: "new", call: { op: "send", data: "new" } },
    ),
  ],
  faults: [{ from: CLIENT.id, withData: true, what: "duplicate", ms: 650 }],
};
export default scenario;
