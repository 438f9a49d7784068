/** How long TIME-WAIT lasts on a system, from when, and what starts it anew. */
import fourWay from "../../simulator/scenarios/four-way.ts";
import lastAckLost from "../../simulator/scenarios/last-ack-lost.ts";
import { PROFILE_NAMES, profile } from "../../simulator/tcp/profile.ts";
import type { Kind, Said, WrongOption } from "../generated/kind.ts";
import { play, same, seconds } from "../generated/parts.ts";
import { SYSTEMS } from "../generated/systems.ts";

/** Microsoft has documented the wait for an older system than the other numbers of its profile. */
const NAMES = { ...SYSTEMS, windows: same("Windows Server 2003") };

const kind: Kind = {
  id: "time-wait-end",
  title: { en: "How long TIME-WAIT lasts", ko: "TIME-WAIT 상태가 끝나는 시각" },
  version: 2,
  topic: "time-wait",
  difficulty: 3,
  source: "RFC 9293 §3.6.1, §3.10.7.4; Linux TCP_TIMEWAIT_LEN; Microsoft cc757512",
  followUps: [
    {
      en: "Which two dangers does this wait guard against?",
      ko: "이 기다림은 어떤 두 가지 위험을 막나요?",
    },
    {
      en: "A busy client runs out of ports because of it. What would you do?",
      ko: "이 때문에 클라이언트의 포트가 모자란다면 어떻게 하겠어요?",
    },
  ],
  make(draw) {
    const os = draw.one(PROFILE_NAMES);
    const rtt = draw.whole(10, 150) * 2;
    const lost = draw.whole(0, 1) === 1;
    const played = { scenario: lost ? lastAckLost : fourWay, options: { os, rttMs: rtt } };
    const { entries } = play(played);
    const fins = entries
      .filter(
        ({ host, because }) =>
          host === "client" &&
          because.some(({ rule }) => rule === "fin-time-wait" || rule === "time-wait-restart"),
      )
      .map(({ at }) => at);
    const end = entries.find(
      ({ host, states }) =>
        host === "client" && states.some(({ before, after }) => before === "TIME-WAIT" && after === "CLOSED"),
    )?.at;
    const [first, last] = [fins[0], fins.at(-1)];
    if (
      end === undefined ||
      first === undefined ||
      last === undefined ||
      end - last !== profile(os).timeWaitMs
    )
      return undefined;
    const stay = end - last;
    const option = (belief: string, ms: number, why: Said): WrongOption => ({
      ...{ belief, text: seconds(ms), why },
      check: { enters: "CLOSED", host: "client", at: ms },
    });
    const again = lost
      ? {
          en: ` The ACK to it is lost, and the server's FIN arrives again at ${seconds(last).en}.`,
          ko: ` 그 FIN 세그먼트를 확인하는 ACK 세그먼트가 유실되어 서버의 FIN 세그먼트가 ${seconds(last).ko}에 다시 도착합니다.`,
        }
      : { en: "", ko: "" };
    return {
      ask: "choice",
      stem: {
        en: `${NAMES[os].en}: the client calls close() at 0 s and gets the server's FIN at ${seconds(first).en}.${again.en} Nothing more arrives. When does the client's connection leave TIME-WAIT?`,
        ko: `${NAMES[os].ko}: 클라이언트가 0초에 close() 호출을 했고 서버의 FIN 세그먼트는 ${seconds(first).ko}에 도착했습니다.${again.ko} 그 뒤로는 아무것도 오지 않습니다. 클라이언트의 연결은 언제 TIME-WAIT 상태를 벗어나나요?`,
      },
      explanation: {
        en: `TIME-WAIT lasts ${seconds(stay).en} there, counted from the peer's ${lost ? "last FIN, since a repeated FIN starts the timer anew" : "FIN"}: ${seconds(last).en} + ${seconds(stay).en} = ${seconds(end).en}.`,
        ko: `이 시스템의 TIME-WAIT 상태는 ${seconds(stay).ko} 동안 이어집니다. ${lost ? "다시 온 FIN 세그먼트가 타이머를 새로 시작하므로 마지막 FIN부터" : "상대의 FIN 세그먼트를 받은 때부터"} 셉니다. ${seconds(last).ko} + ${seconds(stay).ko} = ${seconds(end).ko}입니다.`,
      },
      run: `/handshake run ${played.scenario.id} rtt=${rtt} os=${os}`,
      played,
      right: option("", end, {
        en: `${seconds(stay).en} after the ${lost ? "last" : "server's"} FIN.`,
        ko: `${lost ? "마지막" : "서버의"} FIN 세그먼트를 받고 ${seconds(stay).ko}가 지난 시각입니다.`,
      }),
      wrong: beliefs(option, { first, last, stay }),
    };
  },
};
export default kind;

/** When the first and the last FIN came, and how long TIME-WAIT lasts; in ms. */
interface Times {
  readonly first: number;
  readonly last: number;
  readonly stay: number;
}

const beliefs = (
  option: (belief: string, ms: number, why: Said) => WrongOption,
  { first, last, stay }: Times,
): WrongOption[] => [
  option("no-restart", first + stay, {
    en: `This counts from the first FIN. But the repeated one shows that the last ACK was lost, and the timer starts anew at ${seconds(last).en}.`,
    ko: `처음 받은 FIN부터 센 값입니다. FIN 세그먼트가 다시 왔다는 것은 마지막 ACK 세그먼트가 유실되었다는 뜻이고, 타이머는 ${seconds(last).ko}에 새로 시작합니다.`,
  }),
  option("from-close", stay, {
    en: `This counts from close(). The wait guards what may still be on its way after the exchange, so it begins with the peer's FIN at ${seconds(last).en}.`,
    ko: `close() 호출부터 센 값입니다. 교환이 끝난 뒤 네트워크에 남은 세그먼트를 기다리는 시간이므로 ${seconds(last).ko}에 받은 FIN부터 셉니다.`,
  }),
  option("one-msl", last + stay / 2, {
    en: `That is half of it: one maximum segment lifetime. A segment and the answer to it need one each, hence 2 MSL.`,
    ko: `최대 세그먼트 수명(MSL) 한 번만 센 값입니다. 세그먼트와 그 응답이 각각 한 번씩 걸릴 수 있어 두 배를 기다립니다.`,
  }),
  option("rfc-everywhere", last + 240_000, {
    en: `240 s is the RFC's 2 MSL with an MSL of 2 minutes. Systems choose their own value; this one has ${seconds(stay).en}.`,
    ko: `RFC의 MSL 2분으로 계산한 240초입니다. 실제 값은 시스템마다 다르며 여기서는 ${seconds(stay).ko}입니다.`,
  }),
  option("sixty-everywhere", last + 60_000, {
    en: `60 s is what Linux has compiled in, and most articles are about Linux. This system has ${seconds(stay).en}.`,
    ko: `Linux에 정해진 60초입니다. 글은 대부분 Linux 기준이지만 이 시스템의 값은 ${seconds(stay).ko}입니다.`,
  }),
];
