import type { Scenario } from "../network/scenario.ts";
import { CLIENT, CLIENT_PORT, connectingFrom, PORT, SERVER, SERVER_ADDRESS, serving } from "./parts/hosts.ts";

/** RFC 9293 §3.4, table 5, with the numbers of a study note: a different ISN does not keep an old segment out. */
const scenario: Scenario = {
  id: "note-isn-100-200",
  title: { en: "ISN 100, then ISN 200", ko: "ISN 100번 다음에 200번" },
  about: {
    en: "The earlier connection began at 100, this one at 200. By the RFC the old segment 250 lies in the window 201 to 65735 and is kept: the program reads OLD! where NEW! was sent. TIME-WAIT, left out here, prevents that; Linux also refuses the old ACK number (`os=linux`).",
    ko: "이전 연결의 ISN 값은 100번, 새 연결은 200번입니다. RFC 규칙으로는 옛 세그먼트 250번이 수신 윈도 201~65,735번 안에 있어 보관되고, 프로그램은 NEW! 대신 OLD! 데이터를 읽습니다. 여기서 뺀 TIME-WAIT 상태가 이를 막고, `os=linux` 옵션에서는 오래된 ACK 번호 때문에도 거절합니다.",
  },
  underOtherIsns: {
    title: { en: "A segment of the connection before", ko: "이전 연결에서 남은 세그먼트" },
    about: {
      en: "A segment of the earlier connection arrives in the new one. If the two ISNs are far enough apart, it lies outside the window. TIME-WAIT, left out here, keeps it out whatever the ISNs are.",
      ko: "이전 연결의 세그먼트가 같은 4-튜플의 새 연결에 도착합니다. 두 연결의 ISN 값이 충분히 떨어져 있으면 윈도 밖이라 버려집니다. 여기서 뺀 TIME-WAIT 상태가 있으면 ISN 값과 관계없이 막을 수 있습니다.",
    },
  },
  topic: "security",
  order: 1,
  numbers: "absolute",
  hosts: [
    { ...CLIENT, isn: { mode: "fixed", values: [100, 200] } },
    { ...SERVER, isn: { mode: "fixed", values: [300, 400] }, profile: { receiveBuffer: 65_535 } },
  ],
  whatIf: ["no-time-wait"],
  delayMs: 50,
  prologueMs: 1_000,
  programs: [
    serving(
      { when: { received: 153 }, socket: "s", call: { op: "receive" } },
      { when: { eof: true }, socket: "s", call: { op: "close" } },
      { when: { acceptable: true }, socket: "listener", call: { op: "accept", as: "again" } },
      { when: { received: 53 }, socket: "again", call: { op: "receive" } },
    ),
    connectingFrom(
      CLIENT_PORT,
      { when: { state: "ESTABLISHED" }, socket: "c", call: { op: "send", data: "x".repeat(149) } },
      { socket: "c", call: { op: "send", data: "OLD!" } },
      { afterMs: 250, socket: "c", call: { op: "close" } },
      { when: { at: 0 }, socket: "new", call: { op: "connect", to: SERVER_ADDRESS, localPort: CLIENT_PORT } },
      { socket: "new", call: { op: "set option", option: "TCP_NODELAY", value: 1 } },
      { when: { at: 300, state: "ESTABLISHED" }, socket: "new", call: { op: "send", data: "n".repeat(49) } },
      { socket: "new", call: { op: "send", data: "NEW!" } },
    ),
  ],
  incidents: [
    {
      at: 120,
      what: {
        type: "old duplicate",
        seg: {
          from: CLIENT.id,
          to: SERVER.id,
          srcPort: CLIENT_PORT,
          dstPort: PORT,
          flags: "PSH,ACK",
          seq: 150,
          ack: 1,
          counted: "from the ISNs before",
          data: "OLD!",
        },
      },
    },
  ],
};
export default scenario;
