import type { Scenario } from "../network/scenario.ts";
import { atZero, CLIENT, connecting, SERVER, serving } from "./parts/hosts.ts";

/** A limit of the program on silence. TCP itself may stay silent for ever (RFC 9293 §3.8.4). */
const scenario: Scenario = {
  id: "slow-reply",
  title: { en: "Socket timeout", ko: "소켓 타임아웃" },
  about: {
    en: "The reply takes 8 s, the program bears 5 s of silence. When that time is over nothing happens on the wire by itself; here the program closes, and the reply that comes too late draws a RST.",
    ko: "응답은 8초 걸리는데 프로그램은 5초까지만 침묵을 기다립니다. 시간이 다 되어도 저절로 나가는 세그먼트는 없습니다. 여기서는 프로그램이 연결을 닫으므로, 늦은 응답에는 RST 세그먼트가 돌아갑니다.",
  },
  topic: "timeout",
  order: 2,
  hosts: [CLIENT, SERVER],
  delayMs: 50,
  prologueMs: 1_000,
  programs: [
    serving(
      { when: { received: 7 }, socket: "s", call: { op: "receive" } },
      { afterMs: 8_000, socket: "s", call: { op: "send", data: "reply" } },
      { when: { state: "CLOSED" }, socket: "s", call: { op: "close" } },
    ),
    connecting(atZero("c", { op: "send", data: "request" }), {
      when: { silenceMs: 5_000 },
      unless: { received: 5 },
      socket: "c",
      call: { op: "close" },
    }),
  ],
};
export default scenario;
