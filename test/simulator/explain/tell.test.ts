import { describe, expect, it } from "vitest";
import { scenarios } from "../../../src/content/scenarios.ts";
import type { Labels } from "../../../src/diagram/index.ts";
import { LOCALES } from "../../../src/language.ts";
import { alt, headline, labelsOf, stepView, tell } from "../../../src/simulator/explain/index.ts";
import { run } from "../../../src/simulator/network/run.ts";
import type { Trace } from "../../../src/simulator/network/trace.ts";
import { flagNames } from "../../../src/simulator/tcp/segment.ts";
import { Builder, handshake, language, lostSynAck, mishaps } from "./builder.ts";

const relative = { numbers: "relative", why: false } as const;
const traces: Record<string, Trace> = {
  handshake: handshake().trace(),
  lost: lostSynAck(),
  mishaps: mishaps(),
};

describe("tell", () => {
  it("tells a three-way handshake", () => {
    expect(tell(traces.handshake!, "en", language, relative)).toEqual([
      "0 ms  client  connect(10.0.0.2:80) = EINPROGRESS: CLOSED → SYN-SENT, sends SYN seq=0",
      "50 ms  server  SYN arrives: LISTEN → SYN-RECEIVED, sends SYN,ACK seq=0 ack=1",
      "100 ms  client  SYN,ACK arrives: SYN-SENT → ESTABLISHED, sends ACK seq=1 ack=1",
      "150 ms  server  ACK arrives: SYN-RECEIVED → ESTABLISHED",
      "At the end: client ESTABLISHED, server ESTABLISHED",
    ]);
    expect(tell(traces.handshake!, "ko", language, relative)).toEqual([
      "0밀리초  클라이언트  connect(10.0.0.2:80) = EINPROGRESS: CLOSED → SYN-SENT, SYN seq=0 보냄",
      "50밀리초  서버  SYN 도착: LISTEN → SYN-RECEIVED, SYN,ACK seq=0 ack=1 보냄",
      "100밀리초  클라이언트  SYN,ACK 도착: SYN-SENT → ESTABLISHED, ACK seq=1 ack=1 보냄",
      "150밀리초  서버  ACK 도착: SYN-RECEIVED → ESTABLISHED",
      "마지막 상태: 클라이언트 ESTABLISHED, 서버 ESTABLISHED",
    ]);
  });

  it.each(Object.keys(traces))("holds every segment of %s with its flags and numbers", (name) => {
    const trace = traces[name]!;
    const flights = [...trace.entries.flatMap(({ sent }) => sent), ...trace.inFlight];
    for (const locale of LOCALES) {
      for (const numbers of ["relative", "absolute"] as const) {
        const told = tell(trace, locale, language, { numbers, why: true }).join("\n");
        for (const { seg, relative: counted } of flights) {
          const { seq, ack } = numbers === "relative" ? counted : seg;
          const flags = flagNames(seg.flags);
          const acks = flags.includes("ACK") ? ` ack=${ack}` : "";
          const len = seg.data === "" ? "" : ` len=${seg.data.length}`;
          expect(told).toContain(`${flags} seq=${seq}${acks}${len}`);
        }
      }
    }
  });

  it("tells of answers to addresses where nobody is", () => {
    const trace = run(scenarios.find(({ id }) => id === "syn-flood")!);
    const told = (locale: (typeof LOCALES)[number]) => tell(trace, locale, language, relative).join("\n");
    expect(told("en")).toContain("sends SYN,ACK seq=0 ack=1 (to 203.0.113.1, where nobody is)");
    expect(told("en")).toContain(
      "sends SYN,ACK seq=0 ack=1 (retransmitted) (to 203.0.113.3, where nobody is)",
    );
    expect(told("ko")).toContain("SYN,ACK seq=0 ack=1 (목적지 203.0.113.1, 호스트 없음) 보냄");
    expect(trace.entries.flatMap(({ sent }) => sent).some(({ seg }) => seg.dst.ip.startsWith("203."))).toBe(
      false,
    );
  });

  it("tells what the network and attackers did", () => {
    const told = tell(traces.mishaps!, "en", language, relative);
    for (const words of [
      "duplicated",
      "(duplicate)",
      "is corrupted",
      "arrives corrupted",
      "is held",
      "is released",
    ]) {
      expect(told.join("\n")).toContain(words);
    }
    expect(told.join("\n")).toContain("forges a segment with source address 10.0.0.2: RST seq=40000");
    expect(told.join("\n")).toContain("an old duplicate turns up: SYN seq=-9000");
    expect(told.join("\n")).toContain("is delayed by 30 ms");
    expect(told).toContain("130 ms  server  recv() = EAGAIN");
    expect(told).toContain("140 ms  server  restarts and forgets its connections");
    expect(told.join("\n")).toContain("Still in flight: ");
    expect(told.at(-1)).toBe("The run ends here; something was still to come.");
  });

  it("gives the reasons under the step, counted like its segments", () => {
    const [, step] = tell(traces.handshake!, "en", language, { numbers: "relative", why: true });
    expect(step?.split("\n")[1]).toBe(
      "    The SYN takes up one number, so RCV.NXT = SEG.SEQ 0 + 1 = 1. This end chooses its own ISS 812345678; one SYN,ACK segment says both. Numbers are counted from the ISS here, so it shows as 0. [RFC 9293 §3.10.7.2]",
    );
    const [, absolute] = tell(traces.handshake!, "ko", language, { numbers: "absolute", why: true });
    expect(absolute).toContain("RCV.NXT = SEG.SEQ 3,001,234,567 + 1 = 3,001,234,568");
    expect(absolute).not.toContain("0번으로 표시");
  });

  it("says how long a timer had run and what was sent again", () => {
    const told = tell(traces.lost!, "en", language, relative);
    expect(told[2]).toBe("100 ms  network  SYN,ACK is lost");
    expect(told[3]).toBe(
      "1.05 s  server  RTO timer runs out after 1 s: sends SYN,ACK seq=0 ack=1 (retransmitted)",
    );
  });
});

describe("alt", () => {
  it("is the headline and every step", () => {
    const text = alt(traces.handshake!, "en", language);
    expect(text).toContain("By hand. Established after 1.5 round trips.\n0 ms");
    expect(text).toContain("At the end");
    for (const locale of LOCALES) {
      const [, ...steps] = alt(traces.mishaps!, locale, language).split("\n");
      expect(steps).toEqual(tell(traces.mishaps!, locale, language, relative));
    }
  });

  it("of what is still played says how it stands now, and of no end", () => {
    const ended = { ...traces.handshake!, ended: "until" as const };
    expect(alt(ended, "en", language)).toContain("The run ends here");
    const text = alt(ended, "en", language, "relative", { ongoing: true });
    expect(text).toContain("\nNow: client ESTABLISHED, server ESTABLISHED");
    expect(text).not.toContain("At the end");
    expect(text).not.toContain("The run ends here");
  });
});

describe("headline", () => {
  const en = (trace: Trace) => headline(trace, "en", language);

  it("says what mattered most", () => {
    expect(en(traces.handshake!)).toBe("Established after 1.5 round trips.");
    expect(en(lostSynAck())).toBe("The SYN,ACK was lost; the server repeated it after 1 s.");
    expect(headline(lostSynAck(), "ko", language)).toBe(
      "SYN,ACK 세그먼트가 유실되어 서버 쪽이 1초 뒤에 재전송했습니다.",
    );
    expect(en(new Builder().trace())).toBe("Nothing has happened yet.");
  });

  it("does not count what came by UDP as read from the connection", () => {
    const both = scenarios.find(({ id }) => id === "port-53-twice");
    expect(en(run(both!))).toBe(
      "UDP needed no handshake; the TCP connection was established after 1.5 round trips.",
    );
  });

  it("says whether a handshake by guesswork was believed", () => {
    const guessed = scenarios.find(({ id }) => id === "isn-prediction");
    expect(en(run(guessed!, { whatIf: ["two-way"] }))).toContain("Forged segments completed a handshake");
    expect(en(run(guessed!, { whatIf: ["always-cookies"] }))).toBe(
      "A forged ACK did no harm: the server did not believe it.",
    );
  });

  it("says that a port was closed", () => {
    const builder = new Builder();
    const syn = builder.segment(0, "client", "SYN", 0);
    const rst = builder.segment(50, "server", "RST,ACK", 0, 1);
    builder
      .call(
        0,
        "client",
        { op: "connect", to: { ip: "10.0.0.2", port: 80 } },
        { to: ["CLOSED", "SYN-SENT"], send: [syn] },
      )
      .deliver(syn, {
        send: [rst],
        because: [
          {
            rule: "closed-reset-by-seq",
            values: { segSeq: 1, segLen: 1, ack: 2 },
          },
        ],
      })
      .deliver(rst, {
        to: ["SYN-SENT", "CLOSED"],
        effects: [{ type: "signal", signal: "connection refused" }],
      });
    expect(en(builder.trace())).toBe("Connection refused: nothing listens on port 80.");
    expect(tell(builder.trace(), "en", language, relative)[2]).toContain(
      "the program learns: connection refused",
    );
  });

  it("says who is ahead while the third segment is under way", () => {
    const trace = handshake().trace();
    const half = { ...trace, entries: trace.entries.slice(0, 3) };
    expect(en(half)).toBe("The client is ESTABLISHED already, the server is still in SYN-RECEIVED.");
    expect(en({ ...trace, entries: trace.entries.slice(0, 1) })).toBe(
      "No connection yet: the client is in SYN-SENT.",
    );
  });
});

describe("stepView", () => {
  it("says what changed and what was sent, as value and as text", () => {
    const view = stepView(traces.handshake!, 2, "en", language, { numbers: "relative" });
    expect(view.title).toBe("Step 3 of 4: the SYN,ACK reaches the client");
    expect(view.states).toEqual([
      { host: "client", before: "SYN-SENT", after: "ESTABLISHED" },
      { host: "server", before: "SYN-RECEIVED", after: "SYN-RECEIVED" },
    ]);
    expect(view.text).toBe(
      "**Step 3 of 4: the SYN,ACK reaches the client** (100 ms)\n**Changes**\n- client: `SYN-SENT` → `ESTABLISHED`\n**Sends**\n- `ACK seq=1 ack=1`",
    );
  });

  it("calls a datagram no segment", () => {
    const trace = run(scenarios.find(({ id }) => id === "udp-loss")!);
    const titles = trace.entries.map(
      ({ n }) => stepView(trace, n, "ko", language, { numbers: "relative" }).title,
    );
    expect(titles.join("\n")).toContain("서버 쪽으로 가던 데이터그램 유실");
    expect(titles.join("\n")).not.toContain("세그먼트");
  });

  it("has a title for every kind of move in both languages", () => {
    for (const trace of Object.values(traces)) {
      for (const locale of LOCALES) {
        const titles = trace.entries.map(
          ({ n }) => stepView(trace, n, locale, language, { numbers: "absolute" }).title,
        );
        expect(titles.join("\n")).not.toMatch(/undefined|\{\{/);
      }
    }
  });
});

describe("labelsOf", () => {
  it("is exactly what a picture asks for", () => {
    const labels: Labels = labelsOf(traces.lost!, "ko", language, { command: "/handshake" });
    expect(labels.caption).toBe("SYN,ACK 세그먼트가 유실되어 서버 쪽이 1초 뒤에 재전송했습니다.");
    expect(labels.timer("TIME-WAIT", 60_000)).toBe("2MSL 60초");
    expect(
      labels.call({ op: "connect", to: { ip: "", port: 1 } }, { ok: false, errno: "EINPROGRESS" }),
    ).toEqual(["connect()"]);
    expect(labels.call({ op: "receive" }, { ok: true, value: "EOF" })).toEqual(["recv()", "→ 0 (EOF)"]);
    expect(labels.error("ECONNREFUSED")).toBe("ECONNREFUSED");
    expect(labels.page(1, 2)).toBe("1 / 2");
  });
});
