/** Every word of a picture, given by the caller: no language lives in this room. */
import type { SocketCall, SocketResult } from "../simulator/host/socket.ts";
import type { HostId } from "../simulator/network/trace.ts";
import type { Signal } from "../simulator/tcp/event.ts";
import type { TimerName } from "../simulator/tcp/tcb.ts";

/** Around a picture of any kind. */
export interface FrameLabels {
  readonly title: string;
  readonly subtitle: string;
  /** What happened, in a sentence or two. */
  readonly caption: string;
  /** Of the halves of a comparison, left and right; `captions` stand above `caption`. */
  readonly headings?: readonly [string, string];
  readonly captions?: readonly [string, string];
  /** What to type to see it again; empty = no such line. */
  readonly command: string;
}

export interface Labels extends FrameLabels {
  /** Above the lifelines; a host that is absent here has its title from the trace. */
  readonly hosts: Readonly<Record<HostId, string>>;
  readonly lost: string;
  readonly retransmitted: string;
  readonly duplicate: string;
  /** Of an earlier connection; it was in the network all the time. */
  readonly oldDuplicate: string;
  readonly corrupted: string;
  readonly forged: string;
  readonly held: string;
  readonly delayed: string;
  /** Neither arrived nor lost yet. */
  readonly inFlight: string;
  readonly reboot: string;
  page(number: number, of: number): string;
  duration(ms: number): string;
  timer(name: TimerName, ms: number): string;
  /** In the margin, a line each: `["close()", "→ ECONNREFUSED"]`; none = not worth a line. */
  call(call: SocketCall, result: SocketResult | null): readonly string[];
  /** What a program learns without a call; null = not worth a line. */
  signal(signal: Signal): string | null;
}

export interface Options {
  readonly locale: "en" | "ko";
  readonly labels: Labels;
  /** Counted from the ISNs, as Wireshark does it, or as they stand in the header. */
  readonly numbers: "relative" | "absolute";
  /** Only entries before this one are drawn. */
  readonly upTo?: number;
  /** The newest entry stands out and the others are dimmed. */
  readonly focus?: boolean;
  /** Every shape says which entries it tells of: for frames.ts. */
  readonly moving?: boolean;
}

/** Two traces side by side. Of the calls only what failed is shown. */
export interface CompareOptions extends Pick<Options, "locale" | "numbers"> {
  readonly labels: Labels & Required<Pick<Labels, "headings" | "captions">>;
}
