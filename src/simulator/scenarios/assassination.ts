import type { Scenario } from "../network/scenario.ts";
import { atZero, CLIENT, CLIENT_PORT, connectingFrom, PORT, SERVER, serving } from "./parts/hosts.ts";

/** RFC 1337 §1: TIME-WAIT assassination. Both the RFC's text and Linux with its defaults believe the RST. */
const scenario: Scenario = {
  id: "assassination",
  title: { en: "TIME-WAIT assassination", ko: "TIME-WAIT 상태의 암살" },
  about: {
    en: "An old segment reaches TIME-WAIT and is answered with an ACK. The server knows nothing of that connection any more and sends a RST, which ends TIME-WAIT long before 2 MSL are over.",
    ko: "옛 세그먼트가 TIME-WAIT 상태의 클라이언트에 도착하면 클라이언트가 ACK 세그먼트로 답합니다. 서버는 그 연결을 잊었으므로 RST 세그먼트를 보내고, 그 때문에 TIME-WAIT 상태가 2MSL 시간이 되기 한참 전에 끝납니다.",
  },
  topic: "close",
  order: 14,
  numbers: "absolute",
  hosts: [
    { ...CLIENT, isn: { mode: "fixed", values: [100] } },
    { ...SERVER, isn: { mode: "fixed", values: [300] } },
  ],
  delayMs: 50,
  prologueMs: 1_000,
  programs: [
    serving(
      { socket: "s", call: { op: "send", data: "hello" } },
      { when: { eof: true }, afterMs: 40, socket: "s", call: { op: "close" } },
    ),
    connectingFrom(
      CLIENT_PORT,
      { when: { received: 5 }, socket: "c", call: { op: "receive" } },
      atZero("c", { op: "close" }),
    ),
  ],
  incidents: [
    {
      at: 400,
      what: {
        type: "old duplicate",
        seg: {
          from: SERVER.id,
          to: CLIENT.id,
          srcPort: PORT,
          dstPort: CLIENT_PORT,
          flags: "ACK",
          seq: 1,
          ack: 1,
          counted: "from its ISNs",
          data: "hello",
        },
      },
    },
  ],
};
export default scenario;
