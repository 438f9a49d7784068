import type { Scenario } from "../network/scenario.ts";
import { forgedAtServer } from "./parts/forgery.ts";

/** RFC 5961 §3.2: only a RST with exactly RCV.NXT is believed; one elsewhere in the window is asked about. */
const scenario: Scenario = {
  id: "forged-rst",
  title: { en: "A forged RST in the window", ko: "윈도 안의 위조 RST" },
  about: {
    en: "The attacker guesses a sequence number in the window, but not the exact one. The server asks with a challenge ACK and the connection lives. With `what-if=resets-before-5961` it dies.",
    ko: "공격자가 수신 윈도 안의 번호를 맞혔지만 정확한 번호는 아닙니다. 서버가 챌린지 ACK 세그먼트로 되물어 연결이 살아남습니다. `what-if=resets-before-5961` 옵션에서는 연결이 끊어집니다.",
  },
  topic: "security",
  order: 5,
  ...forgedAtServer({ flags: "RST", seq: 29_000 }, 250),
};
export default scenario;
