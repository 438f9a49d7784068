import type { Scenario } from "../network/scenario.ts";
import { forgery } from "./parts/forgery.ts";
import { ATTACKER, CLIENT, SERVER, serving } from "./parts/hosts.ts";

/** RFC 6528 §1; CVE-1999-0077. One tick each 4 microseconds: at 150 ms the clock stands at 37,500. */
const scenario: Scenario = {
  id: "isn-prediction",
  title: { en: "A handshake by guesswork", ko: "ISN 예측으로 위조한 핸드셰이크" },
  about: {
    en: "The server takes its ISN from the clock alone. The attacker never sees the SYN,ACK, but knows its number, and completes the handshake in the name of a host that is down. With `isn=rfc6528` the guess fails.",
    ko: "서버가 시계만으로 초기 순서 번호(ISN) 값을 정합니다. 공격자는 SYN,ACK 세그먼트를 보지 못해도 번호를 알 수 있어, 응답하지 않는 호스트의 이름으로 핸드셰이크를 끝냅니다. `isn=rfc6528` 옵션에서는 예측이 빗나갑니다.",
  },
  underOtherIsns: {
    title: { en: "A handshake by guesswork, tried", ko: "ISN 예측으로 핸드셰이크 위조 시도" },
    about: {
      en: "The attacker never sees the SYN,ACK and guesses its number as if the server took its ISN from the clock alone, to complete a handshake in the name of a host that is down. With `isn=clock` the guess is right; an ISN chosen in any other way it misses.",
      ko: "공격자는 SYN,ACK 세그먼트를 보지 못하므로, 서버가 시계만으로 초기 순서 번호(ISN) 값을 정한다고 보고 번호를 예측합니다. 응답하지 않는 호스트의 이름으로 핸드셰이크를 끝내려는 것입니다. `isn=clock` 옵션에서는 예측이 맞고, 다른 방법으로 정한 ISN 값은 빗나갑니다.",
    },
  },
  topic: "security",
  order: 8,
  numbers: "absolute",
  hosts: [
    { ...CLIENT, title: { en: "Silent host", ko: "무응답 호스트" } },
    { ...SERVER, isn: { mode: "clock" } },
    ATTACKER,
  ],
  delayMs: 50,
  programs: [serving({ when: { received: 5 }, socket: "s", call: { op: "receive" } })],
  faults: [{ from: SERVER.id, nth: "every", what: "lose" }],
  incidents: [
    forgery(100, { flags: "SYN", seq: 1_000 }),
    forgery(250, { flags: "ACK", seq: 1_001, ack: 37_501 }),
    forgery(300, { flags: "PSH,ACK", seq: 1_001, ack: 37_501, data: "EVIL!" }),
  ],
  untilMs: 800,
};
export default scenario;
