/** RFC 9293 figure 5, and §3.10.7: what leads from a state to another, in a question's words. */
import type { State } from "../../simulator/tcp/tcb.ts";
import type { Said } from "./kind.ts";

export interface Arrow {
  readonly from: State;
  readonly to: State;
  readonly needs: Said;
}

const arrow = (from: State, to: State, en: string, ko: string): Arrow => ({ from, to, needs: { en, ko } });

export const ARROWS: readonly Arrow[] = [
  arrow("LISTEN", "SYN-RECEIVED", "a SYN", "SYN"),
  arrow("LISTEN", "SYN-SENT", "a call that opens actively", "능동 열기 호출"),
  arrow(
    "SYN-SENT",
    "ESTABLISHED",
    "a SYN,ACK that acknowledges its own SYN",
    "자기 SYN 세그먼트를 확인하는 SYN,ACK",
  ),
  arrow("SYN-SENT", "SYN-RECEIVED", "a SYN without ACK (simultaneous open)", "ACK 없는 SYN(동시 열기)"),
  arrow(
    "SYN-SENT",
    "CLOSED",
    "a RST that acknowledges its SYN, or giving up",
    "자기 SYN 세그먼트를 확인하는 RST 또는 포기",
  ),
  arrow("SYN-RECEIVED", "ESTABLISHED", "an ACK of its own SYN", "자기 SYN 세그먼트를 확인하는 ACK"),
  arrow("SYN-RECEIVED", "FIN-WAIT-1", "its own program's close()", "자기 프로그램의 close() 호출"),
  arrow("SYN-RECEIVED", "CLOSE-WAIT", "a FIN", "FIN"),
  arrow("ESTABLISHED", "CLOSE-WAIT", "a FIN", "FIN"),
  arrow("ESTABLISHED", "FIN-WAIT-1", "its own program's close()", "자기 프로그램의 close() 호출"),
  arrow("ESTABLISHED", "CLOSED", "a RST", "RST"),
  arrow(
    "FIN-WAIT-1",
    "FIN-WAIT-2",
    "an ACK of its FIN, without the peer's FIN",
    "상대의 FIN 없이 자기 FIN 세그먼트를 확인하는 ACK",
  ),
  arrow(
    "FIN-WAIT-1",
    "CLOSING",
    "a FIN that does not acknowledge its own",
    "자기 FIN 세그먼트를 확인하지 않는 FIN",
  ),
  arrow("FIN-WAIT-1", "TIME-WAIT", "a FIN that acknowledges its own as well", "자기 FIN까지 확인하는 FIN"),
  arrow("FIN-WAIT-2", "TIME-WAIT", "the peer's FIN", "상대의 FIN"),
  arrow("FIN-WAIT-2", "CLOSED", "a RST, or the time an orphan may wait", "RST 또는 대기 시간 만료"),
  arrow("CLOSE-WAIT", "LAST-ACK", "its own program's close()", "자기 프로그램의 close() 호출"),
  arrow("CLOSE-WAIT", "CLOSED", "a RST", "RST"),
  arrow("CLOSING", "TIME-WAIT", "an ACK of its FIN", "자기 FIN 세그먼트를 확인하는 ACK"),
  arrow("CLOSING", "CLOSED", "a RST", "RST"),
  arrow("LAST-ACK", "CLOSED", "an ACK of its FIN", "자기 FIN 세그먼트를 확인하는 ACK"),
  arrow("TIME-WAIT", "CLOSED", "2 MSL without anything", "2MSL 경과"),
];
