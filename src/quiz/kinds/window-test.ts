/** The four cases of the acceptability test, one segment of four that passes. */
import {
  APART_MS,
  type Arriving,
  arrivingAt,
  rcvNxt,
  reached,
  type Standing,
  sndNxt,
} from "../generated/arriving.ts";
import type { Kind, Said, WrongOption } from "../generated/kind.ts";
import { after, DELAY_MS, isnOf, play, text } from "../generated/parts.ts";
import type { Draw } from "../seeded.ts";

const kind: Kind = {
  id: "window-test",
  title: { en: "Which segment is acceptable", ko: "윈도에 드는 세그먼트" },
  version: 1,
  topic: "numbers",
  difficulty: 4,
  source: "RFC 9293 §3.4 table 5",
  followUps: [
    { en: "What changes when RCV.WND is 0?", ko: "RCV.WND 값이 0이면 무엇이 달라지나요?" },
    {
      en: "Why is a segment that only overlaps the window accepted?",
      ko: "윈도와 일부만 겹치는 세그먼트도 받아들이는 이유는 무엇인가요?",
    },
  ],
  make(draw) {
    const standing: Standing = {
      octets: draw.whole(120, 400),
      client: isnOf(draw),
      server: isnOf(draw),
      window: draw.whole(2, 60) * 100,
    };
    const nxt = rcvNxt(standing);
    const { window } = standing;
    const edge = after(nxt, window);
    const { fits, misfits } = candidates(standing, draw);
    const asked = draw.mixed(misfits).slice(0, 3);
    const scenario = arrivingAt(standing, [...asked.map(({ seg }) => seg), fits.seg]);
    const arrived = reached(play({ scenario }));
    const passed = arrived.filter(
      ({ because }) => !because.some(({ rule }) => rule === "sequence-unacceptable"),
    );
    if (passed.length !== 1 || arrived.length !== 4 || passed[0] !== arrived[3]) return undefined;
    const last = after(fits.seg.seq, (fits.seg.data ?? "").length - 1);
    return {
      ask: "choice",
      stem: {
        en: `A server (ESTABLISHED) has RCV.NXT ${nxt} and RCV.WND ${window}. Which one of these segments passes the sequence test?`,
        ko: `ESTABLISHED 상태인 서버의 RCV.NXT 값은 ${nxt}, RCV.WND 값은 ${window}입니다. 다음 가운데 순서 번호 검사를 통과하는 세그먼트는 무엇인가요?`,
      },
      explanation: {
        en: `Acceptable: the first or the last octet lies in RCV.NXT =< n < RCV.NXT + RCV.WND, here ${nxt} =< n < ${edge}. The one that passes has the octets ${fits.seg.seq} to ${last}: ${fits.en}.`,
        ko: `첫 바이트나 마지막 바이트가 RCV.NXT =< n < RCV.NXT + RCV.WND 안에 있어야 합니다. 여기서는 ${nxt} =< n < ${edge}입니다. 통과하는 세그먼트의 바이트는 ${fits.seg.seq}번부터 ${last}번까지이고, ${fits.ko}.`,
      },
      played: { scenario },
      right: option(
        "",
        fits.seg,
        {
          en: `It has the octets up to ${last}: ${fits.en}.`,
          ko: `${last}번까지의 바이트가 있고, ${fits.ko}.`,
        },
        3,
      ),
      wrong: asked.map(({ belief, seg, why }, nth) => option(belief, seg, why, nth)),
    };
  },
};
export default kind;

const option = (belief: string, { seq, data = "" }: Arriving, why: Said, nth: number): WrongOption => {
  const words = `SEQ=${seq}, ${data.length}`;
  const check = {
    rule: "sequence-acceptable" as const,
    host: "server",
    at: nth * APART_MS + DELAY_MS,
  };
  return {
    belief,
    text: { en: `${words} octet${data.length === 1 ? "" : "s"}`, ko: `${words}바이트` },
    why,
    check,
  };
};

/** One that passes, and one for each belief that lets another pass. */
function candidates(standing: Standing, draw: Draw) {
  const nxt = rcvNxt(standing);
  const { window } = standing;
  const edge = after(nxt, window);
  const length = draw.whole(10, 60);
  const segment = (seq: number, octets: number): Arriving => ({
    flags: "ACK",
    seq,
    ack: sndNxt(standing),
    data: text(octets),
  });
  const fits = draw.one([
    {
      seg: segment(after(nxt, -draw.whole(1, length - 1)), length),
      en: "its last octets are new",
      ko: "뒷부분의 바이트가 새것입니다",
    },
    {
      seg: segment(after(nxt, draw.whole(1, window - length)), length),
      en: "all of it lies inside",
      ko: "모두 윈도 안에 있습니다",
    },
    {
      seg: segment(after(edge, -1), 1),
      en: "its octet is the window's last",
      ko: "윈도의 마지막 바이트입니다",
    },
    {
      seg: segment(after(edge, -draw.whole(1, length - 1)), length),
      en: "its first octets lie inside",
      ko: "앞부분의 바이트가 윈도 안에 있습니다",
    },
  ]);
  const misfits = [
    { belief: "edge-included", seg: segment(edge, length), why: EDGE(nxt, window, edge) },
    {
      belief: "ends-where-we-begin",
      seg: segment(after(nxt, -length), length),
      why: JUST_BEFORE(nxt, length),
    },
    {
      belief: "below-is-fine",
      seg: segment(after(nxt, -draw.whole(length + 1, 119)), length),
      why: BELOW(nxt),
    },
    {
      belief: "ack-makes-it-right",
      seg: segment(after(edge, draw.whole(1, 90_000)), length),
      why: BEYOND(edge, sndNxt(standing)),
    },
  ];
  return { fits, misfits };
}

const EDGE = (nxt: number, window: number, edge: number): Said => ({
  en: `${nxt} + ${window} = ${edge} looks like the last number of the window. It is the first one outside: the window holds ${window} numbers and ends with ${after(edge, -1)}.`,
  ko: `${nxt} + ${window} = ${edge}번이 윈도의 마지막 번호처럼 보이지만 밖의 첫 번호입니다. 번호는 ${window}개이고 ${after(edge, -1)}번에서 끝납니다.`,
});
const JUST_BEFORE = (nxt: number, length: number): Said => ({
  en: `SEQ + ${length} = RCV.NXT, so it seems to touch the window. Its last octet is ${after(nxt, -1)}, which the server has already.`,
  ko: `SEQ + ${length} = RCV.NXT 관계라서 윈도에 닿는 것처럼 보입니다. 하지만 마지막 바이트는 이미 받은 ${after(nxt, -1)}번입니다.`,
});
const BELOW = (nxt: number): Said => ({
  en: `"Only numbers too high are dangerous" is a common reading. Everything in it lies before RCV.NXT ${nxt}: an old copy, answered with an ACK and discarded.`,
  ko: `너무 큰 번호만 막는다고 생각하기 쉽습니다. 이 세그먼트의 바이트는 모두 RCV.NXT ${nxt}번 앞이라 오래된 사본이며, ACK 세그먼트로 답하고 버립니다.`,
});
const BEYOND = (edge: number, ack: number): Said => ({
  en: `Its ACK number ${ack} is right, but that is looked at later. The sequence number comes first, and it lies beyond ${after(edge, -1)}.`,
  ko: `ACK 번호 ${ack}번은 맞지만 그 검사는 나중입니다. 순서 번호를 먼저 보는데 ${after(edge, -1)}번을 넘었습니다.`,
});
