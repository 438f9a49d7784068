import type { Scenario } from "../network/scenario.ts";
import { CLIENT, connecting, SERVER, serving } from "./parts/hosts.ts";

/** RFC 9293 §3.6: either end may close first, and the first one waits. */
const scenario: Scenario = {
  id: "server-closes-first",
  title: { en: "The server closes first", ko: "서버가 먼저 닫기" },
  about: {
    en: "TIME-WAIT belongs to whoever closes first, not to the client. Here it is the server that waits.",
    ko: "TIME-WAIT 상태는 클라이언트가 아니라 먼저 닫은 쪽에 남습니다. 여기서는 서버가 기다립니다.",
  },
  topic: "close",
  order: 6,
  hosts: [CLIENT, SERVER],
  delayMs: 50,
  prologueMs: 1_000,
  programs: [
    serving({ when: { at: 0 }, socket: "s", call: { op: "close" } }),
    connecting({ when: { eof: true }, afterMs: 40, socket: "c", call: { op: "close" } }),
  ],
};
export default scenario;
