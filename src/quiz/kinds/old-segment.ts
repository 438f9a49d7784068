/** Whether a segment that comes late, early or from nowhere is taken, and what is sent back. */
import { arrivingAt, rcvNxt, reached, type Standing, sndNxt } from "../generated/arriving.ts";
import type { Kind, Said, WrongOption } from "../generated/kind.ts";
import { after, DELAY_MS, isnOf, play, text } from "../generated/parts.ts";
import type { Check } from "../proof.ts";

type Fate = "taken" | "held" | "discarded" | "reset" | "silence";
const WHERE = ["before", "overlap", "exact", "gap", "beyond"] as const;

const kind: Kind = {
  id: "old-segment",
  title: { en: "Is this segment accepted?", ko: "이 세그먼트를 받아들이나요?" },
  version: 1,
  topic: "numbers",
  difficulty: 4,
  source: "RFC 9293 §3.4, §3.10.7.4",
  followUps: [
    {
      en: "How likely is a random old segment to land in this window?",
      ko: "오래된 세그먼트가 우연히 이 윈도 안에 들어올 확률은 얼마인가요?",
    },
    {
      en: "What would timestamps (PAWS) add to this test?",
      ko: "PAWS 타임스탬프 검사를 쓰면 이 검사에 무엇이 더해지나요?",
    },
  ],
  make(draw) {
    const octets = draw.whole(50, 300);
    const standing: Standing = {
      octets,
      client: isnOf(draw),
      server: isnOf(draw),
      window: draw.whole(2, 40) * 100,
    };
    const where = draw.one(WHERE);
    const length = draw.whole(10, 40);
    const nxt = rcvNxt(standing);
    const { window } = standing;
    const shift = {
      before: -draw.whole(length, octets),
      overlap: -draw.whole(1, length - 1),
      exact: 0,
      gap: draw.whole(1, window - length),
      beyond: window + draw.whole(0, 50_000),
    }[where];
    const seq = after(nxt, shift);
    const seg = { flags: "ACK", seq, ack: sndNxt(standing), data: text(length) };
    const scenario = arrivingAt(standing, [seg]);
    const [entry] = reached(play({ scenario }));
    if (entry === undefined) return undefined;
    const fate = fateOf(entry.because.map(({ rule }) => rule));
    const acked = entry.sent[0]?.seg.ack;
    if (fate === undefined || acked === undefined) return undefined;
    const end = after(seq, length);
    const numbers = { nxt, seq, end, edge: after(nxt, window) };
    const fates: readonly Fate[] = ["taken", "held", "discarded", "reset", "silence"];
    const option = (name: Fate): WrongOption => ({
      belief: `is-${name}`,
      text: TEXTS[name],
      why: WHY[name](numbers),
      check: CHECKS[name],
    });
    return {
      ask: "choice",
      stem: {
        en: `A server (ESTABLISHED) has RCV.NXT ${nxt} and RCV.WND ${window}. An old copy arrives under the client's address:\n\`ACK SEQ=${seq} ACK=${seg.ack} DATA=${length}\`\nWhat happens to it?`,
        ko: `ESTABLISHED 상태인 서버의 RCV.NXT 값은 ${nxt}, RCV.WND 값은 ${window}입니다. 클라이언트 주소로 오래된 사본이 도착했습니다.\n\`ACK SEQ=${seq} ACK=${seg.ack} DATA=${length}\`\n이 세그먼트는 어떻게 되나요?`,
      },
      explanation: {
        en: `The window is ${nxt} to ${after(nxt, window - 1)}; the segment's octets are ${seq} to ${after(end, -1)}. ${TOLD[fate].en} The answer is ACK=${acked}. TCP cannot tell old from new but by the numbers.`,
        ko: `윈도는 ${nxt}번부터 ${after(nxt, window - 1)}번까지이고 세그먼트의 바이트는 ${seq}번부터 ${after(end, -1)}번까지입니다. ${TOLD[fate].ko} 답은 ACK=${acked}입니다. TCP에서는 번호로만 오래된 것을 구별할 수 있습니다.`,
      },
      played: { scenario },
      right: { ...option(fate), why: TOLD[fate] },
      wrong: draw.mixed(fates.filter((one) => one !== fate)).map(option),
    };
  },
};
export default kind;

function fateOf(rules: readonly string[]): Fate | undefined {
  if (rules.includes("sequence-unacceptable")) return "discarded";
  if (rules.includes("text-in-order")) return "taken";
  return rules.includes("text-held") ? "held" : undefined;
}

/** It leaves at 0 and arrives one delay of the wire later. */
const CHECKS: Readonly<Record<Fate, Check>> = {
  taken: { rule: "text-in-order", host: "server", at: DELAY_MS },
  held: { rule: "text-held", host: "server", at: DELAY_MS },
  discarded: { rule: "sequence-unacceptable", host: "server", at: DELAY_MS },
  reset: { segment: { from: "server", flags: "RST", nth: 1 }, is: { flags: "RST" } },
  silence: { count: { from: "server" }, is: 0 },
};

const TEXTS: Readonly<Record<Fate, Said>> = {
  taken: {
    en: "Its new octets go to the program; an ACK names the next one",
    ko: "새 바이트를 프로그램에 전달하고 다음 번호로 ACK 세그먼트를 보냅니다",
  },
  held: {
    en: "It is kept until the gap before it is filled; an ACK asks for the gap",
    ko: "앞이 채워질 때까지 보관하고 빠진 번호로 ACK 세그먼트를 보냅니다",
  },
  discarded: {
    en: "It is discarded, and answered with an ACK of RCV.NXT",
    ko: "버리고 RCV.NXT 번호로 ACK 세그먼트를 보냅니다",
  },
  reset: { en: "It is discarded, and answered with a RST", ko: "버리고 RST 세그먼트를 보냅니다" },
  silence: { en: "It is discarded without a word", ko: "아무 답 없이 버립니다" },
};

const TOLD: Readonly<Record<Fate, Said>> = {
  taken: {
    en: "Its first new octet is exactly the one expected: it is delivered.",
    ko: "첫 새 바이트가 바로 기다리던 번호라서 전달됩니다.",
  },
  held: {
    en: "It lies inside, but octets before it are missing: it waits.",
    ko: "윈도 안이지만 앞의 바이트가 빠져 있어 보관됩니다.",
  },
  discarded: {
    en: "No octet of it lies inside: it is discarded and answered.",
    ko: "윈도 안에 든 바이트가 없으므로 버리고 답합니다.",
  },
  reset: { en: "", ko: "" },
  silence: { en: "", ko: "" },
};

interface Numbers {
  /** RCV.NXT, and the first number behind the window. */
  readonly nxt: number;
  readonly edge: number;
  /** The segment's first number, and the first one behind it. */
  readonly seq: number;
  readonly end: number;
}

const WHY: Readonly<Record<Fate, (numbers: Numbers) => Said>> = {
  taken: ({ nxt, seq }) => ({
    en: `One would like to take whatever bears the right addresses and ACK. Delivery needs octet ${nxt} to be in it; it begins at ${seq}.`,
    ko: `주소와 ACK 번호만 맞으면 받을 것 같지만, 전달하려면 ${nxt}번 바이트가 들어 있어야 합니다. 이 세그먼트는 ${seq}번에서 시작합니다.`,
  }),
  held: ({ nxt, seq, edge }) => ({
    en: `Reordering is repaired by holding segments, but only those between RCV.NXT ${nxt} and the edge ${edge} with a gap before them. This one begins at ${seq}.`,
    ko: `순서가 바뀐 세그먼트는 보관하지만, RCV.NXT ${nxt}번과 끝 ${edge}번 사이에 있고 앞이 비어 있을 때만 그렇습니다. 이 세그먼트는 ${seq}번에서 시작합니다.`,
  }),
  discarded: ({ nxt, seq, end }) => ({
    en: `"Old" sounds like discarded. The test knows no age: some octet from ${seq} to before ${end} lies in the window that begins at ${nxt}, and so it is acceptable.`,
    ko: `오래되었으니 버릴 것 같지만 검사는 나이를 모릅니다. ${seq}번부터 ${end}번 앞까지의 바이트 가운데 ${nxt}번에서 시작하는 윈도에 든 것이 있어 받아들입니다.`,
  }),
  reset: ({ seq }) => ({
    en: `A RST would let anybody tear connections down with one wrong number. Only segments for no connection get one; SEQ=${seq} is at worst out of window.`,
    ko: `RST 세그먼트로 답하면 틀린 번호 하나로 누구나 연결을 끊을 수 있습니다. RST 세그먼트는 연결이 없을 때의 답이며 SEQ=${seq} 세그먼트는 기껏해야 윈도 밖입니다.`,
  }),
  silence: ({ nxt }) => ({
    en: `Silence seems safest. But the peer may have lost our ACK, and an answer tells it where we are (${nxt}); only a RST gets none.`,
    ko: `조용히 버리는 것이 안전해 보입니다. 하지만 상대가 ACK 세그먼트를 못 받았을 수 있어 현재 위치(${nxt}번)를 알려야 합니다. RST에만 답하지 않습니다.`,
  }),
};
