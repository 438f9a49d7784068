import type { Scenario } from "../network/scenario.ts";
import { ATTACKER, CLIENT, CLIENT_PORT, connectingFrom, PORT, SERVER, serving } from "./parts/hosts.ts";

/** RFC 9293 §3.5.2, group 3, and §3.10.7.4 first: in a synchronized state a bad segment is answered with an ACK, never with a RST. */
const scenario: Scenario = {
  id: "forged-data",
  title: { en: "Forged data outside the window", ko: "윈도 밖의 위조 데이터" },
  about: {
    en: "The sequence number lies outside the window. The server does not reset anything: it drops the segment and says with an ACK what it expects.",
    ko: "순서 번호가 수신 윈도 밖에 있습니다. 서버는 연결을 리셋하지 않고 세그먼트를 버린 뒤, 기다리는 번호를 ACK 세그먼트로 알립니다.",
  },
  topic: "security",
  order: 4,
  numbers: "absolute",
  hosts: [
    { ...CLIENT, isn: { mode: "fixed", values: [1_000] } },
    { ...SERVER, isn: { mode: "fixed", values: [5_000] } },
    ATTACKER,
  ],
  delayMs: 50,
  prologueMs: 1_000,
  programs: [
    serving({ when: { received: 5 }, socket: "s", call: { op: "receive" } }),
    connectingFrom(CLIENT_PORT, {
      when: { at: 250, state: "ESTABLISHED" },
      socket: "c",
      call: { op: "send", data: "hello" },
    }),
  ],
  incidents: [
    {
      at: 0,
      what: {
        type: "forge",
        by: ATTACKER.id,
        seg: {
          from: CLIENT.id,
          to: SERVER.id,
          srcPort: CLIENT_PORT,
          dstPort: PORT,
          flags: "PSH,ACK",
          seq: 900_000,
          ack: 5_001,
          data: "EVIL!",
        },
      },
    },
  ],
};
export default scenario;
