/** Labels for pictures under test, in both languages. */
import type { Labels, Options } from "../../src/diagram/index.ts";
import type { SocketCall, SocketResult } from "../../src/simulator/host/socket.ts";
import type { TimerName } from "../../src/simulator/tcp/tcb.ts";

const WORDS = {
  en: {
    lost: "lost",
    retransmitted: "retransmitted",
    duplicate: "duplicate",
    corrupted: "corrupted",
    forged: "forged",
    held: "held",
    delayed: "delayed",
    inFlight: "in flight",
    reboot: "reboot",
    noArrow: "No arrow in the figure:",
    event: "event",
    action: "action (x: none)",
    oldDuplicate: "old duplicate",
    ignored: "ignored",
    dropped: "dropped",
    unreachable: "unreachable",
  },
  ko: {
    lost: "유실",
    retransmitted: "재전송",
    duplicate: "중복",
    corrupted: "손상",
    forged: "위조",
    held: "붙잡음",
    delayed: "지연",
    inFlight: "전송 중",
    reboot: "재부팅",
    noArrow: "그림에 화살표가 없는 전이:",
    event: "이벤트",
    action: "동작 (x: 없음)",
    oldDuplicate: "지연된 중복",
    ignored: "무시",
    dropped: "버림",
    unreachable: "도달 불가",
  },
} as const;

const SUBTITLE = {
  en: "What the two ends say to each other",
  ko: "두 호스트가 주고받는 세그먼트",
} as const;

const CAPTION = {
  en: "The server's RTO expires after 1 s; it sends SYN,ACK again and the handshake goes on.",
  ko: "서버의 RTO가 1초 뒤에 만료되어 SYN,ACK 세그먼트를 다시 보내고, 핸드셰이크가 이어집니다.",
} as const;

const HOSTS = {
  en: { client: "Client", server: "Server", attacker: "Attacker" },
  ko: { client: "클라이언트", server: "서버", attacker: "공격자" },
} as const;

const seconds = (ms: number, locale: "en" | "ko") =>
  ms < 1000 ? `${ms} ms` : `${ms / 1000}${locale === "ko" ? "초" : " s"}`;

const TIMER: Partial<Record<TimerName, string>> = { RETRANSMISSION: "RTO", "TIME-WAIT": "2MSL" };

export function labels(locale: "en" | "ko", title: string, more: Partial<Labels> = {}): Labels {
  return {
    title,
    subtitle: SUBTITLE[locale],
    caption: CAPTION[locale],
    command: `/handshake scenario:${title}`,
    hosts: HOSTS[locale],
    ...WORDS[locale],
    page: (number, of) => `${number} / ${of}`,
    goesOn: (number, of) => `→ ${number} / ${of}`,
    duration: (ms) => seconds(ms, locale),
    timer: (name, ms) => `${TIMER[name] ?? name} ${seconds(ms, locale)}`,
    call: (call, result) => callLines(call, result),
    error: (errno) => errno,
    ...more,
  };
}

function callLines(call: SocketCall, result: SocketResult | null): string[] {
  const name = call.op === "send" ? `send(${call.data.length})` : `${call.op}()`;
  return result?.ok === false && result.errno !== "EINPROGRESS" ? [name, `→ ${result.errno}`] : [name];
}

export const options = (
  locale: "en" | "ko",
  title: string,
  more: Partial<Omit<Options, "labels">> = {},
): Options => ({ locale, labels: labels(locale, title), numbers: "relative", ...more });
