/** What a socket call fails with, from what was on the wire. */

import type { SocketCall } from "../../simulator/host/socket.ts";
import type { ProgramStep } from "../../simulator/network/scenario.ts";
import {
  atZero,
  CLIENT_PORT,
  connecting,
  connectingFrom,
  SERVER_ADDRESS,
  serving,
} from "../../simulator/scenarios/parts/hosts.ts";
import type { Draft, Kind, Said, WrongOption } from "../generated/kind.ts";
import { play, same, story } from "../generated/parts.ts";
import type { Draw } from "../seeded.ts";

/** What each one means; why it is believed, and what would have to happen. */
const ERRNOS: Readonly<Record<string, Said>> = {
  ECONNREFUSED: {
    en: "It is the errno people know best. It takes a RST in answer to the SYN: nobody listens there.",
    ko: "가장 익숙한 errno 값이라 고르기 쉽습니다. 이 값은 SYN에 RST 세그먼트로 답했을 때, 곧 그 포트에서 아무도 기다리지 않을 때 나옵니다.",
  },
  ECONNRESET: {
    en: '"The peer broke it off" sounds like it. It takes a RST on a connection that was already established.',
    ko: "상대가 끊었다는 말로 들려 고르기 쉽습니다. 이 값은 이미 설정된 연결에서 RST 세그먼트를 받았을 때 나옵니다.",
  },
  ETIMEDOUT: {
    en: "Anything slow feels like a time-out. It takes silence until the last retransmission has gone unanswered.",
    ko: "느리면 모두 타임아웃처럼 느껴집니다. 이 값은 마지막 재전송까지 응답이 전혀 없을 때 나옵니다.",
  },
  EPIPE: {
    en: "A broken pipe sounds right for any broken connection. It takes a send() after one's own side was shut down or broken.",
    ko: "연결이 깨지면 모두 EPIPE 오류라고 생각하기 쉽습니다. 이 값은 보내는 쪽을 이미 닫았거나 연결이 깨진 뒤의 send() 호출에서 나옵니다.",
  },
  EADDRNOTAVAIL: {
    en: "An address problem sounds plausible. It takes a local port or 4-tuple that cannot be had, e.g. one still in TIME-WAIT.",
    ko: "주소 문제라 그럴듯합니다. 이 값은 TIME-WAIT 상태처럼 그 포트나 4-튜플을 쓸 수 없을 때 나옵니다.",
  },
  EISCONN: {
    en: "It names a state, not a failure of the network: connect() on a socket that is connected already.",
    ko: "네트워크 오류가 아니라 상태를 말합니다. 이미 연결된 소켓에서 connect() 호출을 했을 때 나옵니다.",
  },
  ENOTCONN: {
    en: "It would mean that this socket never had a connection. Reading or writing before connect() gives it.",
    ko: "연결한 적이 없다는 뜻입니다. connect() 호출 전에 읽거나 쓸 때 나옵니다.",
  },
  EAGAIN: {
    en: '"Try again" fits any failure. A non-blocking call gives it where it would have to wait, and nothing is broken.',
    ko: "다시 해 보라는 말이라 어디에나 맞아 보입니다. 넌블로킹 호출이 기다려야 할 때 나오며 고장은 아닙니다.",
  },
  EBADF: {
    en: "It is about the descriptor, not about TCP: the program uses one that it closed.",
    ko: "TCP 문제가 아니라 디스크립터 문제입니다. 프로그램이 이미 닫은 디스크립터를 쓸 때 나옵니다.",
  },
};

interface Case {
  /** The client's call that fails; of several alike the last one. */
  readonly call: SocketCall["op"];
  readonly scenario: ReturnType<typeof story>;
  readonly stem: Said;
  readonly explanation: Said;
}

const kind: Kind = {
  id: "which-errno",
  title: { en: "Which errno", ko: "errno 고르기" },
  version: 1,
  topic: "sockets",
  difficulty: 2,
  source: "connect(2), send(2), recv(2); RFC 9293 §3.10",
  followUps: [
    {
      en: "What would tcpdump show just before this error?",
      ko: "이 오류 직전에 tcpdump 출력에는 무엇이 보이나요?",
    },
    {
      en: "Should the program retry, and after how long?",
      ko: "프로그램은 다시 시도해야 하나요? 그렇다면 얼마 뒤에 하나요?",
    },
  ],
  make(draw): Draft | undefined {
    const at = draw.whole(2, 60) * 10;
    const delayMs = draw.whole(1, 15) * 10;
    const { call, scenario, stem, explanation } = draw.one(CASES)(at, delayMs, draw);
    const calls = play({ scenario }).entries.filter(
      ({ move }) => move.type === "call" && move.host === "client" && move.call.op === call,
    );
    // The last one is the one that is asked about.
    const result = calls.at(-1)?.result;
    const errno = result && (result.ok ? String(result.value) : result.errno);
    if (errno == null || ERRNOS[errno] === undefined) return undefined;
    const option = (name: string): WrongOption => ({
      ...{ belief: name.toLowerCase(), text: same(name), why: ERRNOS[name] as Said },
      check: { call, host: "client", nth: calls.length, gives: name },
    });
    const others = draw.mixed(Object.keys(ERRNOS).filter((name) => name !== errno));
    return {
      ...{ ask: "choice", stem, explanation, played: { scenario } },
      right: { ...option(errno), why: { en: "As this run shows.", ko: "이 실행이 보여 주는 값입니다." } },
      wrong: others.map(option),
    };
  },
};
export default kind;

const step = (more: Omit<ProgramStep, "socket">): ProgramStep => ({ socket: "c", ...more });

const CASES: readonly ((at: number, delayMs: number, draw: Draw) => Case)[] = [
  (_at, delayMs) => ({
    call: "get error",
    scenario: story({
      delayMs,
      programs: [connecting(step({ when: { state: "CLOSED" }, call: { op: "get error" } }))],
    }),
    stem: {
      en: `A non-blocking connect() fails after ${2 * delayMs} ms, just one round trip. The peer answered the SYN with RST,ACK. What does SO_ERROR say?`,
      ko: `넌블로킹 connect() 호출이 왕복 시간 한 번인 ${2 * delayMs}ms 만에 실패했습니다. 상대는 SYN에 RST,ACK 세그먼트로 답했습니다. SO_ERROR 값은 무엇인가요?`,
    },
    explanation: {
      en: "Nobody listens on that port, so the peer's stack refuses at once: a RST for a SYN is ECONNREFUSED.",
      ko: "그 포트에서 아무도 기다리지 않아 상대의 TCP 스택이 바로 거절했습니다. SYN에 대한 RST 세그먼트는 ECONNREFUSED 오류가 됩니다.",
    },
  }),
  (_at, delayMs) => ({
    call: "get error",
    scenario: story({
      delayMs,
      programs: [connecting(step({ when: { state: "CLOSED" }, call: { op: "get error" } }))],
      faults: [{ from: "client", nth: "every", what: "lose" }],
    }),
    stem: {
      en: `A firewall drops every SYN without a word. The round trip used to be ${2 * delayMs} ms. The program waits until connect() gives up. What does SO_ERROR say?`,
      ko: `방화벽이 SYN 세그먼트를 말없이 모두 버립니다. 평소 왕복 시간은 ${2 * delayMs}ms였습니다. connect() 호출이 포기할 때까지 기다리면 SO_ERROR 값은 무엇인가요?`,
    },
    explanation: {
      en: "Nothing came back, neither SYN,ACK nor RST. After the last retransmission's timeout connect() fails with ETIMEDOUT.",
      ko: "SYN,ACK도 RST도 돌아오지 않았습니다. 마지막 재전송의 타임아웃이 지나면 ETIMEDOUT 오류로 실패합니다.",
    },
  }),
  (at, delayMs) => ({
    call: "receive",
    scenario: story({
      delayMs,
      prologueMs: 2_000,
      programs: [
        serving({ when: { at }, socket: "s", call: { op: "abort" } }),
        connecting(step({ when: { state: "CLOSED" }, call: { op: "receive" } })),
      ],
    }),
    stem: {
      en: `A connection stands. At ${at} ms the server's program dies with SO_LINGER 0 set, and the client's stack gets a RST ${delayMs} ms later. What does the client's recv() fail with?`,
      ko: `연결이 설정되어 있습니다. ${at}ms에 SO_LINGER 값이 0인 서버 프로그램이 끝났고, ${delayMs}ms 뒤 클라이언트가 RST 세그먼트를 받았습니다. 클라이언트의 recv() 호출은 어떤 오류로 실패하나요?`,
    },
    explanation: {
      en: "A RST on an established connection throws it away, with whatever was unread: the next call says ECONNRESET, once.",
      ko: "설정된 연결에서 RST 세그먼트를 받으면 읽지 않은 데이터까지 함께 사라집니다. 다음 호출이 한 번 ECONNRESET 오류를 돌려줍니다.",
    },
  }),
  (at, delayMs, draw) => {
    const octets = draw.whole(3, 90);
    return {
      call: "send",
      scenario: story({
        delayMs,
        prologueMs: 2_000,
        programs: [
          serving(),
          connecting(
            atZero("c", { op: "shutdown" }),
            step({ when: { at }, call: { op: "send", data: "x".repeat(octets) } }),
          ),
        ],
      }),
      stem: {
        en: `The client calls shutdown(SHUT_WR) at 0 ms, so its FIN goes out. At ${at} ms it calls send() with ${octets} octets. What does send() fail with?`,
        ko: `클라이언트가 0ms에 shutdown(SHUT_WR) 호출을 해 FIN 세그먼트를 보냈습니다. ${at}ms에 ${octets}바이트를 send() 호출로 보내면 어떤 오류로 실패하나요?`,
      },
      explanation: {
        en: "After its FIN a side may not send any more. The stack says EPIPE at once, without asking the peer; reading still works.",
        ko: "FIN 세그먼트를 보낸 쪽은 더 보낼 수 없습니다. 상대에게 묻지 않고 바로 EPIPE 오류가 납니다. 읽기는 계속할 수 있습니다.",
      },
    };
  },
  (at, delayMs) => ({
    call: "connect",
    scenario: story({
      delayMs,
      prologueMs: 2_000,
      programs: [
        serving({ when: { eof: true }, afterMs: 10, socket: "s", call: { op: "close" } }),
        connectingFrom(CLIENT_PORT, atZero("c", { op: "close" }), {
          when: { at: 1_000 + at },
          ...{ socket: "again", call: { op: "connect", to: SERVER_ADDRESS, localPort: CLIENT_PORT } },
        }),
      ],
    }),
    stem: {
      en: `The client closed first at 0 ms; the close is complete. At ${1_000 + at} ms it connects to the same server again and binds the same local port ${CLIENT_PORT}. What does connect() fail with?`,
      ko: `클라이언트가 0ms에 먼저 닫았고 연결 해제는 끝났습니다. ${1_000 + at}ms에 같은 로컬 포트 ${CLIENT_PORT}번으로 같은 서버에 다시 연결합니다. connect() 호출은 어떤 오류로 실패하나요?`,
    },
    explanation: {
      en: "The 4-tuple is still in TIME-WAIT and may not be used before 2 MSL are over. With another local port nothing would stand in the way.",
      ko: "4-튜플이 아직 TIME-WAIT 상태라 2MSL 시간이 지나기 전에는 쓸 수 없습니다. 다른 로컬 포트를 쓰면 바로 연결됩니다.",
    },
  }),
  (at, delayMs) => ({
    call: "connect",
    scenario: story({
      delayMs,
      prologueMs: 2_000,
      programs: [
        serving(),
        connecting(step({ when: { at, state: "ESTABLISHED" }, call: { op: "connect", to: SERVER_ADDRESS } })),
      ],
    }),
    stem: {
      en: `A socket has been ESTABLISHED for ${at} ms when a bug calls connect() on it again, to the same server. What does connect() fail with?`,
      ko: `소켓이 ESTABLISHED 상태가 되고 ${at}ms 뒤, 버그 때문에 같은 소켓에서 같은 서버로 connect() 호출을 또 했습니다. 어떤 오류로 실패하나요?`,
    },
    explanation: {
      en: "A socket stands for one connection. It has one, so connect() says EISCONN, and nothing goes on the wire.",
      ko: "소켓 하나는 연결 하나입니다. 이미 연결이 있으므로 EISCONN 오류가 나고 네트워크로는 아무것도 나가지 않습니다.",
    },
  }),
];
