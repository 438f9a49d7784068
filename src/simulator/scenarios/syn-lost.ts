import type { Scenario } from "../network/scenario.ts";
import { CLIENT, connecting, SERVER, serving } from "./parts/hosts.ts";

/** RFC 6298 §2.1 and §5.7. */
const scenario: Scenario = {
  id: "syn-lost",
  title: { en: "The SYN is lost", ko: "SYN 유실" },
  about: {
    en: "Nothing says that a SYN was lost; only silence does. After the initial RTO of 1 s the client sends the same SYN again.",
    ko: "SYN 세그먼트가 유실되었다고 알려 주는 것은 없습니다. 침묵뿐입니다. 초기 RTO 1초가 지나면 같은 SYN 세그먼트를 다시 보냅니다.",
  },
  topic: "loss",
  order: 1,
  hosts: [CLIENT, SERVER],
  delayMs: 50,
  programs: [serving(), connecting()],
  faults: [{ from: CLIENT.id, flags: "SYN", what: "lose" }],
};
export default scenario;
