import type { Scenario } from "../network/scenario.ts";
import { atZero, CLIENT, connecting, SERVER } from "./parts/hosts.ts";
import { REQUEST, trickling } from "./parts/trickle.ts";

/** A limit on silence begins anew with every octet. */
const scenario: Scenario = {
  id: "trickle",
  title: { en: "A trickle defeats the socket timeout", ko: "조금씩 오는 응답과 소켓 타임아웃" },
  about: {
    en: "One octet comes every 4 s. The limit of 5 s on silence never fires, however long the whole reply takes: only a limit on the whole reply would end this (see `read-timeout`).",
    ko: "4초마다 1바이트씩 옵니다. 침묵이 5초를 넘지 않으므로 응답 전체가 아무리 오래 걸려도 소켓 타임아웃은 발생하지 않습니다. 응답 전체의 시간을 재는 `read-timeout` 시나리오와 견주어 볼 수 있습니다.",
  },
  topic: "timeout",
  order: 3,
  hosts: [CLIENT, SERVER],
  delayMs: 50,
  prologueMs: 1_000,
  programs: [
    trickling,
    connecting(
      atZero("c", { op: "send", data: REQUEST }),
      { when: { silenceMs: 5_000 }, unless: { eof: true }, socket: "c", call: { op: "close" } },
      { when: { eof: true }, socket: "c", call: { op: "receive" } },
      { socket: "c", call: { op: "close" } },
    ),
  ],
};
export default scenario;
