/** The recording's socket calls and results, in the simulator's words. */
import type { SocketCall, SocketOption, SocketResult } from "../simulator/host/socket.ts";
import type { Names } from "./names.ts";
import type { RecordedCall } from "./recording.ts";

/** SO_LINGER with a time of 0 turns close() into ABORT; any other setting of it changes nothing that is recorded. */
const LINGER_OFF = -1;

export function callOf({ op, args, sock }: RecordedCall, names: ReadonlyMap<string, Names>): SocketCall {
  switch (op) {
    case "listen":
      return { op, port: Number(args.port), backlog: Number(args.backlog) };
    case "connect": {
      const { local, peer } = names.get(sock) as Names;
      return { op, to: peer, localPort: local.port };
    }
    case "accept":
      return { op, as: String(args.as_sock) };
    case "send":
      return { op, data: "x".repeat(Number(args.len)) };
    case "recv":
      return { op: "receive", max: Number(args.max) };
    case "shutdown":
    case "close":
      return { op };
    case "setsockopt":
      return { op: "set option", option: String(args.name) as SocketOption, value: optionValue(args.value) };
    case "getsockopt":
      return { op: "get error" };
  }
}

function optionValue(value: unknown): number {
  if (typeof value === "number") return value;
  const linger = value as { onoff?: number; linger_s?: number } | null;
  return linger?.onoff === 1 ? (linger.linger_s ?? LINGER_OFF) : LINGER_OFF;
}

export function resultFits({ op, result }: RecordedCall, got: SocketResult | null): boolean {
  if (got === null) return false;
  if (typeof result === "object") return !got.ok && got.errno === result.errno;
  if (!got.ok) return false;
  if (op === "getsockopt") return got.value === (result === "none" ? "ok" : result);
  return got.value === result;
}

export const spellResult = (result: SocketResult | null): string => {
  if (result === null) return "nothing";
  return result.ok ? String(result.value) : result.errno;
};
