import type { Scenario } from "../network/scenario.ts";
import {
  atZero,
  CLIENT,
  CLIENT_PORT,
  connectingFrom,
  SERVER,
  SERVER_ADDRESS,
  serving,
} from "./parts/hosts.ts";

/** RFC 9293 §3.6.1, MUST-13: the 4-tuple is not free before 2 MSL are over. */
const scenario: Scenario = {
  id: "reconnect-in-time-wait",
  title: { en: "The same port during TIME-WAIT", ko: "TIME-WAIT 상태에서 같은 포트로 연결" },
  about: {
    en: "TIME-WAIT is not CLOSED: the 4-tuple is still taken. A new connection from the same port fails with EADDRNOTAVAIL; from another port it succeeds at once.",
    ko: "TIME-WAIT 상태는 CLOSED 상태가 아니며 4-튜플을 아직 쓰고 있습니다. 같은 포트로 새로 연결하면 EADDRNOTAVAIL 오류가 나고, 다른 포트로는 바로 연결됩니다.",
  },
  topic: "close",
  order: 11,
  hosts: [CLIENT, SERVER],
  delayMs: 50,
  prologueMs: 1_000,
  programs: [
    serving(
      { when: { eof: true }, afterMs: 40, socket: "s", call: { op: "close" } },
      { when: { acceptable: true }, socket: "listener", call: { op: "accept", as: "s2" } },
    ),
    connectingFrom(
      CLIENT_PORT,
      atZero("c", { op: "close" }),
      {
        when: { at: 400 },
        socket: "again",
        call: { op: "connect", to: SERVER_ADDRESS, localPort: CLIENT_PORT },
      },
      { afterMs: 150, socket: "other", call: { op: "connect", to: SERVER_ADDRESS } },
    ),
  ],
};
export default scenario;
