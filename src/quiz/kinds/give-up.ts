/** When connect() fails at last: after the last timeout, not at the last SYN. */
import { errorName, errorNamesOf } from "../../simulator/explain/index.ts";
import { CLIENT, SERVER } from "../../simulator/scenarios/parts/hosts.ts";
import unanswered from "../../simulator/scenarios/unanswered.ts";
import { profile } from "../../simulator/tcp/profile.ts";
import type { Kind, Said, WrongOption } from "../generated/kind.ts";
import { play, seconds, sentIn } from "../generated/parts.ts";

/**
 * How often it is repeated: not so seldom that Linux gives up by the time that the doubling alone would take, nor so
 * often that a limit of Windows to the timeout, which nobody has published, would matter.
 */
const RETRIES = { rfc: [2, 6], linux: [3, 6], windows: [2, 4] } as const;

const SYSTEMS = {
  rfc: {
    en: "a stack that follows RFC 6298 (first timeout 1 s, doubled each time, at most 60 s)",
    ko: "RFC 6298 규칙을 따르는 스택(첫 타임아웃 1초, 매번 두 배, 최대 60초)",
  },
  linux: {
    en: "Linux 6.5 or newer (tcp_syn_linear_timeouts is 4)",
    ko: "Linux 6.5 이상(tcp_syn_linear_timeouts 값은 4)",
  },
  windows: {
    en: "Windows 7 (first timeout 3 s, doubled each time)",
    ko: "Windows 7(첫 타임아웃 3초, 매번 두 배)",
  },
} as const;

const kind: Kind = {
  id: "give-up",
  title: { en: "When connect() gives up", ko: "connect() 포기 시각" },
  version: 2,
  topic: "timeouts",
  difficulty: 4,
  source: "RFC 9293 §3.8.3 MUST-23; RFC 6298 §5.5; Linux tcp_syn_retries",
  followUps: [
    {
      en: "How would you make this shorter for one connection only?",
      ko: "이 연결 하나만 더 빨리 포기하게 하려면 어떻게 하나요?",
    },
    {
      en: "What if a router answered with ICMP host unreachable instead?",
      ko: "라우터가 ICMP host unreachable 메시지로 답하면 무엇이 달라지나요?",
    },
  ],
  make(draw) {
    const os = draw.one(Object.keys(SYSTEMS) as (keyof typeof SYSTEMS)[]);
    const [fewest, most] = RETRIES[os];
    const retries = draw.whole(fewest, most);
    const scenario = {
      ...unanswered,
      hosts: [{ ...CLIENT, os, profile: { synRetries: retries } }, SERVER],
    };
    const trace = play({ scenario });
    const closed = trace.entries.find(({ states }) => states.some(({ after }) => after === "CLOSED"))?.at;
    const [lastButOne, last] = sentIn(trace, CLIENT.id)
      .slice(-2)
      .map(({ sentAt }) => sentAt);
    if (closed === undefined || lastButOne === undefined || last === undefined) return undefined;
    const first = profile(os).initialRtoMs;
    const error = errorName("ETIMEDOUT", errorNamesOf(trace, CLIENT.id));
    const option = (belief: string, ms: number, why: Said): WrongOption => ({
      ...{ belief, text: seconds(ms), why },
      check: { enters: "CLOSED", host: CLIENT.id, at: ms },
    });
    const limit =
      os === "linux"
        ? { en: `tcp_syn_retries is ${retries}.`, ko: `tcp_syn_retries 값은 ${retries}입니다.` }
        : {
            en: `a SYN is repeated at most ${retries} times.`,
            ko: `SYN 세그먼트를 최대 ${retries}번 다시 보냅니다.`,
          };
    return {
      ask: "choice",
      stem: {
        en: `On ${SYSTEMS[os].en}, ${limit.en} connect() is called at 0 s, and nothing answers. When does it fail with ${error}?`,
        ko: `${SYSTEMS[os].ko}에서 ${limit.ko} 0초에 connect() 호출을 했지만 응답이 없습니다. 언제 ${error} 오류로 실패하나요?`,
      },
      explanation: {
        en: `The last SYN leaves at ${seconds(last).en}; then one more timeout of ${seconds(closed - last).en} passes before connect() fails at ${seconds(closed).en}.${os === "linux" ? ` The four linear timeouts do not count as retries: ${retries} + 4 repetitions.` : ""}`,
        ko: `마지막 SYN 세그먼트는 ${seconds(last).ko}에 나갑니다. 그 뒤로 타임아웃 ${seconds(closed - last).ko}가 한 번 더 지나고 ${seconds(closed).ko}에 실패합니다.${os === "linux" ? ` 간격이 같은 처음 네 번의 타임아웃은 재시도 횟수에 들어가지 않으므로 재전송은 ${retries + 4}번입니다.` : ""}`,
      },
      played: { scenario },
      right: option("", closed, {
        en: `All waits, the one after the last SYN included.`,
        ko: `마지막 SYN 세그먼트 뒤의 기다림까지 모두 더한 시각입니다.`,
      }),
      wrong: [
        option("at-the-last-syn", last, {
          en: `That is when the last SYN leaves. People stop counting there, but its answer must be given time as well: ${seconds(closed - last).en} more.`,
          ko: `마지막 SYN 세그먼트를 보내는 시각입니다. 여기서 세기를 멈추기 쉽지만 그 응답도 기다려야 하므로 ${seconds(closed - last).ko}가 더 필요합니다.`,
        }),
        option("retries-double", first * (2 ** (retries + 1) - 1), os === "linux" ? LINEAR_FIRST : LIMITED),
        option("retries-times-first", first * (retries + 1), {
          en: `${retries + 1} waits of ${seconds(first).en} each: a plain retry loop would do that. TCP doubles its wait each time.`,
          ko: `${seconds(first).ko}씩 ${retries + 1}번 기다린 값으로, 단순한 재시도 방식입니다. TCP에서는 기다리는 시간을 매번 두 배로 늘립니다.`,
        }),
        option("one-retry-less", lastButOne, {
          en: `This takes the first SYN for one of the repetitions, and ends when the last one is sent. The first is the original, and the last one's answer is waited for as well.`,
          ko: `처음 보낸 SYN 세그먼트까지 재전송 횟수에 넣고 마지막 것을 보내는 시각에서 멈춘 값입니다. 처음 것은 원본이고, 마지막 것의 응답도 기다려야 합니다.`,
        }),
        option("a-minute-and-more", 75_000, {
          en: `75 s is the limit of the BSDs, and many books give it for all systems. Here it follows from the timeouts: ${seconds(closed).en}.`,
          ko: `75초는 BSD 계열의 한도인데 모든 시스템의 값처럼 적은 책이 많습니다. 여기서는 타임아웃을 더한 ${seconds(closed).ko}입니다.`,
        }),
      ],
    };
  },
};
export default kind;

const LIMITED: Said = {
  en: "Doubling without end gives this. The timeout has a limit, 60 s here, and the last wait reaches it.",
  ko: "끝없이 두 배씩 늘리면 나오는 값입니다. 타임아웃에는 상한이 있으며 여기서는 마지막 기다림이 상한인 60초에 걸립니다.",
};
const LINEAR_FIRST: Said = {
  en: "Doubling from the start gives this, and did so on Linux before 6.5. Now the first four waits are one second each and do not count.",
  ko: "처음부터 두 배씩 늘리면 나오는 값이고 6.5 이전 Linux에서는 맞았습니다. 지금은 처음 네 번을 1초 간격으로 보내며 횟수에도 넣지 않습니다.",
};
