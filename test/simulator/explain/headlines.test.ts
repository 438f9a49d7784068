// The sentence below a picture must tell the point of its scenario, in both languages.
import { describe, expect, it } from "vitest";
import { scenarioOf } from "../../../src/content/scenarios.ts";
import { headline } from "../../../src/simulator/explain/index.ts";
import { run } from "../../../src/simulator/network/run.ts";
import type { RunOptions } from "../../../src/simulator/network/simulation.ts";
import { language } from "./builder.ts";

const POINTS: readonly (readonly [string, string, string])[] = [
  ["blackhole", "waited 3 s for an answer", "3초 동안 기다리다 close() 호출로"],
  ["accept-overflow", "segments dropped: 2", "세그먼트 2개를 버렸습니다"],
  ["accept-overflow-reset", "the next handshake was answered with a RST", "RST 세그먼트로 답했습니다"],
  ["read-timeout", "with received data unread", "읽지 않은 채 닫아"],
  ["unread-data-reset", "with received data unread", "읽지 않은 채 닫아"],
  ["slow-reply", "had closed its socket already", "소켓을 이미 닫은 뒤에"],
  ["close-wait-leak", "left in CLOSE-WAIT", "CLOSE-WAIT 상태로 남았습니다"],
  ["fin-overtakes-data", "before the data in front of it", "앞선 데이터보다 먼저"],
  ["zero-window", "window probes", "윈도 프로브"],
  ["reconnect-in-time-wait", "failed with EADDRNOTAVAIL, from another port", "다른 포트로는 연결되었습니다"],
  ["port-53-twice", "UDP needed no handshake", "UDP 데이터그램은 핸드셰이크 없이"],
  ["both-ways", "both ends together: 30 octets", "양쪽 프로그램이 데이터를 모두 30바이트"],
  ["last-ack-lost-five", "lost 5 times", "5번 재전송했습니다"],
];

describe("the headline", () => {
  it.each(POINTS)("of %s tells its point", (id, english, korean) => {
    const scenario = scenarioOf(id);
    if (scenario === null) throw new Error(id);
    const trace = run(scenario);
    expect(headline(trace, "en", language)).toContain(english);
    expect(headline(trace, "ko", language)).toContain(korean);
  });
});

/** What a comparison, or who runs it otherwise, is told: scenario, settings, English, Korean. */
const OTHERWISE: readonly (readonly [string, RunOptions, string, string])[] = [
  [
    "accept-overflow",
    { os: "freebsd" },
    "does not call accept() fast enough; segments dropped: 13.",
    "accept 큐가 가득 찼고, 세그먼트 13개를 버렸습니다",
  ],
  ["syn-flood", { os: "freebsd" }, "SYN queue of the server was full; SYNs dropped: 4", "SYN 큐가"],
  [
    "corrupt-data",
    { whatIf: ["no-checksum"] },
    "The data segment arrived corrupted and was taken all the same",
    "알아채지 못하고 받아들였습니다",
  ],
  ["three-way", { whatIf: ["two-way"] }, "Established after 1 round trip.", "왕복 1번 만에"],
  // Whoever sends a RST hears nothing of its loss: how it ended, the other end tells.
  [
    "half-close",
    { os: "freebsd", loss: 0.5, seed: 5 },
    "but no RST arrived, and the server gave up",
    "하나도 도착하지 않아 서버 쪽이 연결을 포기했습니다",
  ],
  // The SYN was answered, by an ACK that was lost.
  [
    "half-open-reconnect",
    { os: "windows", loss: 0.5, seed: 3 },
    "no SYN,ACK arrived",
    "SYN,ACK 세그먼트가 오지 않아",
  ],
  [
    "old-duplicate-syn",
    { whatIf: ["two-way"] },
    "The server took an old duplicate SYN",
    "서버 쪽이 지연된 중복 SYN",
  ],
  // What is sent again to an address where nobody is was sent again all the same.
  ["syn-flood", { os: "freebsd", loss: 0.5, seed: 5 }, "retransmissions: 4", "재전송은 4번"],
  // From the client's own segment on, not from the forged one before it that has the same number.
  ["no-ack-bit", { loss: 0.5, seed: 1 }, "gave up after 123 s", "123초 만에"],
  // From the FIN on that nobody acknowledged, as the timers beside it add up, and not from what was heard last.
  ["close-wait-leak", { loss: 0.5, seed: 1 }, "gave up after 153.3 s", "153.3초 만에"],
  // What was lost is the attacker's: the program's own data arrived.
  ["forged-data", { loss: 0.5, seed: 2 }, "Data taken by programs: 5 octets", "데이터 5바이트를 읽었습니다"],
  ["zero-window", { loss: 0.3, seed: 2 }, "repeated its data segment once", "1번 재전송했습니다"],
  // Two connections one after the other, each with a handshake of its own.
  [
    "reconnect-in-time-wait",
    { whatIf: ["no-time-wait"] },
    "Established after 1.5 round trips.",
    "왕복 1.5번 만에",
  ],
];

describe("the headline, otherwise than the scenario has it,", () => {
  it.each(OTHERWISE)("of %s with %o", (id, settings, english, korean) => {
    const scenario = scenarioOf(id);
    if (scenario === null) throw new Error(id);
    const trace = run(scenario, settings);
    expect(headline(trace, "en", language)).toContain(english);
    expect(headline(trace, "ko", language)).toContain(korean);
  });
});
