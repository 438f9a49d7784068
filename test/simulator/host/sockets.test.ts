// Socket calls and what a program gets back: the table of errnos, and the order in which they are looked at.
import { describe, expect, it } from "vitest";
import { liveConnections } from "../../../src/simulator/host/host.ts";
import type { SocketCall } from "../../../src/simulator/host/socket.ts";
import { profile } from "../../../src/simulator/tcp/profile.ts";
import { has, RST, type Segment, SYN } from "../../../src/simulator/tcp/segment.ts";
import { seqNum } from "../../../src/simulator/tcp/seqnum.ts";
import { CLIENT, Machines, SERVER } from "./machines.ts";

const CONNECT: SocketCall = { op: "connect", to: { ip: SERVER, port: 80 }, localPort: 40_001 };
const send = (data = "x"): SocketCall => ({ op: "send", data });
const RECEIVE: SocketCall = { op: "receive" };
const GET_ERROR: SocketCall = { op: "get error" };

/** A RST from the peer with the exact number. */
function reset(machines: Machines, side: "client" | "server" = "client"): void {
  const tcb = machines.connections(side)[0]?.tcb;
  if (!tcb) throw new Error("there is no connection");
  const seg: Segment = {
    src: tcb.remote,
    dst: tcb.local,
    seq: tcb.rcv.nxt,
    ack: seqNum(0),
    flags: RST,
    wnd: 0,
    data: "",
  };
  machines.arrives(side, seg);
}

describe("a whole exchange", () => {
  it("connects, carries text both ways, ends", () => {
    const m = new Machines().opened();
    expect(m.states("client")).toEqual(["ESTABLISHED"]);
    expect(m.call("client", "c", send("hello"))).toBe(5);
    expect(m.call("server", "s", RECEIVE)).toBe(5);
    expect(m.call("server", "s", RECEIVE)).toBe("EAGAIN");
    expect(m.call("client", "c", { op: "shutdown" })).toBe("ok");
    expect(m.call("server", "s", RECEIVE)).toBe("EOF");
    expect(m.call("server", "s", send("bye"))).toBe(3);
    expect(m.call("client", "c", RECEIVE)).toBe(3);
    expect(m.call("server", "s", { op: "close" })).toBe("ok");
    expect(m.states("client")).toEqual(["TIME-WAIT"]);
    expect(m.states("server")).toEqual([]);
  });
});

describe("connect", () => {
  it("is EINPROGRESS, then EALREADY, then ok once, then EISCONN", () => {
    const m = new Machines();
    m.call("server", "L", { op: "listen", port: 80 });
    m.loses = (seg) => has(seg, SYN);
    expect(m.call("client", "c", CONNECT)).toBe("EINPROGRESS");
    expect(m.call("client", "c", CONNECT)).toBe("EALREADY");
    m.loses = () => false;
    m.expires("client", "RETRANSMISSION");
    expect([CONNECT, CONNECT].map((call) => m.call("client", "c", call))).toEqual(["ok", "EISCONN"]);
  });

  it("is ECONNREFUSED where nobody listens, and may be tried again", () => {
    const m = new Machines();
    m.call("client", "c", CONNECT);
    expect(m.call("client", "c", GET_ERROR)).toBe("ECONNREFUSED");
    expect(m.call("client", "c", GET_ERROR)).toBe("ok");
    expect(m.call("client", "c", CONNECT)).toBe("ECONNABORTED");
    expect(m.call("client", "c", CONNECT)).toBe("EINPROGRESS");
  });

  it("is ETIMEDOUT after the last SYN", () => {
    const m = new Machines();
    m.loses = () => true;
    m.call("client", "c", CONNECT);
    while (m.states("client")[0] === "SYN-SENT") m.expires("client", "RETRANSMISSION");
    expect(m.log).toHaveLength(11);
    expect(m.call("client", "c", GET_ERROR)).toBe("ETIMEDOUT");
  });

  it("is EADDRNOTAVAIL while the same 4-tuple is in use or in TIME-WAIT", () => {
    const m = new Machines().opened();
    expect(m.call("client", "d", CONNECT)).toBe("EADDRNOTAVAIL");
    m.call("client", "c", { op: "close" });
    m.call("server", "s", { op: "close" });
    expect(m.states("client")).toEqual(["TIME-WAIT"]);
    expect(m.call("client", "d", CONNECT)).toBe("EADDRNOTAVAIL");
  });

  it("takes a TIME-WAIT over that has timestamps to tell the incarnations apart", () => {
    const rules = profile("linux", { timestamps: true });
    const m = new Machines(rules, rules).opened();
    m.call("client", "c", { op: "close" });
    m.call("server", "s", { op: "close" });
    expect(m.call("client", "d", CONNECT)).toBe("EINPROGRESS");
    expect(m.states("client")).toEqual(["ESTABLISHED"]);
  });

  it("is EADDRNOTAVAIL when no ephemeral port is free", () => {
    const m = new Machines();
    m.loses = () => true;
    m.host("client").nextPort = 60_999;
    const any: SocketCall = { op: "connect", to: { ip: SERVER, port: 80 } };
    expect(m.call("client", "a", any)).toBe("EINPROGRESS");
    expect(m.call("client", "b", any)).toBe("EADDRNOTAVAIL");
  });
});

describe("listen", () => {
  it("is EADDRINUSE for the second socket at a port, EINVAL for a connected one", () => {
    const m = new Machines().opened();
    expect(m.call("server", "M", { op: "listen", port: 80 })).toBe("EADDRINUSE");
    expect(m.call("server", "s", { op: "listen", port: 81 })).toBe("EINVAL");
  });

  it("is EADDRINUSE after a restart while TIME-WAIT holds the port, without SO_REUSEADDR", () => {
    const m = new Machines().opened();
    m.call("server", "s", { op: "close" });
    m.call("client", "c", { op: "close" });
    m.call("server", "L", { op: "close" });
    expect(m.states("server")).toEqual(["TIME-WAIT"]);
    m.call("server", "M", { op: "set option", option: "SO_REUSEADDR", value: 0 });
    expect(m.call("server", "M", { op: "listen", port: 80 })).toBe("EADDRINUSE");
    m.call("server", "M", { op: "set option", option: "SO_REUSEADDR", value: 1 });
    expect(m.call("server", "M", { op: "listen", port: 80 })).toBe("ok");
  });

  it("allows little else on the same socket", () => {
    const m = new Machines();
    m.call("server", "L", { op: "listen", port: 80 });
    expect(m.call("server", "L", send())).toBe("EPIPE");
    expect(m.call("server", "L", RECEIVE)).toBe("ENOTCONN");
    expect(m.call("server", "L", CONNECT)).toBe("EISCONN");
    expect(m.call("server", "L", { op: "accept", as: "s" })).toBe("EAGAIN");
  });
});

describe("errors", () => {
  it("RST while ESTABLISHED: ECONNRESET once, then EPIPE and EOF", () => {
    const m = new Machines().opened();
    reset(m);
    expect([send(), send(), RECEIVE].map((call) => m.call("client", "c", call))).toEqual([
      "ECONNRESET",
      "EPIPE",
      "EOF",
    ]);
  });

  it("RST after text: the text first", () => {
    const m = new Machines().opened();
    m.call("server", "s", send("last words"));
    reset(m);
    expect([RECEIVE, RECEIVE, RECEIVE].map((call) => m.call("client", "c", call))).toEqual([
      10,
      "ECONNRESET",
      "EOF",
    ]);
  });

  it("RST in CLOSE-WAIT: EPIPE", () => {
    const m = new Machines().opened();
    m.call("server", "s", { op: "shutdown" });
    reset(m);
    expect(m.call("client", "c", GET_ERROR)).toBe("EPIPE");
  });

  it("the first write after the peer's full close succeeds; its RST makes the next one fail", () => {
    const m = new Machines().opened();
    m.call("server", "s", { op: "close" });
    expect(m.call("client", "c", send())).toBe(1);
    expect(m.call("client", "c", send())).toBe("EPIPE");
  });

  it("send after shutdown: EPIPE", () => {
    const m = new Machines().opened();
    m.call("client", "c", { op: "shutdown" });
    expect(m.call("client", "c", send())).toBe("EPIPE");
  });

  it("send before the connection is there: EAGAIN, where the RFC would queue", () => {
    const early = (rules: ReturnType<typeof profile>): string | number => {
      const m = new Machines(rules, rules);
      m.loses = () => true;
      m.call("client", "c", CONNECT);
      return m.call("client", "c", send());
    };
    expect(early(profile("linux"))).toBe("EAGAIN");
    expect(early(profile("rfc"))).toBe(1);
  });

  it("shutdown in SYN-SENT gives up, and says ECONNRESET", () => {
    const m = new Machines();
    m.loses = () => true;
    m.call("client", "c", CONNECT);
    expect(m.call("client", "c", { op: "shutdown" })).toBe("ok");
    expect([GET_ERROR, RECEIVE, send()].map((call) => m.call("client", "c", call))).toEqual([
      "ECONNRESET",
      "ENOTCONN",
      "EPIPE",
    ]);
  });

  it("a socket that was never connected", () => {
    const m = new Machines();
    const calls: SocketCall[] = [send(), RECEIVE, { op: "shutdown" }, GET_ERROR, { op: "close" }];
    expect(calls.map((call) => m.call("client", "n", call))).toEqual([
      "EPIPE",
      "ENOTCONN",
      "ENOTCONN",
      "ok",
      "ok",
    ]);
  });
});

describe("TCP_LINGER2", () => {
  const closing = (seconds: number): Machines => {
    // A server that acknowledges at once, so that FIN-WAIT-2 is reached before anything else happens.
    const m = new Machines(profile("rfc")).opened();
    m.call("client", "c", { op: "set option", option: "TCP_LINGER2", value: seconds });
    return m;
  };

  it("bounds the wait for the peer's FIN", () => {
    const m = closing(3);
    m.call("client", "c", { op: "close" });
    expect(m.connections("client")[0]?.tcb).toMatchObject({
      state: "FIN-WAIT-2",
      timers: { "FIN-WAIT-2": expect.closeTo(m.now + 3_000, -2) },
    });
  });

  it("below 0 means no wait: the ACK of the FIN is answered by a RST", () => {
    const m = closing(-1);
    m.call("client", "c", { op: "close" });
    expect(m.log.slice(-3)).toEqual(["client FIN,ACK", "server ACK", "client RST"]);
    expect(m.states("client")).toEqual([]);
  });

  it("below 0, and close() only once the peer has acknowledged: the RST leaves at once", () => {
    const m = closing(-1);
    m.call("client", "c", { op: "shutdown" });
    expect(m.states("client")).toEqual(["FIN-WAIT-2"]);
    m.call("client", "c", { op: "close" });
    expect(m.log.at(-1)).toBe("client RST,ACK");
    expect(m.states("client")).toEqual([]);
    expect(m.call("server", "s", GET_ERROR)).toBe("ECONNRESET");
  });
});

describe("a RST in CLOSE-WAIT", () => {
  it.each([
    ["linux", "EPIPE"],
    ["rfc", "ECONNRESET"],
    ["windows", "ECONNRESET"],
    ["freebsd", "ECONNRESET"],
  ] as const)("on %s the program reads %s", (os, errno) => {
    const m = new Machines(profile(os)).opened();
    m.call("client", "c", { op: "shutdown" });
    expect(m.states("server")).toEqual(["CLOSE-WAIT"]);
    reset(m, "server");
    expect(m.call("server", "s", GET_ERROR)).toBe(errno);
  });
});

describe("demultiplexing", () => {
  it("keeps connections apart by their 4-tuple, and the listener stays", () => {
    const m = new Machines().opened();
    m.call("client", "d", { op: "connect", to: { ip: SERVER, port: 80 }, localPort: 40_002 });
    m.call("server", "L", { op: "accept", as: "t" });
    m.call("client", "d", send("two"));
    expect(m.call("server", "s", RECEIVE)).toBe("EAGAIN");
    expect(m.call("server", "t", RECEIVE)).toBe(3);
    expect(liveConnections(m.host("server")).map(({ key }) => key)).toEqual([
      `${SERVER}:80-${CLIENT}:40001`,
      `${SERVER}:80-${CLIENT}:40002`,
    ]);
  });

  it("sends what Nagle's rule held back once TCP_NODELAY is set (RFC 9293 §3.7.4, MUST-17)", () => {
    for (const name of ["rfc", "linux"] as const) {
      const m = new Machines(profile(name), profile(name)).opened();
      m.loses = () => true;
      m.call("client", "c", send("one"));
      m.call("client", "c", send("two"));
      const before = m.log.length;
      m.call("client", "c", { op: "set option", option: "TCP_NODELAY", value: 1 });
      expect(m.log.slice(before), name).toEqual(["client PSH,ACK (lost)"]);
      expect(m.connections("client")[0]?.tcb.queue).toBe("");
    }
  });

  it("hands a listener's options on to what it accepts", () => {
    const m = new Machines();
    m.call("server", "L", { op: "set option", option: "SO_KEEPALIVE", value: 1 });
    m.call("server", "L", { op: "set option", option: "TCP_KEEPIDLE", value: 1 });
    m.opened();
    expect(m.connections("server")[0]?.tcb.timers.KEEPALIVE).toBeLessThanOrEqual(m.now + 1_000);
  });
});
