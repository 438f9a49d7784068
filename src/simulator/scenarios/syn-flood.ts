import type { Scenario } from "../network/scenario.ts";
import { flooded } from "./parts/flood.ts";

/** RFC 4987 §2.2; RFC 9293 §3.4.1 says nothing against it, and the three segments are what makes it possible. */
const scenario: Scenario = {
  id: "syn-flood",
  title: { en: "SYN flood", ko: "SYN 플러드" },
  about: {
    en: "SYNs from false addresses fill the SYN queue of a small Linux server with half-open connections. The first address exists and resets; the others stay silent. With cookies off the honest client is not served.",
    ko: "가짜 주소의 SYN 세그먼트가 작은 Linux 서버의 SYN 큐를 SYN-RECEIVED 상태의 연결로 채웁니다. 첫 주소의 호스트는 RST 세그먼트로 답하지만 나머지는 답이 없습니다. SYN 쿠키를 끄면 정상 클라이언트가 연결하지 못합니다.",
  },
  topic: "security",
  order: 6,
  whatIf: ["no-cookies"],
  ...flooded,
  untilMs: 3_000,
};
export default scenario;
