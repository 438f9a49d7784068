/** Socket calls and their results, spelt as a program does. */
import type { Errno, SocketCall, SocketResult } from "../host/socket.ts";
import type { ErrorNames, HostId, Trace } from "../network/trace.ts";

export function callText(call: SocketCall): string {
  switch (call.op) {
    case "listen":
      return `listen(${call.port})`;
    case "connect":
      return `connect(${call.to.ip}:${call.to.port})`;
    case "send":
      return `send(${call.data.length})`;
    case "bind udp":
      return `bind(UDP ${call.port})`;
    case "send to":
      return `sendto(${call.to.ip}:${call.to.port}, ${call.data.length})`;
    case "receive from":
      return "recvfrom()";
    case "receive":
      return call.max === undefined ? "recv()" : `recv(${call.max})`;
    case "shutdown":
      return "shutdown(SHUT_WR)";
    case "abort":
      return "close() [SO_LINGER 0]";
    case "set option":
      return `setsockopt(${call.option}, ${call.value})`;
    case "get error":
      return "getsockopt(SO_ERROR)";
    default:
      return `${call.op}()`;
  }
}

/** null = nothing but success. */
export function resultText(result: SocketResult | null, names?: ErrorNames): string | null {
  if (result === null) return null;
  if (!result.ok) return errorName(result.errno, names);
  if (result.value === "ok") return null;
  if (result.value === "EOF") return "0 (EOF)";
  return typeof result.value === "number" ? String(result.value) : errorName(result.value, names);
}

/**
 * What WSAGetLastError() and SO_ERROR say on Windows ("Windows Sockets Error Codes", learn.microsoft.com): the same names
 * with WSA before them, but for these. A port that is still taken is found out by connect() as WSAEADDRINUSE.
 */
const WINSOCK: Readonly<Partial<Record<Errno, string>>> = {
  EAGAIN: "WSAEWOULDBLOCK",
  EINPROGRESS: "WSAEWOULDBLOCK",
  EPIPE: "WSAESHUTDOWN",
  EBADF: "WSAENOTSOCK",
  EADDRNOTAVAIL: "WSAEADDRINUSE",
};

/** As the host's own sockets call it. */
export const errorName = (errno: Errno, names?: ErrorNames): string =>
  names === "winsock" ? (WINSOCK[errno] ?? `WSA${errno}`) : errno;

export const errorNamesOf = ({ hosts }: Trace, host: HostId | null): ErrorNames | undefined =>
  hosts.find(({ id }) => id === host)?.errors;
