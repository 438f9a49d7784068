/** Which segment was lost, from what was captured at the server. */
import type { Fault } from "../../simulator/network/scenario.ts";
import type { Trace } from "../../simulator/network/trace.ts";
import { connecting, serving } from "../../simulator/scenarios/parts/hosts.ts";
import type { Kind, Said, WrongOption } from "../generated/kind.ts";
import { commas, flagsIn, play, story, text } from "../generated/parts.ts";
import type { Check } from "../proof.ts";

interface Candidate {
  readonly id: string;
  readonly fault: Omit<Fault, "what">;
  readonly check: Extract<Check, { segment: unknown }>["segment"];
  readonly text: Said;
  /** What the capture would show if it had been this one. */
  readonly why: Said;
}

const CANDIDATES: readonly Candidate[] = [
  {
    id: "the-syn",
    fault: { from: "client", flags: "SYN" },
    check: { from: "client", flags: "SYN", nth: 1 },
    text: { en: "The client's SYN", ko: "클라이언트의 SYN" },
    why: {
      en: "A lost SYN never reaches the server: the capture would begin a second late, with the repeated one. Silence at the beginning is easy to overlook.",
      ko: "SYN 세그먼트가 유실되면 서버에는 오지 않으므로 캡처가 재전송된 SYN부터 1초 늦게 시작합니다. 맨 앞의 빈 시간은 놓치기 쉽습니다.",
    },
  },
  {
    id: "the-syn-ack",
    fault: { from: "server", flags: "SYN,ACK" },
    check: { from: "server", flags: "SYN,ACK", nth: 1 },
    text: { en: "The server's SYN,ACK", ko: "서버의 SYN,ACK" },
    why: {
      en: "Then SYN and SYN,ACK would both be there twice: the client, unanswered, repeats its SYN. Nothing of the kind is here.",
      ko: "그랬다면 응답을 못 받은 클라이언트가 SYN 세그먼트를 다시 보내 SYN 세그먼트와 SYN,ACK 세그먼트가 두 번씩 보여야 합니다. 여기에는 없습니다.",
    },
  },
  {
    id: "the-third-ack",
    fault: { from: "client", flags: "ACK", withData: false },
    check: { from: "client", flags: "ACK", data: false, nth: 1 },
    text: { en: "The client's third segment, the ACK", ko: "핸드셰이크의 세 번째 세그먼트(ACK)" },
    why: {
      en: "Then no bare ACK would follow the SYN,ACK; the data, which carries the same ACK number, would come first. Any loss in a handshake makes people suspect this one.",
      ko: "그랬다면 SYN,ACK 다음에 데이터 없는 ACK 세그먼트가 보이지 않고 같은 ACK 번호를 담은 데이터가 먼저 보입니다. 핸드셰이크에서 가장 먼저 의심받는 세그먼트입니다.",
    },
  },
  {
    id: "the-data",
    fault: { from: "client", withData: true },
    check: { from: "client", data: true, nth: 1 },
    text: { en: "The client's data", ko: "클라이언트의 데이터" },
    why: {
      en: "Then the data would be there once, but a timeout later than it was sent. The sender sees the same as when the ACK is lost; the receiver does not.",
      ko: "그랬다면 데이터가 보낸 시각보다 타임아웃만큼 늦게 한 번만 보입니다. 보낸 쪽에서는 ACK 유실과 똑같이 보이지만 받은 쪽에서는 다릅니다.",
    },
  },
  {
    id: "the-ack-of-data",
    fault: { from: "server", flags: "ACK" },
    check: { from: "server", flags: "ACK", nth: 1 },
    text: { en: "The server's ACK of the data", ko: "데이터를 확인하는 서버의 ACK" },
    why: {
      en: "Then the same data would arrive twice and be acknowledged twice. A repetition is usually taken for lost data, but a lost ACK causes it as well.",
      ko: "그랬다면 같은 데이터가 두 번 오고 두 번 확인됩니다. 재전송을 보면 데이터 유실부터 떠올리지만 ACK 세그먼트가 유실되어도 똑같이 다시 보냅니다.",
    },
  },
];

const kind: Kind = {
  id: "lost-segment",
  title: { en: "Which segment was lost", ko: "유실된 세그먼트 찾기" },
  version: 1,
  topic: "retransmission",
  difficulty: 4,
  source: "RFC 6298 §5; RFC 9293 §3.10.7.4",
  followUps: [
    {
      en: "What would a capture at the client have shown?",
      ko: "클라이언트에서 캡처했다면 무엇이 보였을까요?",
    },
    {
      en: "Which loss costs no retransmission at all, and why?",
      ko: "재전송이 전혀 필요 없는 유실은 무엇이고 이유는 무엇인가요?",
    },
  ],
  make(draw) {
    const delayMs = draw.whole(1, 12) * 10;
    const octets = draw.whole(4, 300);
    const sendAt = 2 * delayMs + draw.whole(10, 60) * 10;
    const lost = draw.one(CANDIDATES);
    const scenario = story({
      delayMs,
      programs: [
        serving(),
        connecting({
          when: { at: sendAt, state: "ESTABLISHED" },
          socket: "c",
          call: { op: "send", data: text(octets) },
        }),
      ],
      faults: [{ ...lost.fault, what: "lose" }],
      untilMs: 8_000,
    });
    const lines = captured(play({ scenario })).join("\n");
    const option = ({ id, text: words, why, check }: Candidate): WrongOption => ({
      ...{ belief: id, text: words, why },
      check: { segment: check, is: { lost: true } },
    });
    return {
      ask: "choice",
      stem: {
        en: `Exactly one segment was lost. One-way delay ${delayMs} ms; the client calls connect() at 0 ms and send() at ${sendAt} ms or once connected. Captured at the server:\n\`\`\`\n${lines}\n\`\`\`\nWhich one was it?`,
        ko: `세그먼트 하나만 유실되었습니다. 편도 지연은 ${delayMs}ms이고, 클라이언트는 0ms에 connect(), ${sendAt}ms(늦으면 연결된 뒤)에 send() 호출을 합니다. 서버에서 캡처한 결과입니다.\n\`\`\`\n${lines}\n\`\`\`\n무엇이 유실되었나요?`,
      },
      explanation: FOUND[lost.id] as Said,
      played: { scenario },
      right: {
        ...option(lost),
        why: { en: "The only one that fits every line.", ko: "모든 줄과 맞는 것은 이것뿐입니다." },
      },
      wrong: CANDIDATES.filter((one) => one !== lost).map(option),
    };
  },
};
export default kind;

/** What passes by at the server, as tcpdump would list it there. */
export function captured({ entries }: Trace): string[] {
  const lines: string[] = [];
  const line = (at: number, way: string, seg: Parameters<typeof flagsIn>[0]) =>
    lines.push(
      `${commas(Math.round(at)).padStart(6)} ms ${way} ${flagsIn(seg)}${seg.data === "" ? "" : ` ${seg.data.length} octets`}`,
    );
  for (const { at, move, host, flight, sent } of entries) {
    if (host !== "server") continue;
    if (move.type === "deliver" && flight) line(at, "<-", flight.seg);
    for (const { seg } of sent) line(at, "->", seg);
  }
  return lines;
}

const FOUND: Readonly<Record<string, Said>> = {
  "the-syn": {
    en: "The first line is more than a second after connect(): an earlier SYN must have been sent and never arrived. Everything after it is in order.",
    ko: "첫 줄이 connect() 호출보다 1초 넘게 늦습니다. 그전에 보낸 SYN 세그먼트가 도착하지 못했다는 뜻이고 그 뒤로는 모두 정상입니다.",
  },
  "the-syn-ack": {
    en: "The SYN arrives twice although the server answered it: its SYN,ACK did not get through.",
    ko: "서버가 답했는데도 SYN 세그먼트가 다시 왔습니다. SYN,ACK 세그먼트가 도착하지 못했다는 뜻입니다.",
  },
  "the-third-ack": {
    en: "No bare ACK follows the SYN,ACK: it was lost. The data or a repeated SYN,ACK brings the same ACK number later, which heals it.",
    ko: "SYN,ACK 다음에 데이터 없는 ACK 세그먼트가 없습니다. 그것이 유실되었고, 나중에 온 데이터나 다시 보낸 SYN,ACK의 응답이 같은 번호를 담아 대신합니다.",
  },
  "the-data": {
    en: "The data arrives just once, but a whole timeout after send(): what arrived is the repetition.",
    ko: "데이터가 한 번만 왔는데 send() 호출보다 타임아웃만큼 늦습니다. 도착한 것은 재전송입니다.",
  },
  "the-ack-of-data": {
    en: "The server acknowledged the data, and yet it comes again: the ACK was lost, not the data. The server discards the copy and acknowledges again.",
    ko: "서버가 확인했는데도 같은 데이터가 다시 왔습니다. 데이터가 아니라 ACK 세그먼트가 유실되었습니다. 서버는 사본을 버리고 다시 확인합니다.",
  },
};
