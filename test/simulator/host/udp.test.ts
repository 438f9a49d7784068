import { describe, expect, it } from "vitest";
import { arrive } from "../../../src/simulator/host/arrive.ts";
import { type Host, newHost, reboot } from "../../../src/simulator/host/host.ts";
import { perform } from "../../../src/simulator/host/perform.ts";
import type { SocketCall } from "../../../src/simulator/host/socket.ts";
import { profile } from "../../../src/simulator/tcp/profile.ts";
import type { Segment } from "../../../src/simulator/tcp/segment.ts";

const HERE = "10.0.0.2";
const THERE = "10.0.0.1";

const machine = (ip: string): Host => newHost(ip, ip, profile("rfc"), { mode: "rfc6528" }, [1, 2, 3, 4]);
const call = (host: Host, socket: string, what: SocketCall) => perform(host, socket, what, 0);

/** One datagram from a fresh machine to `port` here. */
function datagram(data: string, port: number): Segment {
  const [sent] = call(machine(THERE), "u", { op: "send to", to: { ip: HERE, port }, data }).sent;
  return (sent as { seg: Segment }).seg;
}

describe("UDP", () => {
  it("sends a datagram without any handshake, numbers or window", () => {
    expect(datagram("hello", 53)).toMatchObject({
      protocol: "udp",
      dst: { ip: HERE, port: 53 },
      data: "hello",
      ...{ seq: 0, ack: 0, flags: 0, wnd: 0 },
    });
  });

  it("delivers each datagram by itself, in the order of arrival", () => {
    const host = machine(HERE);
    call(host, "u", { op: "bind udp", port: 53 });
    for (const data of ["two", "one"]) expect(arrive(host, datagram(data, 53), 0).sent).toEqual([]);
    const read = () => call(host, "u", { op: "receive from" }).result;
    expect(read()).toMatchObject({ ok: true, data: "two" });
    expect(read()).toMatchObject({ ok: true, data: "one" });
    expect(read()).toEqual({ ok: false, errno: "EAGAIN" });
  });

  it("has ports of its own beside those of TCP", () => {
    const host = machine(HERE);
    expect(call(host, "t", { op: "listen", port: 53 }).result).toMatchObject({ ok: true });
    expect(call(host, "u", { op: "bind udp", port: 53 }).result).toMatchObject({ ok: true });
    expect(call(host, "v", { op: "bind udp", port: 53 }).result).toEqual({ ok: false, errno: "EADDRINUSE" });
    arrive(host, datagram("x", 53), 0);
    expect(host.live).toEqual([]);
  });

  it("discards what nobody waits for, what is damaged, and what finds no room, without a word", () => {
    const host = machine(HERE);
    call(host, "u", { op: "bind udp", port: 53 });
    const reasonOf = (seg: Segment): string | undefined => {
      const { sent, because } = arrive(host, seg, 0);
      expect(sent).toEqual([]);
      return because[0]?.rule;
    };
    expect(reasonOf(datagram("x", 54))).toBe("udp-discarded");
    expect(reasonOf({ ...datagram("x", 53), corrupted: true })).toBe("udp-checksum-bad");
    for (let i = 0; i < 100; i++) expect(reasonOf(datagram("x", 53))).toBe("udp-delivered");
    expect(reasonOf(datagram("x", 53))).toBe("udp-discarded");
  });

  it("refuses on its sockets what only TCP can do, and the other way round", () => {
    const host = machine(HERE);
    call(host, "u", { op: "bind udp", port: 53 });
    for (const what of [{ op: "send", data: "x" }, { op: "receive" }, { op: "shutdown" }] as const)
      expect(call(host, "u", what).result).toEqual({ ok: false, errno: "EOPNOTSUPP" });
    call(host, "t", { op: "listen", port: 80 });
    for (const what of [{ op: "receive from" }, { op: "bind udp", port: 54 }] as const)
      expect(call(host, "t", what).result).toEqual({ ok: false, errno: "EINVAL" });
  });

  it("frees the port when the socket is closed or the host restarts", () => {
    const host = machine(HERE);
    for (const end of [() => call(host, "u", { op: "close" }), () => reboot(host)]) {
      expect(call(host, "u", { op: "bind udp", port: 53 }).result).toMatchObject({ ok: true });
      end();
    }
    expect(call(host, "v", { op: "bind udp", port: 53 }).result).toMatchObject({ ok: true });
  });
});
