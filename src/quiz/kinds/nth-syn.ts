/** When a SYN that nobody answers is sent again: a system's first timeout, and how it grows. */
import type { Locale } from "../../language.ts";
import unanswered from "../../simulator/scenarios/unanswered.ts";
import { PROFILE_NAMES, profile } from "../../simulator/tcp/profile.ts";
import type { Kind, Said, WrongOption } from "../generated/kind.ts";
import { play, seconds, sentIn } from "../generated/parts.ts";
import { ORDINALS, SYSTEMS } from "../generated/systems.ts";

const OLD_INITIAL_RTO_MS = 3_000;

const kind: Kind = {
  id: "nth-syn",
  title: { en: "When the SYN is sent again", ko: "SYN 재전송 시각" },
  version: 1,
  topic: "retransmission",
  difficulty: 3,
  source: "RFC 6298 §2.1, §5.5; Linux tcp_syn_linear_timeouts",
  followUps: [
    {
      en: "Why can the measured round trip not be used for this timeout?",
      ko: "이 타임아웃에 측정한 왕복 시간을 쓸 수 없는 이유는 무엇인가요?",
    },
    {
      en: "Which errno does connect() report in the end?",
      ko: "끝내 응답이 없으면 connect() 호출은 어떤 errno 값을 돌려주나요?",
    },
  ],
  make(draw) {
    const os = draw.one(PROFILE_NAMES);
    const rtt = draw.whole(10, 90) * 2;
    const played = { scenario: unanswered, options: { os, rttMs: rtt } };
    const times = sentIn(play(played), "client").map(({ sentAt }) => sentAt);
    const nth = draw.whole(2, Math.min(5, times.length));
    const [at, before] = [times[nth - 1], times[nth - 2]];
    if (at === undefined || before === undefined) return undefined;
    const { initialRtoMs } = profile(os);
    const system = SYSTEMS[os];
    const option = (belief: string, ms: number, why: Said): WrongOption => ({
      ...{ belief, text: seconds(ms), why },
      check: { segment: { from: "client", flags: "SYN", nth }, is: { at: ms } },
    });
    const list = (locale: Locale): string =>
      times
        .slice(0, nth)
        .map((ms) => seconds(ms)[locale])
        .join(", ");
    const sum = 2 ** (nth - 1) - 1;
    return {
      ask: "choice",
      stem: {
        en: `${system.en}: connect() is called at 0 s, and nothing ever answers. The round trip to this server used to be ${rtt} ms. When is the ${ORDINALS.en[nth]} SYN sent?`,
        ko: `${system.ko}: 0초에 connect() 호출을 했지만 아무 응답도 없습니다. 평소 이 서버까지의 왕복 시간은 ${rtt}ms였습니다. ${ORDINALS.ko[nth]} SYN 세그먼트는 언제 보내나요?`,
      },
      explanation: {
        en: `There: ${list("en")}. The first timeout is ${seconds(initialRtoMs).en}; then the waits grow as this system has it. Add the waits: the question is about the moment, not the wait.`,
        ko: `이 시스템에서는 ${list("ko")}에 보냅니다. 첫 타임아웃은 ${seconds(initialRtoMs).ko}이고 그다음 간격은 시스템마다 정한 방식으로 늘어납니다. 묻는 것은 간격이 아니라 시각이므로 간격을 모두 더해야 합니다.`,
      },
      run: `/handshake run unanswered rtt=${rtt} os=${os}`,
      played,
      right: option("", at, {
        en: `The waits up to it add up to ${seconds(at).en}.`,
        ko: `그때까지의 간격을 더하면 ${seconds(at).ko}입니다.`,
      }),
      wrong: [
        option("only-the-wait", at - before, {
          en: `That is the last wait alone (${seconds(before).en} to ${seconds(at).en}). Tables of timeouts list waits, and so people forget to add them.`,
          ko: `마지막 간격(${seconds(before).ko}부터 ${seconds(at).ko}까지)만 답한 값입니다. 표에는 보통 간격이 적혀 있어 더하는 것을 잊기 쉽습니다.`,
        }),
        option("always-doubles", initialRtoMs * sum, {
          en: `Doubling from the first wait is RFC 6298 §5.5, and what textbooks show. This system keeps the first waits alike before it doubles.`,
          ko: `첫 간격부터 두 배씩 늘리는 것은 교과서와 RFC 6298 §5.5의 설명입니다. 이 시스템은 처음 몇 번은 같은 간격으로 보낸 뒤에 늘립니다.`,
        }),
        option("never-grows", initialRtoMs * (nth - 1), {
          en: `A fixed interval of ${seconds(initialRtoMs).en} is what a simple retry loop would do. TCP backs off, so that a full network is not filled further.`,
          ko: `${seconds(initialRtoMs).ko}마다 반복하는 단순한 재시도라면 이렇게 됩니다. TCP에서는 혼잡한 네트워크를 더 채우지 않도록 간격을 늘립니다.`,
        }),
        option("old-three-seconds", OLD_INITIAL_RTO_MS * sum, {
          en: `This begins with 3 s, as RFC 1122 had it. RFC 6298 made it 1 s in 2011; here it is ${seconds(initialRtoMs).en}.`,
          ko: `RFC 1122의 초기값 3초로 계산한 값입니다. 2011년 RFC 6298에서 1초로 줄었고, 이 시스템은 ${seconds(initialRtoMs).ko}입니다.`,
        }),
        option("from-the-round-trip", 2 * rtt * (nth - 1), {
          en: `The ${rtt} ms belong to earlier connections. A new one has no sample yet, so its first timeout is fixed: ${seconds(initialRtoMs).en}.`,
          ko: `왕복 시간 ${rtt}ms 값은 이전 연결의 값입니다. 새 연결에는 아직 표본이 없어 첫 타임아웃은 정해진 ${seconds(initialRtoMs).ko}입니다.`,
        }),
      ],
    };
  },
};
export default kind;
