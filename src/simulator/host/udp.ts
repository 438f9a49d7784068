/**
 * UDP (RFC 768): a datagram carries its ports, its length and a checksum, and goes where it is sent. No connection,
 * no numbers, no acknowledgement; the ports are other ones than TCP's.
 *
 * A datagram for a port where nobody is bound is discarded. The ICMP "port unreachable" that a host should send
 * (RFC 1122 §4.1.3.1) is left out, and with it the ECONNREFUSED that only a connected UDP socket would hear of.
 */
import { because } from "../tcp/rules.ts";
import type { Address, Segment } from "../tcp/segment.ts";
import { seqNum } from "../tcp/seqnum.ts";
import { fail, type Host, type Outcome, type Socket, succeed } from "./host.ts";
import type { SocketCall } from "./socket.ts";

export type UdpSocket = Socket & { readonly kind: "udp" };

/** Datagrams that wait to be read, per socket; what comes then is dropped, as a full receive buffer does. */
const WAITING_MAX = 100;
const FIRST_EPHEMERAL_PORT = 50_001;

export function arriveUdp(host: Host, seg: Segment, out: Outcome): void {
  if (seg.corrupted && host.profile.checksum) {
    out.because.push(because("udp-checksum-bad"));
    return;
  }
  const port = seg.dst.port;
  const name = seg.dst.ip === host.ip ? boundTo(host, port) : undefined;
  const socket = name === undefined ? undefined : (host.sockets[name] as UdpSocket);
  if (name === undefined || !socket || socket.waiting.length >= WAITING_MAX) {
    out.because.push(because("udp-discarded", { port }));
    return;
  }
  out.because.push(because("udp-delivered", { octets: seg.data.length, port }));
  host.sockets[name] = {
    ...socket,
    waiting: [...socket.waiting, { from: seg.src, data: seg.data }],
    arrived: socket.arrived + 1,
    received: socket.received + seg.data.length,
  };
}

const boundTo = (host: Host, port: number): string | undefined =>
  Object.keys(host.sockets).find((name) => {
    const socket = host.sockets[name];
    return socket?.kind === "udp" && socket.port === port;
  });

/** bind() of a new socket, which makes it a UDP socket here. */
export function bindUdp(host: Host, name: string, socket: Socket, port: number, out: Outcome): void {
  if (socket.kind !== "new") {
    fail(out, "EINVAL");
    return;
  }
  if (boundTo(host, port) !== undefined) {
    fail(out, "EADDRINUSE");
    return;
  }
  host.sockets[name] = { kind: "udp", port, waiting: [], arrived: 0, received: 0, options: socket.options };
  out.because.push(because("udp-bound", { port }));
  succeed(out, "ok");
}

/** A socket that was never bound gets a free port with its first datagram. */
export function sendTo(
  host: Host,
  name: string,
  socket: Socket,
  { to, data }: { to: Address; data: string },
  out: Outcome,
): void {
  if (socket.kind === "new") bindUdp(host, name, socket, freePort(host), out);
  const bound = host.sockets[name];
  if (bound?.kind !== "udp") {
    fail(out, "EINVAL");
    return;
  }
  out.sent.push({ seg: datagram({ ip: host.ip, port: bound.port }, to, data), again: false });
  out.because.push(because("udp-sent", { octets: data.length }));
  succeed(out, data.length);
}

function freePort(host: Host): number {
  let port = FIRST_EPHEMERAL_PORT;
  while (boundTo(host, port) !== undefined) port++;
  return port;
}

/** Of TCP's header only the ports mean something. */
const datagram = (src: Address, dst: Address, data: string): Segment => ({
  protocol: "udp",
  src,
  dst,
  seq: seqNum(0),
  ack: seqNum(0),
  flags: 0,
  wnd: 0,
  data,
});

/** One call, one datagram: borders stay as they were sent. */
export function receiveFrom(host: Host, name: string, socket: Socket, out: Outcome): void {
  if (socket.kind !== "udp") {
    fail(out, "EINVAL");
    return;
  }
  const [first, ...waiting] = socket.waiting;
  if (!first) {
    fail(out, "EAGAIN");
    return;
  }
  host.sockets[name] = { ...socket, waiting };
  out.effects.push({ type: "deliver", data: first.data });
  succeed(out, first.data.length, first.data);
}

/** What a TCP socket is asked, of a UDP one. */
export function onUdp(host: Host, name: string, call: SocketCall, out: Outcome): void {
  if (call.op === "get error") {
    succeed(out, "ok");
    return;
  }
  if (call.op !== "close" && call.op !== "abort") {
    fail(out, "EOPNOTSUPP");
    return;
  }
  delete host.sockets[name];
  succeed(out, "ok");
}
