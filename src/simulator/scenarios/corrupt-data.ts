import type { Scenario } from "../network/scenario.ts";
import { atZero, CLIENT, connecting, SERVER, serving } from "./parts/hosts.ts";

/** RFC 9293 §3.1, the checksum; RFC 6298 §5. */
const scenario: Scenario = {
  id: "corrupt-data",
  title: { en: "A data segment is damaged", ko: "데이터 세그먼트 손상" },
  about: {
    en: "The checksum does not fit, so the server discards the segment without a word. There is no negative acknowledgement: only the timer of the sender brings the data again.",
    ko: "체크섬이 맞지 않아 서버가 세그먼트를 말없이 버립니다. 못 받았다고 알리는 응답은 없고, 보낸 쪽의 타이머가 만료되어야 데이터를 다시 보냅니다.",
  },
  topic: "loss",
  order: 5,
  hosts: [CLIENT, SERVER],
  delayMs: 50,
  prologueMs: 1_000,
  programs: [
    serving({ when: { received: 5 }, socket: "s", call: { op: "receive" } }),
    connecting(atZero("c", { op: "send", data: "hello" })),
  ],
  faults: [{ from: CLIENT.id, withData: true, what: "corrupt" }],
};
export default scenario;
