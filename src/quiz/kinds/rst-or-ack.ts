/** What comes back for a segment that does not fit: RST, RST with ACK, ACK, or nothing. */
import { type Arriving, arrivingAt, rcvNxt, reached, type Standing, sndNxt } from "../generated/arriving.ts";
import type { Kind, Said, WrongOption } from "../generated/kind.ts";
import { after, flagsIn, isnOf, play, spelt, text } from "../generated/parts.ts";
import type { Check } from "../proof.ts";
import type { Draw } from "../seeded.ts";

const OTHER_PORT = 8_080;

interface Case {
  readonly seg: Arriving;
  readonly to?: { readonly port?: number; readonly fromPort?: number };
  readonly where: Said;
  readonly because: Said;
}

const kind: Kind = {
  id: "rst-or-ack",
  title: { en: "RST, ACK or nothing in answer", ko: "RST, ACK 가운데 무엇으로 답할까" },
  version: 1,
  topic: "reset",
  difficulty: 4,
  source: "RFC 9293 §3.10.7.1, §3.10.7.2, §3.10.7.4; RFC 5961 §3.2, §4.2",
  followUps: [
    { en: "What does the other end do with this answer?", ko: "상대는 이 답을 받고 어떻게 하나요?" },
    {
      en: "What attack does a challenge ACK make harder?",
      ko: "챌린지 ACK 세그먼트는 어떤 공격을 어렵게 하나요?",
    },
  ],
  make(draw) {
    const standing: Standing = {
      octets: 100,
      client: isnOf(draw),
      server: isnOf(draw),
      window: draw.whole(20, 600) * 100,
    };
    const { seg, to, where, because } = draw.one(CASES)(standing, draw);
    const scenario = arrivingAt(standing, [seg], to);
    const [entry] = reached(play({ scenario }));
    if (entry?.flight == null) return undefined;
    const answer = entry.sent[0]?.seg;
    const arrived = spelt(entry.flight.seg);
    const fate: Fate =
      answer === undefined
        ? "nothing"
        : (({ RST: "rst", "RST,ACK": "rst-ack", ACK: "ack" } as const)[flagsIn(answer)] ?? "syn-ack");
    const option = (name: Fate): WrongOption => ({
      belief: `sends-${name}`,
      text: TEXTS[name],
      why: WHY[name](arrived),
      check: CHECKS[name],
    });
    const others = (Object.keys(TEXTS) as Fate[]).filter((name) => name !== fate);
    return {
      ask: "choice",
      stem: {
        en: `${where.en} This segment arrives:\n\`${arrived}\`\nWhat is sent back?`,
        ko: `${where.ko} 이 세그먼트가 도착했습니다.\n\`${arrived}\`\n무엇을 돌려보내나요?`,
      },
      explanation: {
        en: answer ? `Sent back: \`${spelt(answer)}\`. ${RULE.en}` : `Nothing is sent. ${RULE.en}`,
        ko: answer
          ? `보내는 세그먼트는 \`${spelt(answer)}\`입니다. ${RULE.ko}`
          : `아무것도 보내지 않습니다. ${RULE.ko}`,
      },
      played: { scenario },
      right: { ...option(fate), why: because },
      wrong: draw.mixed(others).map(option),
    };
  },
};
export default kind;

/** The three rules that all cases follow from. */
const RULE: Said = {
  en: "Without a connection: a RST, made so that the sender believes it. With one: an ACK that shows the present numbers. To a RST: never an answer, except the challenge ACK to one that is in the window but not exact.",
  ko: "연결이 없으면 보낸 쪽이 믿을 수 있는 RST 세그먼트로, 있으면 현재 번호를 담은 ACK 세그먼트로 답합니다. RST 세그먼트에는 답하지 않되, 윈도 안이지만 번호가 정확하지 않으면 챌린지 ACK 세그먼트를 보냅니다.",
};

type Fate = "rst" | "rst-ack" | "ack" | "syn-ack" | "nothing";

const first = (flags: string): Check => ({ segment: { from: "server", nth: 1 }, is: { flags } });
const CHECKS: Readonly<Record<Fate, Check>> = {
  rst: first("RST"),
  "rst-ack": first("RST,ACK"),
  ack: first("ACK"),
  "syn-ack": first("SYN,ACK"),
  nothing: { count: { from: "server" }, is: 0 },
};

const TEXTS: Readonly<Record<Fate, Said>> = {
  rst: { en: "A RST whose SEQ is the segment's ACK number", ko: "받은 ACK 번호를 SEQ 번호로 쓴 RST" },
  "rst-ack": {
    en: "A RST,ACK with SEQ 0 that acknowledges the segment",
    ko: "SEQ 번호가 0이고 그 세그먼트를 확인하는 RST,ACK",
  },
  ack: { en: "An ACK with the connection's present numbers", ko: "연결의 현재 번호를 담은 ACK" },
  "syn-ack": { en: "A SYN,ACK with a new initial sequence number", ko: "새 초기 순서 번호를 담은 SYN,ACK" },
  nothing: { en: "Nothing at all", ko: "아무것도 보내지 않음" },
};

const WHY: Readonly<Record<Fate, (arrived: string) => Said>> = {
  rst: (arrived) => ({
    en: `A RST with that SEQ answers segments with an ACK number for which there is no connection. Against \`${arrived}\` it would tear down what stands, or have no number to use.`,
    ko: `이 RST 세그먼트는 연결이 없는데 ACK 번호가 있는 세그먼트에 대한 답입니다. \`${arrived}\` 세그먼트에는 맞지 않으며, 쓸 번호가 없거나 멀쩡한 연결을 끊게 됩니다.`,
  }),
  "rst-ack": (arrived) => ({
    en: `This form is for segments without ACK bit that reach no connection: SEQ 0, and ACK = SEG.SEQ + SEG.LEN, so that the sender believes it. \`${arrived}\` is another case.`,
    ko: `ACK 비트가 없는 세그먼트가 연결 없는 곳에 왔을 때의 답입니다. SEQ 번호는 0이고 ACK 번호는 SEG.SEQ + SEG.LEN 값입니다. \`${arrived}\` 세그먼트는 다른 경우입니다.`,
  }),
  ack: (arrived) => ({
    en: `"When in doubt, ACK" holds for connections that stand: it shows the peer the numbers. For \`${arrived}\` there is none to show, or an ACK would only answer a RST.`,
    ko: `의심스러우면 ACK 세그먼트로 답한다는 규칙은 연결이 있을 때만 맞습니다. \`${arrived}\` 세그먼트에는 보여 줄 연결이 없거나, RST에 ACK 세그먼트로 답하는 셈이 됩니다.`,
  }),
  "syn-ack": (arrived) => ({
    en: `A SYN,ACK answers a SYN that reaches a listener. \`${arrived}\` is no such SYN: nobody listens there, or the connection is open already.`,
    ko: `SYN,ACK 세그먼트는 LISTEN 상태에 온 SYN에 대한 답입니다. \`${arrived}\` 세그먼트는 그런 경우가 아닙니다. 기다리는 쪽이 없거나 연결이 이미 있습니다.`,
  }),
  nothing: (arrived) => ({
    en: `Silence is for a RST, which must never be answered in kind, or two stacks would go on for ever. \`${arrived}\` gets an answer, so that the sender learns where it stands.`,
    ko: `답하지 않는 것은 끝없이 주고받지 않도록 RST 세그먼트를 받았을 때의 규칙입니다. \`${arrived}\` 세그먼트에는 보낸 쪽이 상황을 알 수 있게 답합니다.`,
  }),
};

const established = (standing: Standing): Said => {
  const numbers = `RCV.NXT ${rcvNxt(standing)}, RCV.WND ${standing.window}, SND.NXT ${sndNxt(standing)}`;
  return { en: `A server is ESTABLISHED (${numbers}).`, ko: `서버가 ESTABLISHED 상태입니다(${numbers}).` };
};

const CASES: readonly ((standing: Standing, draw: Draw) => Case)[] = [
  (standing) => ({
    seg: { flags: "RST", seq: rcvNxt(standing) },
    where: established(standing),
    because: {
      en: "The RST bears exactly RCV.NXT: it is believed, and the connection is gone. A RST is never answered.",
      ko: "RST의 번호가 RCV.NXT 값과 정확히 같으므로 받아들이고 연결이 사라집니다. RST에는 답하지 않습니다.",
    },
  }),
  (standing, draw) => ({
    seg: { flags: "RST", seq: after(rcvNxt(standing), draw.whole(1, standing.window - 1)) },
    where: established(standing),
    because: {
      en: "The RST lies in the window, but is not exactly RCV.NXT. RFC 5961 asks back with a challenge ACK: a true sender answers with the exact number.",
      ko: "RST 세그먼트가 윈도 안이지만 RCV.NXT 값과 같지 않습니다. RFC 5961에 따라 챌린지 ACK 세그먼트로 되묻습니다. 진짜 상대라면 정확한 번호로 다시 보냅니다.",
    },
  }),
  (standing, draw) => ({
    seg: { flags: "RST", seq: after(rcvNxt(standing), standing.window + draw.whole(1, 90_000)) },
    where: established(standing),
    because: {
      en: "The RST lies outside the window: it is dropped without a word.",
      ko: "RST 세그먼트가 윈도 밖에 있어 조용히 버립니다.",
    },
  }),
  (standing, draw) => ({
    seg: { flags: "SYN", seq: after(rcvNxt(standing), draw.whole(1, standing.window - 1)) },
    where: established(standing),
    because: {
      en: "A SYN on a connection that stands may be forged, or the peer may have restarted. RFC 5961 answers with a challenge ACK, wherever its number lies.",
      ko: "이미 있는 연결에 온 SYN 세그먼트는 위조이거나 상대가 재시작한 것입니다. RFC 5961에서는 번호와 관계없이 챌린지 ACK 세그먼트로 답합니다.",
    },
  }),
  (standing, draw) => ({
    seg: { flags: "ACK", seq: rcvNxt(standing), ack: after(sndNxt(standing), draw.whole(1, 5_000)) },
    where: established(standing),
    because: {
      en: "It acknowledges octets that were never sent. The segment is dropped, and an ACK shows what SND.NXT really is.",
      ko: "보낸 적 없는 바이트를 확인하는 세그먼트입니다. 버리고 실제 SND.NXT 번호를 ACK 세그먼트로 알려 줍니다.",
    },
  }),
  (_standing, draw) => ({
    seg: { flags: "ACK", seq: isnOf(draw), ack: isnOf(draw), data: text(draw.whole(1, 40)) },
    to: { fromPort: 50_000 + draw.whole(1, 5_000) },
    where: {
      en: "A server only LISTENs on this port; it has no connection with this sender.",
      ko: "서버는 이 포트에서 LISTEN 상태이고 보낸 쪽과 맺은 연결은 없습니다.",
    },
    because: {
      en: "An ACK at a listener belongs to a connection that does not exist. The RST takes its SEQ from the ACK number, so that the sender finds it acceptable.",
      ko: "LISTEN 상태에 온 ACK 세그먼트는 없는 연결의 것입니다. 보낸 쪽이 받아들이도록 RST의 SEQ 번호를 받은 ACK 번호에서 가져옵니다.",
    },
  }),
  (_standing, draw) => ({
    seg: { flags: "SYN", seq: isnOf(draw) },
    to: { port: OTHER_PORT },
    where: {
      en: `Nobody listens on port ${OTHER_PORT} of this host.`,
      ko: `이 호스트의 포트 ${OTHER_PORT}번에서 기다리는 프로그램은 없습니다.`,
    },
    because: {
      en: "The SYN has no ACK number that a RST could use as its SEQ. So the RST has SEQ 0 and acknowledges the SYN: connect() fails with ECONNREFUSED.",
      ko: "SYN에는 RST 세그먼트가 SEQ 번호로 쓸 ACK 번호가 없습니다. 그래서 SEQ 번호 0번을 쓰고 SYN 세그먼트를 확인합니다. connect() 호출은 ECONNREFUSED 오류로 실패합니다.",
    },
  }),
  (_standing, draw) => ({
    seg: { flags: "ACK", seq: isnOf(draw), ack: isnOf(draw), data: text(draw.whole(1, 40)) },
    to: { port: OTHER_PORT },
    where: {
      en: `Nobody listens on port ${OTHER_PORT}, and no connection uses it: the host was restarted.`,
      ko: `재시작한 호스트라서 포트 ${OTHER_PORT}번에는 기다리는 프로그램도 연결도 없습니다.`,
    },
    because: {
      en: "There is no connection. The segment has an ACK number, and the RST uses it as its SEQ, so that the half-open peer believes it.",
      ko: "연결이 없습니다. 세그먼트에 ACK 번호가 있으므로 RST의 SEQ 번호로 씁니다. 반쯤 열린 상대가 그 RST 세그먼트를 믿을 수 있습니다.",
    },
  }),
];
