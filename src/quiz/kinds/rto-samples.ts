/** The retransmission timeout after some round trips: SRTT and RTTVAR of RFC 6298. */

import type { Fault, ProgramStep, Scenario } from "../../simulator/network/scenario.ts";
import { connecting, serving } from "../../simulator/scenarios/parts/hosts.ts";
import type { Kind, WrongNumber } from "../generated/kind.ts";
import { commas, play, sentIn, story } from "../generated/parts.ts";

const SENT_AT_MS = 10_000;
/** Answers this near are right: of the fractions of a millisecond nobody needs to know. */
const TOLERANCE_MS = 1;

const kind: Kind = {
  id: "rto-samples",
  title: { en: "RTO from RTT samples", ko: "RTT 표본으로 구하는 RTO" },
  version: 1,
  topic: "retransmission",
  difficulty: 5,
  source: "RFC 6298 §2.2, §2.3, §2.4",
  followUps: [
    {
      en: "Why must the round trip of a repeated segment not be used as a sample?",
      ko: "재전송한 세그먼트의 왕복 시간을 표본으로 쓰면 안 되는 이유는 무엇인가요?",
    },
    {
      en: "How does Linux differ, with its minimum of 200 ms?",
      ko: "최솟값이 200ms인 Linux에서는 어떻게 다른가요?",
    },
  ],
  make(draw) {
    // Below the first timeout of 1 s, or the SYN would be sent again and be no sample.
    const delayMs = 20 * draw.whole(10, 24);
    const samples = [
      2 * delayMs,
      ...Array.from({ length: draw.whole(1, 2) }, () => 2 * delayMs + 40 * draw.whole(1, 15)),
    ];
    const scenario = measuring(samples, delayMs);
    const data = sentIn(play({ scenario }), "client").filter(({ seg }) => seg.data !== "");
    const [again] = data.filter((flight) => flight.again);
    if (again === undefined || data.length < samples.length + 1) return undefined;
    const right = Math.round(again.sentAt - SENT_AT_MS);
    const { srtt, rttvar } = estimated(samples);
    const list = samples.map((one) => `${one} ms`).join(", ");
    const listKo = samples.map((one) => `${one}ms`).join(", ");
    const [s, v] = [srtt, rttvar].map((one) => commas(Math.round(one * 10) / 10)) as [string, string];
    return {
      ask: "number",
      stem: {
        en: `A connection measured these round trips, the SYN's first: ${list}. It follows RFC 6298 to the letter (minimum 1 s). A segment sent at ${commas(SENT_AT_MS)} ms is lost, and so nothing comes back. At which millisecond is it sent again?`,
        ko: `연결에서 SYN부터 차례로 잰 왕복 시간은 ${listKo}입니다. RFC 6298 규칙을 그대로 따르며 최솟값은 1초입니다. ${commas(SENT_AT_MS)}ms에 보낸 세그먼트가 유실되어 응답이 없습니다. 몇 ms에 다시 보내나요?`,
      },
      explanation: {
        en: `First sample R: SRTT = R, RTTVAR = R/2. Each later one: RTTVAR = 3/4 RTTVAR + 1/4 |SRTT - R|, then SRTT = 7/8 SRTT + 1/8 R. Here SRTT = ${s}, RTTVAR = ${v}, RTO = SRTT + 4 RTTVAR = ${commas(right)} ms.`,
        ko: `첫 표본 R에서 SRTT = R, RTTVAR = R/2입니다. 그다음부터 RTTVAR = 3/4 RTTVAR + 1/4 |SRTT - R|, 이어서 SRTT = 7/8 SRTT + 1/8 R입니다. 여기서는 SRTT = ${s}, RTTVAR = ${v}이고 RTO = SRTT + 4 RTTVAR = ${commas(right)}ms입니다.`,
      },
      played: { scenario },
      right: SENT_AT_MS + right,
      unit: { en: "ms", ko: "ms" },
      tolerance: TOLERANCE_MS,
      measure: { segment: { from: "client", data: true, again: true, nth: 1 }, field: "at" },
      wrong: beliefs(samples),
    };
  },
};
export default kind;

/** Every data segment is delayed to its sample; the one after the last sample is lost. */
function measuring(samples: readonly number[], delayMs: number): Scenario {
  const later = samples.slice(1);
  const send = (at: number): ProgramStep => ({
    when: { at },
    socket: "c",
    call: { op: "send", data: "x" },
  });
  return story({
    delayMs,
    programs: [
      serving(),
      connecting(
        { when: { state: "ESTABLISHED" }, ...send(3_000) },
        ...later.slice(1).map(() => send(6_000)),
        send(SENT_AT_MS),
      ),
    ],
    faults: [
      ...later.map(
        (rtt, at): Fault => ({
          from: "client",
          withData: true,
          nth: at + 1,
          what: "delay",
          ms: rtt - 2 * delayMs,
        }),
      ),
      { from: "client", withData: true, nth: samples.length, what: "lose" },
    ],
    untilMs: SENT_AT_MS + 8_000,
  });
}

function beliefs(samples: readonly number[]): WrongNumber[] {
  const { srtt, rttvar } = estimated(samples);
  const mean = samples.reduce((sum, one) => sum + one, 0) / samples.length;
  const last = samples.at(-1) as number;
  const wrong = (belief: string, value: number, en: string, ko: string): WrongNumber => ({
    ...{ belief, value: Math.round(value) + SENT_AT_MS, why: { en, ko } },
  });
  return [
    wrong(
      "twice-the-mean",
      2 * mean,
      `Twice the mean round trip was RFC 793's idea (β = 2). It ignores how much the samples scatter; RFC 6298 adds 4 RTTVAR = ${commas(Math.round(4 * rttvar))} ms.`,
      `평균의 두 배는 RFC 793 방식(β = 2)입니다. 표본이 흩어진 정도를 보지 않습니다. RFC 6298에서는 4 RTTVAR = ${commas(Math.round(4 * rttvar))}ms 값을 더합니다.`,
    ),
    wrong(
      "last-sample-only",
      3 * last,
      `3 × ${last} ms treats the last sample as if it were the first. Older samples keep 7/8 of their weight.`,
      `마지막 표본을 첫 표본처럼 다뤄 ${last}ms의 세 배를 구한 값입니다. 이전 표본의 비중이 7/8만큼 남아야 합니다.`,
    ),
    wrong(
      "no-variance",
      Math.max(1_000, srtt),
      `This takes SRTT (or the floor of 1 s) alone. Half of all samples are longer than the mean, so that much would be sent again needlessly.`,
      `SRTT(또는 최솟값 1초)만 쓴 값입니다. 평균보다 늦는 응답이 흔하므로 필요 없는 재전송이 많아집니다.`,
    ),
    wrong(
      "initial-forever",
      1_000,
      `1 s is the initial RTO, before any sample. There are ${samples.length} samples by now, and they decide.`,
      `1초는 표본이 없을 때의 초기값입니다. 이미 표본이 ${samples.length}개 있으므로 그것으로 정합니다.`,
    ),
  ];
}

/** As the explanation shows it; the answer itself is when the run sent the segment again. */
function estimated([first = 0, ...later]: readonly number[]): { srtt: number; rttvar: number } {
  return later.reduce(
    ({ srtt, rttvar }, r) => ({
      rttvar: 0.75 * rttvar + 0.25 * Math.abs(srtt - r),
      srtt: 0.875 * srtt + 0.125 * r,
    }),
    { srtt: first, rttvar: first / 2 },
  );
}
