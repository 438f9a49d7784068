import type { Scenario } from "../network/scenario.ts";
import { forgedAtServer } from "./parts/forgery.ts";

/** RFC 9293 §3.5.2, group 3, and §3.10.7.4 first: in a synchronized state a bad segment is answered with an ACK, never with a RST. */
const scenario: Scenario = {
  id: "forged-data",
  title: { en: "Forged data outside the window", ko: "윈도 밖의 위조 데이터" },
  about: {
    en: "The sequence number lies outside the window. The server does not reset anything: it drops the segment and says with an ACK what it expects.",
    ko: "순서 번호가 수신 윈도 밖에 있습니다. 서버는 연결을 리셋하지 않고 세그먼트를 버린 뒤, 기다리는 번호를 ACK 세그먼트로 알립니다.",
  },
  topic: "security",
  order: 4,
  ...forgedAtServer({ flags: "PSH,ACK", seq: 899_000, ack: 1, data: "EVIL!" }, 250),
};
export default scenario;
