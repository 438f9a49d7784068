import type { Scenario } from "../network/scenario.ts";
import { atZero, CLIENT, connecting, SERVER, serving } from "./parts/hosts.ts";

/** RFC 9293 §3.10.7.4 seventh and eighth: a FIN is processed only when everything before it has arrived. */
const scenario: Scenario = {
  id: "fin-overtakes-data",
  title: { en: "A FIN overtakes data", ko: "데이터를 앞지른 FIN" },
  about: {
    en: "The server's FIN arrives before its last data. The FIN waits: the client stays in FIN-WAIT-2 until the data has come, so TIME-WAIT is not needed to catch late data.",
    ko: "서버의 FIN 세그먼트가 마지막 데이터보다 먼저 도착합니다. 클라이언트는 데이터가 올 때까지 FIN-WAIT-2 상태에서 FIN 처리를 미룹니다. 늦은 데이터를 받으려고 TIME-WAIT 상태가 있는 것이 아닙니다.",
  },
  topic: "close",
  order: 9,
  hosts: [CLIENT, SERVER],
  delayMs: 50,
  prologueMs: 1_000,
  programs: [
    serving(
      { when: { eof: true }, afterMs: 20, socket: "s", call: { op: "send", data: "last words" } },
      { afterMs: 20, socket: "s", call: { op: "close" } },
    ),
    connecting(
      atZero("c", { op: "shutdown" }),
      { when: { eof: true }, socket: "c", call: { op: "receive" } },
      { socket: "c", call: { op: "close" } },
    ),
  ],
  faults: [{ from: SERVER.id, withData: true, what: "delay", ms: 120 }],
};
export default scenario;
