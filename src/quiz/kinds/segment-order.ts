/** Segments of one connection, to be put in the order in which they were sent: their numbers give it away. */
import type { Flight } from "../../simulator/network/trace.ts";
import { connecting, serving } from "../../simulator/scenarios/parts/hosts.ts";
import { ACK, FIN, has, SYN } from "../../simulator/tcp/segment.ts";
import type { Kind, Said } from "../generated/kind.ts";
import { flagsIn, isnOf, NAMES, play, sentIn, spelt, story, text, withIsns } from "../generated/parts.ts";

const ITEMS = 5;

const kind: Kind = {
  id: "segment-order",
  title: { en: "The order of segments", ko: "세그먼트의 순서" },
  version: 1,
  topic: "three-way",
  difficulty: 3,
  source: "RFC 9293 §3.4, §3.5, §3.6",
  followUps: [
    {
      en: "Which two of them could swap places if the programs were faster or slower?",
      ko: "프로그램이 더 빠르거나 느리면 순서가 바뀔 수 있는 두 개는 무엇인가요?",
    },
    {
      en: "After which of them is each side ESTABLISHED?",
      ko: "양쪽은 각각 어느 세그먼트 뒤에 ESTABLISHED 상태가 되나요?",
    },
  ],
  make(draw) {
    const [asked, replied] = [draw.whole(5, 300), draw.whole(5, 300)];
    const scenario = story({
      hosts: withIsns(isnOf(draw), isnOf(draw)),
      programs: [
        serving(
          { when: { received: asked }, socket: "s", call: { op: "receive" } },
          { afterMs: 20, socket: "s", call: { op: "send", data: text(replied) } },
          { when: { eof: true }, afterMs: 20, socket: "s", call: { op: "close" } },
        ),
        connecting(
          { when: { state: "ESTABLISHED" }, socket: "c", call: { op: "send", data: text(asked) } },
          { when: { received: replied }, socket: "c", call: { op: "receive" } },
          { afterMs: 30, socket: "c", call: { op: "close" } },
        ),
      ],
      untilMs: 1_500,
    });
    const flights = sentIn(play({ scenario }));
    const from = draw.whole(0, flights.length - ITEMS);
    const shown = flights.slice(from, from + ITEMS);
    const item = (flight: Flight) => {
      const before = flights.slice(0, flights.indexOf(flight));
      const nth = before.filter((other) => other.from === flight.from && alike(other, flight)).length + 1;
      return {
        text: worded(flight),
        why: whyHere(flight),
        moment: {
          segment: { from: flight.from, flags: flagsIn(flight.seg), data: flight.seg.data !== "", nth },
        },
      };
    };
    return {
      ask: "order",
      stem: {
        en: `These are ${ITEMS} consecutive segments of one connection without losses; the client asked with ${asked} octets and got ${replied}. In which order were they sent?`,
        ko: `유실 없는 연결 하나에서 잇달아 오간 세그먼트 ${ITEMS}개입니다. 클라이언트가 ${asked}바이트를 보내고 ${replied}바이트를 받았습니다. 어떤 순서로 보냈나요?`,
      },
      explanation: {
        en: `An ACK number names the next octet expected from the other side, so a segment comes after whatever it acknowledges; and SEQ only grows (modulo 2^32). A bare ACK leaves at once, data when the program writes it.`,
        ko: `ACK 번호는 상대에게서 다음에 받을 바이트이므로, 세그먼트는 자신이 확인하는 것보다 뒤에 나옵니다. SEQ 번호는 커지기만 합니다(2^32에서 되돌아갑니다). 데이터 없는 ACK 세그먼트는 바로, 데이터는 프로그램이 쓸 때 나갑니다.`,
      },
      played: { scenario },
      items: shown.map(item),
    };
  },
};
export default kind;

const alike = (a: Flight, b: Flight): boolean =>
  flagsIn(a.seg) === flagsIn(b.seg) && (a.seg.data === "") === (b.seg.data === "");

const worded = ({ from, seg }: Flight): Said => ({
  en: `${NAMES[from]?.en}: ${spelt(seg)}`,
  ko: `${NAMES[from]?.ko}: ${spelt(seg)}`,
});

function whyHere({ seg }: Flight): Said {
  if (has(seg, SYN) && !has(seg, ACK))
    return {
      en: "No ACK number: nothing was received yet.",
      ko: "ACK 번호가 없으므로 아직 받은 것이 없습니다.",
    };
  if (has(seg, SYN))
    return {
      en: `It acknowledges the SYN ${(seg.ack - 1) >>> 0}.`,
      ko: `${(seg.ack - 1) >>> 0}번 SYN 세그먼트를 확인합니다.`,
    };
  if (has(seg, FIN))
    return {
      en: `Its SEQ ${seg.seq} follows the last octet that this side sent.`,
      ko: `이쪽이 마지막으로 보낸 바이트 다음 번호인 ${seg.seq}번을 씁니다.`,
    };
  if (seg.data !== "")
    return {
      en: `Octets from ${seg.seq} on, after all up to ${seg.ack} was received.`,
      ko: `${seg.ack}번 앞까지 받은 뒤에 ${seg.seq}번부터 보냅니다.`,
    };
  return { en: `It acknowledges everything before ${seg.ack}.`, ko: `${seg.ack}번 앞까지 모두 확인합니다.` };
}
