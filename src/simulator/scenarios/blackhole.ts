import type { Scenario } from "../network/scenario.ts";
import { CLIENT, connecting, SERVER, serving } from "./parts/hosts.ts";

/** A limit of the program, not of TCP: its expiry puts nothing on the wire (RFC 9293 §3.10.4, CLOSE in SYN-SENT). */
const scenario: Scenario = {
  id: "blackhole",
  title: { en: "Connection timeout", ko: "연결 타임아웃" },
  about: {
    en: "Every SYN vanishes. The program gives up after 3 s and closes: nothing is sent, because there is no connection to end. TCP alone would go on for minutes; `os=` shows whose SYNs leave when.",
    ko: "모든 SYN 세그먼트가 사라집니다. 프로그램이 3초 만에 포기하고 닫지만, 끝낼 연결이 없으므로 아무것도 보내지 않습니다. 운영체제에만 맡기면 몇 분이 걸릴 수 있으며, `os=` 옵션으로 운영체제별 재전송 시각을 볼 수 있습니다.",
  },
  topic: "timeout",
  order: 1,
  hosts: [CLIENT, SERVER],
  delayMs: 50,
  programs: [
    serving(),
    connecting({
      when: { sinceMs: 3_000 },
      unless: { state: "ESTABLISHED" },
      socket: "c",
      call: { op: "close" },
    }),
  ],
  faults: [{ from: CLIENT.id, nth: "every", what: "lose" }],
};
export default scenario;
