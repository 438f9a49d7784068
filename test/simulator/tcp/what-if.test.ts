/** Two endpoints joined by a wire that loses what a test names: named departures from the RFC, and what they cost. */
import { describe, expect, it } from "vitest";
import type { Event } from "../../../src/simulator/tcp/event.ts";
import { newTcb } from "../../../src/simulator/tcp/open.ts";
import { type Profile, type ProfileOverrides, profile } from "../../../src/simulator/tcp/profile.ts";
import type { Segment } from "../../../src/simulator/tcp/segment.ts";
import { seqNum } from "../../../src/simulator/tcp/seqnum.ts";
import { step } from "../../../src/simulator/tcp/step.ts";
import type { Tcb } from "../../../src/simulator/tcp/tcb.ts";
import { LOCAL, PEER, spell } from "./notation.ts";

const EXCHANGES_MAX = 50;

/** A client and a server that hand each other their segments at once, unless the wire loses them. */
class Pair {
  readonly log: string[] = [];
  client: Tcb;
  server: Tcb;
  readonly rules: Profile;
  now = 0;

  constructor(overrides: ProfileOverrides = {}) {
    this.rules = profile("rfc", overrides);
    this.client = newTcb(PEER, LOCAL, this.rules);
    this.server = newTcb(LOCAL, null, this.rules);
    this.play("server", { type: "OPEN", active: false, iss: seqNum(0) });
  }

  play(side: "client" | "server", event: Event, loses: (seg: string) => boolean = () => false): this {
    const pending: { side: "client" | "server"; event: Event }[] = [{ side, event }];
    for (let i = 0; pending.length > 0; i++) {
      if (i > EXCHANGES_MAX) throw new Error(`the two never stop talking:\n${this.log.join("\n")}`);
      const next = pending.shift() as { side: "client" | "server"; event: Event };
      for (const seg of this.step(next.side, next.event)) {
        const lost = loses(spell(seg));
        this.log.push(`${next.side} ${spell(seg)}${lost ? " (lost)" : ""}`);
        if (lost) continue;
        const other = next.side === "client" ? "server" : "client";
        pending.push({ side: other, event: { type: "SEGMENT ARRIVES", seg, iss: seqNum(300) } });
      }
    }
    return this;
  }

  private step(side: "client" | "server", event: Event): Segment[] {
    this.now += 10;
    const { tcb, effects } = step(this[side], event, this.now, this.rules);
    this[side] = tcb;
    return effects.flatMap((effect) => (effect.type === "send" ? [effect.seg] : []));
  }

  get states(): string {
    return `${this.client.state} ${this.server.state}`;
  }
}

const OPEN: Event = { type: "OPEN", active: true, iss: seqNum(100) };
const SEND: Event = { type: "SEND", data: "hello" };

describe("a whole life", () => {
  it("opens, carries text, closes; the first closer alone sees TIME-WAIT (P6)", () => {
    const pair = new Pair().play("client", OPEN).play("client", SEND);
    expect(pair.states, pair.log.join("\n")).toBe("ESTABLISHED ESTABLISHED");
    expect(pair.server.unread).toBe("hello");
    pair.play("client", { type: "CLOSE" }).play("server", { type: "CLOSE" });
    expect(pair.states, pair.log.join("\n")).toBe("TIME-WAIT CLOSED");
  });
});

describe("a two-way handshake", () => {
  it("works as long as nothing is lost or late", () => {
    const pair = new Pair({ twoWayHandshake: true }).play("client", OPEN).play("client", SEND);
    expect(pair.states, pair.log.join("\n")).toBe("ESTABLISHED ESTABLISHED");
    expect(pair.server.unread).toBe("hello");
  });

  it("leaves the server ESTABLISHED with nobody when the SYN was an old duplicate", () => {
    const old: Event = {
      type: "SEGMENT ARRIVES",
      iss: seqNum(300),
      seg: { src: PEER, dst: LOCAL, seq: seqNum(90), ack: seqNum(0), flags: 0x02, wnd: 65_535, data: "" },
    };
    const twoWay = new Pair({ twoWayHandshake: true });
    expect(twoWay.play("server", old, () => true).states).toBe("CLOSED ESTABLISHED");
    const threeWay = new Pair();
    // Figure 8: the SYN,ACK meets nobody, the RST takes the server back.
    expect(threeWay.play("server", old).states).toBe("CLOSED LISTEN");
  });
});

describe("a third segment that is never sent", () => {
  const pair = new Pair({ sendsThirdAck: false }).play("client", OPEN);

  it("leaves the two ends with different beliefs", () => {
    expect(pair.states).toBe("ESTABLISHED SYN-RECEIVED");
  });

  it("stays unsent when the SYN,ACK comes again", () => {
    pair.play("server", { type: "TIMEOUT", timer: "RETRANSMISSION" });
    expect(pair.states, pair.log.join("\n")).toBe("ESTABLISHED SYN-RECEIVED");
  });

  it("is not missed once text carries the same ACK (trap 4)", () => {
    pair.play("client", SEND);
    expect(pair.states, pair.log.join("\n")).toBe("ESTABLISHED ESTABLISHED");
    expect(pair.server.unread).toBe("hello");
  });
});

describe("no TIME-WAIT", () => {
  it("cannot answer a FIN whose ACK was lost with anything but a RST", () => {
    const close = (overrides: ProfileOverrides): Pair => {
      const pair = new Pair(overrides).play("client", OPEN).play("client", { type: "CLOSE" });
      pair.play("server", { type: "CLOSE" }, (seg) => seg === "<SEQ=102><ACK=302><CTL=ACK>");
      return pair.play("server", { type: "TIMEOUT", timer: "RETRANSMISSION" });
    };
    const without = close({ timeWaitMs: 0 });
    expect(without.log.at(-1)).toBe("client <SEQ=102><CTL=RST>");
    const with2Msl = close({});
    expect(with2Msl.log.at(-1)).toBe("client <SEQ=102><ACK=302><CTL=ACK>");
    expect(with2Msl.states).toBe("TIME-WAIT CLOSED");
  });
});

describe("no checksum", () => {
  it("delivers what the wire has spoiled", () => {
    const spoiled: Event = {
      type: "SEGMENT ARRIVES",
      iss: seqNum(300),
      seg: {
        ...{ src: PEER, dst: LOCAL, seq: seqNum(101), ack: seqNum(301), flags: 0x10, wnd: 65_535 },
        data: "hexxo",
        corrupted: true,
      },
    };
    const received = (overrides: ProfileOverrides): string =>
      new Pair(overrides).play("client", OPEN).play("server", spoiled, () => true).server.unread;
    expect(received({})).toBe("");
    expect(received({ checksum: false })).toBe("hexxo");
  });
});

describe("two ends that disagree about what was sent (trap 6)", () => {
  const forged: Event = {
    type: "SEGMENT ARRIVES",
    iss: seqNum(300),
    seg: {
      ...{ src: PEER, dst: LOCAL, seq: seqNum(101), ack: seqNum(301), flags: 0x10, wnd: 65_535 },
      data: "forged",
    },
  };
  const talk = (overrides: ProfileOverrides): Pair =>
    new Pair(overrides).play("client", OPEN).play("server", forged);

  it("answer each other for ever, if every doubtful segment is answered", () => {
    expect(() => talk({ challengeAckEveryMs: null })).toThrow("never stop talking");
  });

  it("go quiet with a limit (RFC 5961 §7)", () => {
    expect(talk({}).states).toBe("ESTABLISHED ESTABLISHED");
  });
});

describe("RST rules before RFC 5961 (P12)", () => {
  const guesses = (overrides: ProfileOverrides): string => {
    const pair = new Pair(overrides).play("client", OPEN);
    for (let seq = 1_000; seq < 2 ** 32 && pair.server.state === "ESTABLISHED"; seq += 65_535 * 64) {
      const seg: Segment = {
        ...{ src: PEER, dst: LOCAL, seq: seqNum(seq), ack: seqNum(0), flags: 0x04, wnd: 0, data: "" },
      };
      pair.play("server", { type: "SEGMENT ARRIVES", seg, iss: seqNum(300) });
    }
    return pair.server.state;
  };

  it("let a blind attacker in who guesses once per window", () => {
    expect(guesses({ challengeAcks: false })).toBe("CLOSED");
  });

  it("are mended: only the exact number resets", () => {
    expect(guesses({})).toBe("ESTABLISHED");
  });
});
