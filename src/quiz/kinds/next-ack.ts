/** What the receiver answers: SEG.SEQ + SEG.LEN, where SYN and FIN count one each. */
import { connecting, serving } from "../../simulator/scenarios/parts/hosts.ts";
import { len } from "../../simulator/tcp/segment.ts";
import type { Kind, WrongNumber } from "../generated/kind.ts";
import {
  after,
  arrivalOf,
  flagsIn,
  isnOf,
  play,
  sentIn,
  spelt,
  story,
  text,
  withIsns,
} from "../generated/parts.ts";

const OCTETS = { min: 5, max: 400 };

const kind: Kind = {
  id: "next-ack",
  title: { en: "The next ACK number", ko: "다음 ACK 번호" },
  version: 1,
  topic: "numbers",
  difficulty: 2,
  source: "RFC 9293 §3.4, §3.10.7.4",
  followUps: [
    {
      en: "And what would the answer be if this very segment arrived a second time?",
      ko: "같은 세그먼트가 한 번 더 도착하면 어떤 번호로 답하나요?",
    },
    {
      en: "Which segments are never acknowledged, because they occupy no sequence number?",
      ko: "순서 번호를 차지하지 않아 확인 응답을 받지 않는 세그먼트는 무엇인가요?",
    },
  ],
  make(draw) {
    const octets = draw.whole(OCTETS.min, OCTETS.max);
    const [client, server] = [isnOf(draw, octets), isnOf(draw)];
    const scenario = story({
      hosts: withIsns(client, server),
      programs: [
        serving(),
        connecting(
          { when: { state: "ESTABLISHED" }, socket: "c", call: { op: "send", data: text(octets) } },
          { afterMs: 300, socket: "c", call: { op: "close" } },
        ),
      ],
      untilMs: 800,
    });
    const trace = play({ scenario });
    const which = draw.one(["SYN", "data", "FIN,ACK"] as const);
    const asked = sentIn(trace, "client").find(({ seg }) =>
      which === "data" ? seg.data !== "" : flagsIn(seg) === which,
    );
    const answer = asked && arrivalOf(trace, asked)?.sent[0];
    if (asked === undefined || answer === undefined) return undefined;
    const { seg } = asked;
    const right = answer.seg.ack;
    const length = len(seg);
    const nth = { SYN: 1, data: 1, "FIN,ACK": 2 }[which];
    return {
      ask: "number",
      stem: {
        en: `The server has received everything before it, and now gets this segment:\n\`${spelt(seg)}\`\nWhich ACK number is in its answer?`,
        ko: `서버가 앞의 것을 모두 받은 상태에서 이 세그먼트를 받았습니다.\n\`${spelt(seg)}\`\n서버가 답하는 세그먼트의 ACK 번호는 무엇인가요?`,
      },
      explanation: {
        en: `The ACK number is the next octet expected: SEG.SEQ + SEG.LEN = ${seg.seq} + ${length} = ${right}${right < seg.seq ? " modulo 2^32" : ""}. Data octets count one each, and so do SYN and FIN.`,
        ko: `ACK 번호는 다음에 받을 바이트의 번호입니다. SEG.SEQ + SEG.LEN = ${seg.seq} + ${length} = ${right}${right < seg.seq ? " (2^32 모듈로)" : ""}. 데이터는 바이트마다 하나씩, SYN, FIN 플래그도 하나씩 셉니다.`,
      },
      played: { scenario },
      right,
      unit: { en: "(absolute)", ko: "번" },
      measure: {
        segment: { from: "server", flags: which === "SYN" ? "SYN,ACK" : "ACK", nth },
        field: "ack",
        header: true,
      },
      wrong: beliefs({
        seq: seg.seq,
        length,
        right,
        client,
        own: answer.seg.seq,
        data: which === "data",
      }),
    };
  },
};
export default kind;

interface Numbers {
  /** SEG.SEQ and SEG.LEN of what arrives, and the ACK number that answers it. */
  readonly seq: number;
  readonly length: number;
  readonly right: number;
  /** The client's ISN. */
  readonly client: number;
  /** The answer's own SEQ. */
  readonly own: number;
  /** Whether it carries data. */
  readonly data: boolean;
}

const beliefs = ({ seq, length, right, client, own, data }: Numbers): WrongNumber[] => [
  {
    belief: "last-octet",
    value: after(seq, length - 1),
    why: data
      ? {
          en: `That is the last octet received. Saying "got ${after(seq, length - 1)}" sounds natural, but TCP names the one it wants next: ${right}.`,
          ko: `마지막으로 받은 바이트의 번호입니다. "여기까지 받았다"는 뜻으로 읽기 쉽지만 TCP에서는 다음에 받을 번호인 ${right}번을 적습니다.`,
        }
      : {
          en: `It carries no data, so people count nothing. But SYN and FIN each occupy a sequence number, or nobody could confirm them: ${seq} + 1 = ${right}.`,
          ko: `데이터가 없으니 셀 것도 없다고 생각하기 쉽습니다. 하지만 SYN, FIN 플래그도 번호를 하나씩 차지해야 확인할 수 있습니다. ${seq} + 1 = ${right}번입니다.`,
        },
  },
  {
    belief: "counts-segments",
    value: after(seq, data ? 1 : 2),
    why: {
      en: `"+1" is remembered from the handshake, as if segments were counted. TCP counts octets (and SYN and FIN): this segment has ${length}, so ${seq} + ${length} = ${right}.`,
      ko: `핸드셰이크의 "+1"만 기억해 세그먼트 수를 세는 경우입니다. TCP에서는 바이트를 세고 SYN, FIN 플래그도 하나씩 셉니다. 이 세그먼트의 길이는 ${length}이므로 ${right}번입니다.`,
    },
  },
  {
    belief: "relative-number",
    value: after(right, -client),
    why: {
      en: `Wireshark shows this, because it counts from the ISN ${client}. The header itself holds the whole number: ${right}.`,
      ko: `Wireshark 화면에 보이는 상대 번호입니다. ISN ${client}번부터 세기 때문입니다. 헤더에는 온전한 번호인 ${right}번이 들어갑니다.`,
    },
  },
  {
    belief: "own-number",
    value: own,
    why: {
      en: `That is the server's own SEQ. Both numbers stand in one header, but the ACK number counts the client's octets: ${right}.`,
      ko: `서버 자신의 SEQ 번호입니다. 두 번호가 한 헤더에 있지만 ACK 번호는 클라이언트가 보낸 바이트를 셉니다. 그래서 ${right}번입니다.`,
    },
  },
];
