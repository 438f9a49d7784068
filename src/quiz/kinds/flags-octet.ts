/** The octet of control bits, as tools write it. */
import { BITS } from "../../simulator/explain/spellings.ts";
import abort from "../../simulator/scenarios/abort.ts";
import fourWay from "../../simulator/scenarios/four-way.ts";
import refused from "../../simulator/scenarios/refused.ts";
import threeWay from "../../simulator/scenarios/three-way.ts";
import { flagNames } from "../../simulator/tcp/segment.ts";
import type { Kind, Said, WrongOption } from "../generated/kind.ts";
import { flagsIn, NAMES, play, same, sentIn } from "../generated/parts.ts";

const bits = (octet: number): string => octet.toString(2).padStart(8, "0");
const hex = (octet: number): string => `0x${octet.toString(16).padStart(2, "0")}`;
const WRITTEN = [hex, (octet: number) => `${octet}`, bits] as const;

const kind: Kind = {
  id: "flags-octet",
  title: { en: "What the flags octet says", ko: "플래그 바이트 읽기" },
  version: 1,
  topic: "flags",
  difficulty: 1,
  source: "RFC 9293 §3.1",
  followUps: [
    { en: "Which octet of the TCP header is it?", ko: "TCP 헤더의 몇 번째 바이트인가요?" },
    {
      en: "Write a tcpdump filter for exactly these flags.",
      ko: "정확히 이 플래그만 고르는 tcpdump 필터를 써 주세요.",
    },
  ],
  make(draw) {
    const scenario = draw.one([threeWay, fourWay, refused, abort]);
    const options = { isn: { mode: "random32" } as const, seed: draw.whole(1, 1_000_000) };
    const played = { scenario, options };
    const flights = sentIn(play(played));
    const flight = draw.one(flights);
    const nth = flights.indexOf(flight) + 1;
    const octet = flight.seg.flags;
    const written = draw.one(WRITTEN)(octet);
    const option = (belief: string, flags: number, why: Said): WrongOption => ({
      ...{ belief, text: same(flagNames(flags)), why },
      check: { segment: { nth }, is: { flags: flagNames(flags) } },
    });
    const sum = BITS.filter(({ value }) => octet & value)
      .map(({ name, value }) => `${name} ${hex(value)}`)
      .join(" + ");
    const who = NAMES[flight.from] as Said;
    return {
      ask: "choice",
      stem: {
        en: `A segment of the ${who.en.toLowerCase()} with SEQ=${flight.seg.seq} has the flags octet \`${written}\`. Which flags are set?`,
        ko: `${who.ko}의 세그먼트(SEQ=${flight.seg.seq})에 플래그 바이트가 \`${written}\` 값으로 들어 있습니다. 켜진 플래그는 무엇인가요?`,
      },
      explanation: {
        en: `In bits ${bits(octet)}, in hexadecimal ${hex(octet)}: ${sum}. From the lowest bit up: FIN 0x01, SYN 0x02, RST 0x04, PSH 0x08, ACK 0x10, URG 0x20, ECE 0x40, CWR 0x80.`,
        ko: `비트로 쓰면 ${bits(octet)}, 16진수로 쓰면 ${hex(octet)}입니다(${sum}). 가장 낮은 비트부터 FIN 0x01, SYN 0x02, RST 0x04, PSH 0x08, ACK 0x10, URG 0x20, ECE 0x40, CWR 0x80 순서입니다.`,
      },
      played,
      right: option("", octet, {
        en: `${hex(octet)} = ${sum}.`,
        ko: `${hex(octet)} = ${sum}입니다.`,
      }),
      wrong: [
        option("from-the-wrong-end", mirrored(octet), {
          en: `This reads the bits from the left, as they are drawn in the RFC's figure. Values grow to the left: the last bit, FIN, is 0x01.`,
          ko: `RFC 그림처럼 왼쪽부터 비트를 센 경우입니다. 값은 왼쪽으로 갈수록 커지므로 맨 오른쪽 FIN 비트가 0x01입니다.`,
        }),
        option("one-bit-off", (octet << 1) & 0x3f, {
          en: `This counts the bits from 1, so that SYN becomes 0x04. The lowest bit is 0x01 and is FIN; SYN is 0x02.`,
          ko: `비트를 1번부터 세어 한 칸씩 밀린 값입니다. 가장 낮은 비트가 FIN(0x01), 그다음이 SYN(0x02)입니다.`,
        }),
        option("without-high-digit", octet & 0x0f, {
          en: `This reads the last hexadecimal digit only. The digit before it is half of the octet too: ACK is ${hex(0x10)}.`,
          ko: `16진수의 마지막 자리만 읽은 경우입니다. 앞자리도 같은 바이트의 절반이며 ACK 비트는 ${hex(0x10)}입니다.`,
        }),
        option("ack-always-set", octet ^ 0x10, {
          en: `It differs by ACK alone. People take that bit for granted; here the octet decides: ${octet & 0x10 ? "0x10 is in it" : "0x10 is not in it"}.`,
          ko: `ACK만 다릅니다. 있는 것이 당연하거나 빠뜨리기 쉬운 비트인데, 이 바이트에는 0x10 비트가 ${octet & 0x10 ? "있습니다" : "없습니다"}.`,
        }),
        option("syn-for-fin", (octet & 0x03) % 3 === 0 ? 0 : octet ^ 0x03, {
          en: `It takes FIN for SYN or the other way round: they are neighbours. SYN is 0x02 and FIN 0x01.`,
          ko: `이웃한 FIN 비트와 SYN 비트를 바꿔 읽은 경우입니다. SYN 비트가 0x02, FIN 비트가 0x01입니다.`,
        }),
      ].filter(({ text }) => text.en !== "none" && flagsIn(flight.seg) !== text.en),
    };
  },
};
export default kind;

/** The low six bits from the other end. */
const mirrored = (octet: number): number =>
  Number.parseInt([...(octet & 0x3f).toString(2).padStart(6, "0")].reverse().join(""), 2);
