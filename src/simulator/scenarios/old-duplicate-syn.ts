import type { Scenario } from "../network/scenario.ts";
import { CLIENT, CLIENT_PORT, PORT, SERVER, SERVER_ADDRESS, serving } from "./parts/hosts.ts";

/** RFC 9293 §3.5, figure 8, with the figure's numbers: the principal reason for the third segment. */
const scenario: Scenario = {
  id: "old-duplicate-syn",
  title: { en: "Recovery from an old duplicate SYN", ko: "이전 연결의 지연된 SYN 세그먼트에서 복구" },
  about: {
    en: "A SYN of an earlier connection arrives first. The client sees that the SYN,ACK acknowledges what it never sent, and resets it.",
    ko: "이전 연결의 SYN 세그먼트가 먼저 도착합니다. 클라이언트는 보낸 적 없는 번호를 확인하는 SYN,ACK 세그먼트를 보고 RST 세그먼트로 거절합니다.",
  },
  topic: "open",
  order: 3,
  // Counted from the new SYN, the old one's numbers would be negative.
  numbers: "absolute",
  hosts: [
    { ...CLIENT, isn: { mode: "fixed", values: [100] } },
    { ...SERVER, isn: { mode: "fixed", values: [300, 400] } },
  ],
  delayMs: 50,
  programs: [
    serving(),
    {
      host: CLIENT.id,
      steps: [
        {
          when: { at: 20 },
          socket: "c",
          call: { op: "connect", to: SERVER_ADDRESS, localPort: CLIENT_PORT },
        },
      ],
    },
  ],
  incidents: [
    {
      at: 0,
      what: {
        type: "old duplicate",
        seg: { from: CLIENT.id, to: SERVER.id, srcPort: CLIENT_PORT, dstPort: PORT, flags: "SYN", seq: 90 },
      },
    },
  ],
  faults: [{ from: CLIENT.id, flags: "SYN", nth: 2, what: "delay", ms: 130 }],
};
export default scenario;
