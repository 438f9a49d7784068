import type { Scenario } from "../network/scenario.ts";
import { flooded } from "./parts/flood.ts";

/** RFC 4987 §3.6; Linux with net.ipv4.tcp_syncookies=1, which is its default. */
const scenario: Scenario = {
  id: "syn-cookies",
  title: { en: "SYN cookies", ko: "SYN 쿠키" },
  about: {
    en: "The same flood on Linux with its defaults. When the SYN queue is full the server stores nothing and puts a cookie into its ISN; the third ACK gives it back, and the honest client is served.",
    ko: "같은 플러드를 기본 설정의 Linux 서버가 받습니다. SYN 큐가 가득 차면 아무것도 저장하지 않고 쿠키를 자기 ISN 값으로 보냅니다. 세 번째 ACK 세그먼트에서 쿠키를 돌려받아 정상 클라이언트를 받아들입니다.",
  },
  topic: "security",
  order: 7,
  ...flooded,
  untilMs: 900,
};
export default scenario;
