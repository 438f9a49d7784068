import type { Scenario } from "../network/scenario.ts";
import { CLIENT, PORT, SERVER, SERVER_ADDRESS } from "./parts/hosts.ts";
import { ACCIDENTS, EVERY_MS, MESSAGES } from "./parts/loss-script.ts";

/** RFC 768. Compare with `tcp-loss`: the same messages, the same accidents. */
const scenario: Scenario = {
  id: "udp-loss",
  title: { en: "Loss over UDP", ko: "유실을 겪는 UDP" },
  about: {
    en: "Four datagrams without a handshake. The second is lost and the fourth overtakes the third: the program reads one, four, three, each by itself and at once. Nobody repeats anything.",
    ko: "핸드셰이크 없이 데이터그램 네 개를 보냅니다. 두 번째는 유실되고 네 번째가 세 번째를 앞지릅니다. 프로그램은 1, 4, 3번 순서로 하나씩 바로 읽고, 아무도 다시 보내지 않습니다.",
  },
  topic: "udp",
  order: 1,
  hosts: [CLIENT, SERVER],
  delayMs: 50,
  programs: [
    {
      host: SERVER.id,
      steps: [
        { socket: "u", call: { op: "bind udp", port: PORT } },
        ...[1, 2, 3].map(
          (n) =>
            ({
              when: { datagrams: n },
              socket: "u",
              call: { op: "receive from" },
            }) as const,
        ),
      ],
    },
    {
      host: CLIENT.id,
      steps: MESSAGES.map((data, i) => ({
        when: { at: i * EVERY_MS },
        socket: "u",
        call: { op: "send to", to: SERVER_ADDRESS, data },
      })),
    },
  ],
  faults: ACCIDENTS,
};
export default scenario;
