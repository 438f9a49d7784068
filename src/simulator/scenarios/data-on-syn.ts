import type { Scenario } from "../network/scenario.ts";
import { CLIENT, SERVER, SERVER_ADDRESS, serving } from "./parts/hosts.ts";

/** RFC 9293 §3.5 and §3.10.7.2. Linux drops the text unless Fast Open (RFC 7413) is on, so it has to come again. */
const scenario: Scenario = {
  id: "data-on-syn",
  title: { en: "A SYN carries data", ko: "데이터를 실은 SYN" },
  about: {
    en: "A SYN may carry data, which waits until the connection is established. The third segment only proves that the SYN was no old duplicate. Linux without Fast Open drops the data, and it is sent again (`os=linux`).",
    ko: "SYN 세그먼트에도 데이터를 실을 수 있지만, 연결이 설정되어야 프로그램에 전달됩니다. 세 번째 세그먼트는 SYN 세그먼트가 이전 연결의 것이 아님을 증명합니다. `os=linux` 옵션을 주면 Fast Open 기능을 끈 Linux 서버가 그 데이터를 버리므로 다시 보내야 합니다.",
  },
  topic: "open",
  order: 11,
  hosts: [CLIENT, SERVER],
  delayMs: 50,
  programs: [
    serving({ when: { received: 5 }, socket: "s", call: { op: "receive" } }),
    {
      host: CLIENT.id,
      steps: [{ socket: "c", call: { op: "connect", to: SERVER_ADDRESS, data: "hello" } }],
    },
  ],
};
export default scenario;
