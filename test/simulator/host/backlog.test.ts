// A listener's queues: SYN queue, accept queue, cookies (RFC 4987), and what Linux does when they are full.
import { describe, expect, it } from "vitest";
import { cookieIsn, fromCookie } from "../../../src/simulator/host/cookie.ts";
import { newHost } from "../../../src/simulator/host/host.ts";
import { newTcb } from "../../../src/simulator/tcp/open.ts";
import { type ProfileOverrides, profile } from "../../../src/simulator/tcp/profile.ts";
import { ACK, RST, type Segment, SYN } from "../../../src/simulator/tcp/segment.ts";
import { add, seqNum } from "../../../src/simulator/tcp/seqnum.ts";
import { Machines, SERVER } from "./machines.ts";

const MINUTE_MS = 60_000;
const NOBODY = "192.0.2.1";

const segment = (port: number, flags: number, more: Partial<Segment> = {}): Segment => ({
  ...{ src: { ip: NOBODY, port }, dst: { ip: SERVER, port: 80 }, seq: seqNum(0), ack: seqNum(0) },
  ...{ flags, wnd: 65_535, data: "", options: { mss: 1_460 } },
  ...more,
});
const third = (port: number, iss: number): Segment =>
  segment(port, ACK, { seq: seqNum(1), ack: seqNum(iss + 1) });

function listening(backlog: number, overrides: ProfileOverrides = {}): Machines {
  const m = new Machines(profile("linux", overrides));
  m.call("server", "L", { op: "listen", port: 80, backlog });
  return m;
}

describe("the SYN queue", () => {
  it("drops a SYN without cookies when backlog + 1 requests are half open", () => {
    const m = listening(1, { synCookies: "off" });
    const answered = [1, 2, 3].map((port) => m.arrives("server", segment(port, SYN)).sent.length);
    expect(answered).toEqual([1, 1, 0]);
    expect(m.states("server")).toEqual(["SYN-RECEIVED", "SYN-RECEIVED"]);
  });

  it("answers with a cookie instead, and stores nothing", () => {
    const m = listening(1);
    const outcomes = [1, 2, 3].map((port) => m.arrives("server", segment(port, SYN)));
    expect(outcomes.map(({ sent }) => sent.length)).toEqual([1, 1, 1]);
    expect(outcomes[2]?.because.map(({ rule }) => rule)).toContain("listener-cookie-sent");
    expect(m.connections("server")).toHaveLength(2);
  });

  it("builds the connection from nothing but the third segment", () => {
    const m = listening(1, { synCookies: "always" });
    const [answer] = m.arrives("server", segment(7, SYN)).sent;
    expect(m.connections("server")).toHaveLength(0);
    m.arrives("server", third(7, answer?.seg.seq ?? 0));
    expect(m.states("server")).toEqual(["ESTABLISHED"]);
    expect(m.call("server", "L", { op: "accept", as: "s" })).toBe("ok");
  });

  it("gives a connection out of a cookie what its listener was told, as any other", () => {
    const windows = (synCookies: "off" | "always"): unknown[] => {
      const m = new Machines(profile("rfc", { synCookies }));
      m.call("server", "L", { op: "set option", option: "SO_RCVBUF", value: 1_000 });
      m.call("server", "L", { op: "set option", option: "TCP_NODELAY", value: 1 });
      m.call("server", "L", { op: "listen", port: 80 });
      const [answer] = m.arrives("server", segment(7, SYN)).sent;
      const { after } = m.arrives("server", third(7, answer?.seg.seq ?? 0));
      return [after?.state, after?.rcv.buffer, after?.noDelay];
    };
    expect(windows("always")).toEqual(windows("off"));
    expect(windows("always")).toEqual(["ESTABLISHED", 1_000, true]);
  });

  it("refuses a number that is no cookie, with a RST", () => {
    const m = listening(1, { synCookies: "always" });
    const out = m.arrives("server", third(7, 12_345));
    expect(out.because.map(({ rule }) => rule)).toEqual(["listener-cookie-invalid", "listen-ack-reset"]);
  });

  it("gives a half-open request up after its retries (tcp_synack_retries), 63 s in all", () => {
    const m = listening(1);
    m.arrives("server", segment(1, SYN));
    const start = m.now;
    while (m.connections("server").length > 0) m.expires("server", "RETRANSMISSION");
    expect(m.now - start).toBe(63_000);
  });
});

describe("cookies", () => {
  const host = newHost("server", SERVER, profile("linux"), { mode: "rfc6528" }, [1, 2, 3, 4]);
  const client: Segment = segment(7, SYN, { seq: seqNum(9_000), options: { mss: 1_400 } });
  const listener = newTcb({ ip: SERVER, port: 80 }, null, host.profile);
  const reply = (iss: number, change: Partial<Segment> = {}): Segment => ({
    ...client,
    ...{ flags: ACK, seq: seqNum(9_001), ack: add(seqNum(iss), 1) },
    ...change,
  });

  it.each([
    [536, 536],
    [1_299, 536],
    [1_300, 1_300],
    [1_440, 1_440],
    [9_000, 1_460],
  ])("remember an MSS of %i as %i", (offered, kept) => {
    const iss = cookieIsn(host, { ...client, options: { mss: offered } }, 0);
    expect(fromCookie(host, listener, reply(iss), 10)?.mss).toBe(kept);
  });

  it("are believed for two minutes, not for three", () => {
    const iss = cookieIsn(host, client, 30_000);
    expect(fromCookie(host, listener, reply(iss), MINUTE_MS)?.irs).toBe(9_000);
    expect(fromCookie(host, listener, reply(iss), 2 * MINUTE_MS)).toBeNull();
  });

  it("prove the 4-tuple and the client's number", () => {
    const iss = cookieIsn(host, client, 0);
    expect(fromCookie(host, listener, reply(iss, { src: { ip: NOBODY, port: 8 } }), 10)).toBeNull();
    expect(fromCookie(host, listener, reply(iss, { seq: seqNum(20_000) }), 10)).toBeNull();
  });

  it("depend on a secret", () => {
    const other = newHost("server", SERVER, profile("linux"), { mode: "rfc6528" }, [4, 3, 2, 1]);
    expect(fromCookie(other, listener, reply(cookieIsn(host, client, 0)), 10)).toBeNull();
  });
});

describe("the accept queue", () => {
  const half = (m: Machines, port: number): number =>
    m.arrives("server", segment(port, SYN)).sent[0]?.seg.seq ?? 0;

  it("holds backlog + 1; the third segment beyond it is ignored", () => {
    const m = listening(1, { synCookies: "off" });
    const numbers = [1, 2].map((port) => half(m, port));
    for (const [i, iss] of numbers.entries()) m.arrives("server", third(i + 1, iss));
    expect(m.states("server")).toEqual(["ESTABLISHED", "ESTABLISHED"]);
    // Nobody calls accept(): the next SYN gets no answer at all.
    const out = m.arrives("server", segment(3, SYN));
    expect(out.sent).toEqual([]);
    expect(out.because[0]).toMatchObject({ rule: "listener-accept-queue-full", values: { limit: 2 } });
  });

  it.each([
    [false, "SYN-RECEIVED", 0],
    [true, undefined, 1],
  ] as const)("with tcp_abort_on_overflow=%s", (abortOnOverflow, state, resets) => {
    const m = listening(0, { abortOnOverflow, synCookies: "off" });
    const late = half(m, 1);
    // The place in the queue is taken by another one meanwhile.
    const queue = m.host("server").listeners[80];
    if (!queue) throw new Error("nobody listens");
    queue.acceptQueue = ["another one"];
    const out = m.arrives("server", third(1, late));
    expect(out.sent.filter(({ seg }) => (seg.flags & RST) !== 0)).toHaveLength(resets);
    expect(m.states("server")[0]).toBe(state);
  });

  it("is emptied by accept() in the order of completion", () => {
    const m = listening(8);
    const numbers = [1, 2].map((port) => half(m, port));
    m.arrives("server", third(2, numbers[1] as number));
    m.arrives("server", third(1, numbers[0] as number));
    m.call("server", "L", { op: "accept", as: "first" });
    const socket = m.host("server").sockets.first;
    expect(socket?.kind === "connection" && socket.connection).toContain(`${NOBODY}:2`);
  });
});

describe("TCP_DEFER_ACCEPT", () => {
  it("does not wake the server for a bare ACK, only for text", () => {
    const m = new Machines();
    m.call("server", "L", { op: "set option", option: "TCP_DEFER_ACCEPT", value: 2 });
    m.opened();
    expect(m.states("client")).toEqual(["ESTABLISHED"]);
    expect(m.states("server")).toEqual(["SYN-RECEIVED"]);
    m.call("client", "c", { op: "send", data: "hello" });
    expect(m.call("server", "L", { op: "accept", as: "s" })).toBe("ok");
    expect(m.call("server", "s", { op: "receive" })).toBe(5);
  });
});

describe("a closed listener", () => {
  it("resets what nobody accepted", () => {
    const m = new Machines();
    m.call("server", "L", { op: "listen", port: 80, backlog: 8 });
    m.call("client", "c", { op: "connect", to: { ip: SERVER, port: 80 } });
    m.call("server", "L", { op: "close" });
    expect(m.call("client", "c", { op: "get error" })).toBe("ECONNRESET");
    expect(m.connections("server")).toEqual([]);
  });

  it("forgets half-open requests when their next segment comes, and answers as CLOSED", () => {
    const m = listening(8);
    const [answer] = m.arrives("server", segment(1, SYN)).sent;
    m.call("server", "L", { op: "close" });
    const out = m.arrives("server", third(1, answer?.seg.seq ?? 0));
    expect(out.because.map(({ rule }) => rule)).toContain("closed-reset-by-ack");
    expect(m.connections("server")).toEqual([]);
  });
});

describe("a flood", () => {
  it("of SYNs from nowhere leaves no room for an honest client, and cookies make room", () => {
    const honest = (overrides: ProfileOverrides): string => {
      const m = listening(4, overrides);
      for (let port = 1; port <= 50; port++) m.arrives("server", segment(port, SYN));
      m.call("client", "c", { op: "connect", to: { ip: SERVER, port: 80 }, localPort: 40_001 });
      return m.states("client")[0] as string;
    };
    expect(honest({ synCookies: "off" })).toBe("SYN-SENT");
    expect(honest({})).toBe("ESTABLISHED");
  });
});
