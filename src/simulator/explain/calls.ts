/** Socket calls and their results, spelt as a program does. */
import type { SocketCall, SocketResult } from "../host/socket.ts";

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
export function resultText(result: SocketResult | null): string | null {
  if (result === null) return null;
  if (!result.ok) return result.errno;
  if (result.value === "ok") return null;
  return result.value === "EOF" ? "0 (EOF)" : String(result.value);
}
