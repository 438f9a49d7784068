import type { Scenario } from "../network/scenario.ts";
import { CLIENT, connecting, SERVER, serving } from "./parts/hosts.ts";
import { ACCIDENTS, EVERY_MS, MESSAGES, OCTETS } from "./parts/loss-script.ts";

/** RFC 9293 §3.8. Compare with `udp-loss`: the same messages, the same accidents. */
const scenario: Scenario = {
  id: "tcp-loss",
  title: { en: "The same loss over TCP", ko: "같은 유실을 겪는 TCP" },
  about: {
    en: "The accidents of `udp-loss` over TCP: a handshake first, then what arrives beyond the gap waits. After the retransmission the program reads all of it in order, later than over UDP.",
    ko: "`udp-loss` 시나리오와 같은 사고가 TCP 연결에서 일어납니다. 핸드셰이크가 먼저이고, 빈틈 뒤의 데이터는 기다립니다. 재전송 뒤에 프로그램이 전부를 순서대로 읽지만 데이터그램보다 늦습니다.",
  },
  topic: "udp",
  order: 2,
  // RFC 6928, so that four small segments may leave as freely as four datagrams.
  hosts: [{ ...CLIENT, profile: { initialWindowSegments: 10 } }, SERVER],
  delayMs: 50,
  programs: [
    serving(
      { when: { received: 1 }, socket: "s", call: { op: "receive" } },
      { when: { received: OCTETS }, socket: "s", call: { op: "receive" } },
    ),
    connecting(
      {
        when: { state: "ESTABLISHED" },
        socket: "c",
        call: { op: "set option", option: "TCP_NODELAY", value: 1 },
      },
      ...MESSAGES.map(
        (data, i) =>
          ({
            afterMs: i === 0 ? 0 : EVERY_MS,
            socket: "c",
            call: { op: "send", data },
          }) as const,
      ),
    ),
  ],
  faults: ACCIDENTS,
};
export default scenario;
