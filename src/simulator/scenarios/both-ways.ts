import type { Scenario } from "../network/scenario.ts";
import { atZero, CLIENT, connecting, SERVER, serving } from "./parts/hosts.ts";

/** RFC 9293 §2.2: data flows in both directions at once. */
const scenario: Scenario = {
  id: "both-ways",
  title: { en: "Data in both directions", ko: "양방향 데이터" },
  about: {
    en: "Full duplex: both ends send at the same time and the segments cross. Each direction has its own sequence numbers, and every segment acknowledges the other direction too.",
    ko: "양쪽이 동시에 보내고 세그먼트가 엇갈리는 전이중(full-duplex) 통신입니다. 방향마다 순서 번호가 따로 있고, 모든 세그먼트가 반대 방향의 확인 응답을 함께 나릅니다.",
  },
  topic: "data",
  order: 3,
  hosts: [CLIENT, SERVER],
  delayMs: 50,
  prologueMs: 1_000,
  programs: [
    serving(
      { when: { at: 10 }, socket: "s", call: { op: "send", data: "from the server" } },
      { when: { received: 15 }, socket: "s", call: { op: "receive" } },
    ),
    connecting(atZero("c", { op: "send", data: "from the client" }), {
      when: { received: 15 },
      socket: "c",
      call: { op: "receive" },
    }),
  ],
};
export default scenario;
