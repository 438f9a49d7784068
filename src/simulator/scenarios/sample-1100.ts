import type { Scenario } from "../network/scenario.ts";
import { CLIENT, connecting, SERVER, serving } from "./parts/hosts.ts";

/** RFC 9293 §3.4 and §3.5 with the numbers of an interview answer: a SYN occupies one number. */
const scenario: Scenario = {
  id: "sample-1100",
  title: { en: "ISN 1100, ACK 1101", ko: "ISN 1100번, ACK 1101번" },
  about: {
    en: "The client starts at 1100. The SYN occupies one sequence number, so the server expects 1101 next and acknowledges 1101.",
    ko: "클라이언트의 초기 순서 번호(ISN) 값은 1,100번입니다. SYN 세그먼트가 순서 번호 하나를 차지하므로 서버가 다음에 기다리는 번호는 1,101번이고, ACK 번호도 1,101번입니다.",
  },
  underOtherIsns: {
    title: { en: "ISN and ACK number", ko: "ISN 값과 ACK 번호" },
    about: {
      en: "The SYN occupies one sequence number, so the server expects the number after the client's ISN next and acknowledges that one.",
      ko: "SYN 세그먼트가 순서 번호 하나를 차지합니다. 그래서 서버가 다음에 기다리는 번호와 ACK 번호는 클라이언트의 초기 순서 번호(ISN)보다 하나 큽니다.",
    },
  },
  topic: "open",
  order: 5,
  numbers: "absolute",
  hosts: [
    { ...CLIENT, isn: { mode: "fixed", values: [1_100] } },
    { ...SERVER, isn: { mode: "fixed", values: [5_300] } },
  ],
  delayMs: 50,
  programs: [serving(), connecting()],
};
export default scenario;
