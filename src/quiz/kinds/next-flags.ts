/** What the receiver sends when the last segment shown arrives. */
import type { Locale } from "../../language.ts";
import type { Scenario } from "../../simulator/network/scenario.ts";
import abort from "../../simulator/scenarios/abort.ts";
import fourWay from "../../simulator/scenarios/four-way.ts";
import halfOpen from "../../simulator/scenarios/half-open.ts";
import oldDuplicateSyn from "../../simulator/scenarios/old-duplicate-syn.ts";
import refused from "../../simulator/scenarios/refused.ts";
import serverClosesFirst from "../../simulator/scenarios/server-closes-first.ts";
import simultaneousClose from "../../simulator/scenarios/simultaneous-close.ts";
import simultaneousOpen from "../../simulator/scenarios/simultaneous-open.ts";
import synAckLost from "../../simulator/scenarios/syn-ack-lost.ts";
import threeWay from "../../simulator/scenarios/three-way.ts";
import { has, SYN } from "../../simulator/tcp/segment.ts";
import type { Kind, Said, WrongOption } from "../generated/kind.ts";
import { flagsIn, inSentence, play, same, sentIn, spelt } from "../generated/parts.ts";

const SCENARIOS: readonly Scenario[] = [
  ...[threeWay, fourWay, serverClosesFirst, simultaneousClose, simultaneousOpen],
  ...[refused, abort, halfOpen, oldDuplicateSyn, synAckLost],
];
/** Whether a SYN,ACK fits in SYN-SENT is to be read from them: then its own SYN is one. */
const SHOWN = 3;

/** A SYN again in SYN-RECEIVED: §3.10.7.4 says ACK, stacks say SYN,ACK. */
const DISPUTED = "duplicate-syn-answered";

const kind: Kind = {
  id: "next-flags",
  title: { en: "Which flags come next", ko: "다음에 나올 플래그" },
  version: 2,
  topic: "flags",
  difficulty: 3,
  source: "RFC 9293 §3.5, §3.6, §3.10.7",
  followUps: [
    {
      en: "Which SEQ and ACK numbers does that segment have?",
      ko: "그 세그먼트의 SEQ 번호와 ACK 번호는 무엇인가요?",
    },
    { en: "In which state is its sender afterwards?", ko: "그 세그먼트를 보낸 쪽은 어떤 상태가 되나요?" },
  ],
  make(draw) {
    const scenario = draw.one(SCENARIOS);
    const options = {
      seed: draw.whole(1, 1_000_000),
      isn: { mode: "random32" } as const,
      rttMs: draw.whole(10, 200) * 2,
    };
    const trace = play({ scenario, options });
    const all = sentIn(trace);
    const steps = trace.entries.filter(
      ({ move, host, sent, flight, because }) =>
        move.type === "deliver" &&
        host !== null &&
        sent.length === 1 &&
        flight !== null &&
        all.includes(flight) &&
        because.every(({ rule }) => rule !== DISPUTED),
    );
    if (steps.length === 0) return undefined;
    const { host, flight, sent, before } = draw.one(steps);
    const [answer] = sent;
    if (answer === undefined || flight === null || host === null) return undefined;
    const nth = all.indexOf(answer) + 1;
    const right = flagsIn(answer.seg);
    if (WHY[right] === undefined) return undefined;
    const name = (id: string): Said => trace.hosts.find((one) => one.id === id)?.title ?? same(id);
    const until = all.indexOf(flight);
    const shown = all.slice(Math.max(0, until - SHOWN + 1), until + 1);
    if (before?.state === "SYN-SENT" && !shown.some(({ from, seg }) => from === host && has(seg, SYN)))
      return undefined;
    const line = (locale: Locale): string =>
      shown.map(({ from, seg }) => `${name(from)[locale]}: ${spelt(seg)}`).join("\n");
    const state = before?.state ?? "LISTEN";
    const where = before === null && right.startsWith("RST") ? "CLOSED" : state;
    const seg = spelt(flight.seg);
    const because = right === "RST" && where !== "CLOSED" ? NEVER_SENT : BECAUSE[right];
    const option = (flags: string): WrongOption => ({
      ...{
        belief: `expects-${flags.toLowerCase().replace(",", "-")}`,
        text: same(flags),
        why: WHY[flags]?.(seg, where) as Said,
      },
      check: { segment: { nth }, is: { flags } },
    });
    return {
      ask: "choice",
      stem: {
        en: `The last segments on the wire:\n\`\`\`\n${line("en")}\n\`\`\`\nThe last one arrives at ${inSentence(name(host)).en}, in ${where}. Which flags has the segment that it sends in answer?`,
        ko: `마지막으로 오간 세그먼트입니다.\n\`\`\`\n${line("ko")}\n\`\`\`\n마지막 세그먼트가 ${where} 상태인 ${name(host).ko} 쪽에 도착했습니다. 그 답으로 보내는 세그먼트의 플래그는 무엇인가요?`,
      },
      explanation: {
        en: `In ${where}, ${seg} is answered with ${spelt(answer.seg)}. ${because?.en}`,
        ko: `${where} 상태에서 \`${seg}\` 세그먼트를 받으면 \`${spelt(answer.seg)}\` 세그먼트로 답합니다. ${because?.ko}`,
      },
      played: { scenario, options },
      right: { ...option(right), why: because as Said },
      wrong: draw.mixed(Object.keys(WHY).filter((flags) => flags !== right)).map(option),
    };
  },
};
export default kind;

const BECAUSE: Readonly<Record<string, Said>> = {
  SYN: { en: "It opens its own direction.", ko: "자기 방향을 엽니다." },
  "SYN,ACK": {
    en: "One segment confirms the peer's SYN and sends its own.",
    ko: "상대의 SYN 세그먼트를 확인하면서 자기 SYN도 한 세그먼트로 보냅니다.",
  },
  ACK: {
    en: "What arrived occupies sequence numbers (or does not fit), and there is nothing of its own to send: an ACK.",
    ko: "받은 세그먼트가 번호를 차지하거나 맞지 않으므로 답해야 하고, 따로 보낼 것은 없어 ACK만 보냅니다.",
  },
  "FIN,ACK": { en: "Its program had closed already.", ko: "자기 프로그램도 이미 닫았기 때문입니다." },
  RST: {
    en: "The segment belongs to no connection here and has an ACK number: a RST with that number as its SEQ.",
    ko: "이쪽에는 없는 연결의 세그먼트이고 ACK 번호가 있으므로 그 번호를 SEQ 번호로 쓴 RST 세그먼트를 보냅니다.",
  },
  "RST,ACK": {
    en: "Nobody listens there, and a SYN has no ACK number to borrow: a RST that acknowledges the SYN.",
    ko: "기다리는 프로그램이 없고 SYN에는 빌려 쓸 ACK 번호가 없으므로, SYN 세그먼트를 확인하는 RST 세그먼트를 보냅니다.",
  },
};

const NEVER_SENT: Said = {
  en: "Its ACK number confirms something that was never sent: a RST with that number as its SEQ (§3.10.7.3).",
  ko: "보낸 적 없는 번호를 확인하는 세그먼트이므로 그 ACK 번호를 SEQ 번호로 쓴 RST 세그먼트를 보냅니다(§3.10.7.3).",
};

const WHY: Readonly<Record<string, (seg: string, state: string) => Said>> = {
  SYN: (seg, state) => ({
    en: `A SYN alone comes from connect(), not as an answer. In ${state}, ${seg} does not make a host open anything anew.`,
    ko: `SYN만 있는 세그먼트는 connect() 호출이 보내는 것이지 답이 아닙니다. ${state} 상태에서 \`${seg}\` 세그먼트를 받았다고 새로 열지 않습니다.`,
  }),
  "SYN,ACK": (seg, state) => ({
    en: `It looks like the handshake's second step. It answers a SYN for which somebody listens (or one that crosses ours); ${seg} in ${state} is not that.`,
    ko: `핸드셰이크의 두 번째 단계처럼 보입니다. 기다리는 쪽에 온 SYN(또는 엇갈린 SYN)에만 하는 답이며, ${state} 상태에 온 \`${seg}\` 세그먼트에는 하지 않습니다.`,
  }),
  ACK: (seg, state) => ({
    en: `Whatever arrives is acknowledged, one thinks. A bare ACK would do only if the numbers of ${seg} fitted a connection in ${state} and nothing else had to be said.`,
    ko: `받은 것은 모두 ACK 세그먼트로 답한다고 생각하기 쉽습니다. ${state} 상태에 온 \`${seg}\` 세그먼트에는 그것이 답이 되지 않습니다.`,
  }),
  "FIN,ACK": (seg, state) => ({
    en: `Closing is the program's decision: a FIN goes out after close(), not because ${seg} came. In ${state} nobody here has called it now.`,
    ko: `닫는 것은 프로그램의 결정입니다. FIN 세그먼트는 \`${seg}\` 세그먼트를 받아서가 아니라 close() 호출 뒤에 나갑니다. ${state} 상태에서 지금 호출한 쪽은 없습니다.`,
  }),
  RST: (seg, state) =>
    state === "CLOSED"
      ? {
          en: `A RST it is, but not a bare one: its SEQ would come from an ACK number, and ${seg} has none.`,
          ko: `RST 세그먼트를 보내는 것은 맞지만 ACK 플래그가 빠졌습니다. RST만 있는 세그먼트의 SEQ 번호는 받은 ACK 번호에서 가져오는데 \`${seg}\` 세그먼트에는 ACK 번호가 없습니다.`,
        }
      : {
          en: `A RST says "I know no such connection". People expect it at every surprise; here ${seg} is answered otherwise, since the host is in ${state}.`,
          ko: `RST 세그먼트는 그런 연결이 없다는 뜻입니다. 뜻밖의 일마다 RST 세그먼트를 떠올리기 쉽지만 ${state} 상태에서 받은 \`${seg}\` 세그먼트에는 그렇게 답하지 않습니다.`,
        },
  "RST,ACK": (seg, state) => ({
    en: `This refuses a SYN where nobody listens. ${seg} in ${state} is either welcome, or has an ACK number that a plain RST would use.`,
    ko: `기다리는 쪽이 없는 SYN 세그먼트를 거절할 때 씁니다. ${state} 상태에 온 \`${seg}\` 세그먼트는 받아들일 것이거나, ACK 번호가 있어 RST만으로 충분합니다.`,
  }),
};
