import type { Scenario } from "../network/scenario.ts";
import { CLIENT, CLIENT_PORT, SERVER, SERVER_ADDRESS, serving } from "./parts/hosts.ts";

/** RFC 9293 §3.5.1, figure 9, with the figure's numbers: the end that forgot opens the same connection again. */
const scenario: Scenario = {
  id: "half-open-reconnect",
  title: {
    en: "Half-open, discovered by a new SYN",
    ko: "새 SYN 세그먼트로 발견한 반쯤 열린 연결(half-open)",
  },
  about: {
    en: "The client crashed and connects again from the same port. The server's ACK of the old connection draws a RST, and the SYN's repetition succeeds.",
    ko: "클라이언트가 다시 시작되어 같은 포트로 새로 연결합니다. 서버가 옛 연결의 ACK 세그먼트로 답하면 클라이언트는 RST 세그먼트를 보내고, 다시 보낸 SYN 세그먼트로 연결됩니다.",
  },
  underOtherIsns: {
    title: { en: "A new SYN meets a half-open connection", ko: "반쯤 열린 연결에 온 새 SYN 세그먼트" },
    about: {
      en: "The client crashed and connects again from the same port. The server's ACK of the old connection draws a RST, and the SYN's repetition succeeds. With `isn=constant` that ACK fits the new SYN as well: no RST clears the old connection away, and the client waits in vain.",
      ko: "클라이언트가 다시 시작되어 같은 포트로 새로 연결합니다. 서버가 옛 연결의 ACK 세그먼트로 답하면 클라이언트는 RST 세그먼트를 보내고, 다시 보낸 SYN 세그먼트로 연결됩니다. `isn=constant` 옵션에서는 그 ACK 번호가 새 SYN 세그먼트에도 맞아 RST 세그먼트를 보내지 않으므로 연결되지 않습니다.",
    },
  },
  topic: "reset",
  order: 4,
  // Two connections of one host: counted from the second, the first one's numbers would be negative.
  numbers: "absolute",
  hosts: [
    { ...CLIENT, isn: { mode: "fixed", values: [99, 400] } },
    { ...SERVER, isn: { mode: "fixed", values: [299, 800] } },
  ],
  delayMs: 50,
  prologueMs: 1_000,
  programs: [
    serving({ when: { acceptable: true }, socket: "listener", call: { op: "accept", as: "s2" } }),
    {
      host: CLIENT.id,
      steps: [
        { socket: "c", call: { op: "connect", to: SERVER_ADDRESS, localPort: CLIENT_PORT } },
        {
          when: { at: 100 },
          socket: "again",
          call: { op: "connect", to: SERVER_ADDRESS, localPort: CLIENT_PORT },
        },
      ],
    },
  ],
  incidents: [{ at: 50, what: { type: "reboot", host: CLIENT.id } }],
};
export default scenario;
