import type { Scenario } from "../network/scenario.ts";
import { CLIENT, connecting, SERVER, serving } from "./parts/hosts.ts";

/** RFC 9293 §3.5 and §3.10.7.3: "Data or controls that were queued for transmission MAY be included.". */
const scenario: Scenario = {
  id: "third-ack-with-data",
  title: { en: "The third ACK carries data", ko: "세 번째 ACK 세그먼트의 데이터" },
  about: {
    en: "The program writes before the handshake is complete. The third segment takes the data along, so no segment of its own is needed.",
    ko: "프로그램이 핸드셰이크가 끝나기 전에 데이터를 씁니다. 세 번째 세그먼트가 그 데이터를 함께 실어 가므로 데이터를 따로 보낼 필요가 없습니다.",
  },
  topic: "open",
  order: 6,
  // A send() that waits for the connection: Linux, too, lets its text ride on the third ACK.
  hosts: [{ ...CLIENT, profile: { queuesBeforeOpen: true } }, SERVER],
  delayMs: 50,
  programs: [
    serving({ when: { received: 5 }, socket: "s", call: { op: "receive" } }),
    connecting({ socket: "c", call: { op: "send", data: "hello" } }),
  ],
};
export default scenario;
