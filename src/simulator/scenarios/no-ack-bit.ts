import type { Scenario } from "../network/scenario.ts";
import { forgedAtServer } from "./parts/forgery.ts";

/** RFC 9293 §3.10.7.4 fifth: "If the ACK bit is off, drop the segment and return." */
const scenario: Scenario = {
  id: "no-ack-bit",
  title: { en: "A segment without the ACK bit", ko: "ACK 비트가 없는 세그먼트" },
  about: {
    en: "On an open connection every segment carries the ACK bit, except some RSTs. A forged one has the right addresses and the right SEQ, but no ACK bit: the server drops it without an answer.",
    ko: "열린 연결에서는 일부 RST 세그먼트를 빼고 모든 세그먼트에 ACK 비트가 있습니다. 위조된 세그먼트는 주소와 순서 번호가 맞아도 ACK 비트가 없으므로 서버가 응답 없이 버립니다.",
  },
  topic: "security",
  order: 3,
  ...forgedAtServer({ flags: "PSH", seq: 1, data: "EVIL!" }, 200),
};
export default scenario;
