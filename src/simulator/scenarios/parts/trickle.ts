/** A server that answers a request one octet at a time. */
import { serving } from "./hosts.ts";

export const REQUEST = "request";
const EVERY_MS = 4_000;

export const trickling = serving(
  { when: { received: REQUEST.length }, socket: "s", call: { op: "receive" } },
  { afterMs: EVERY_MS, socket: "s", call: { op: "send", data: "a" } },
  { afterMs: EVERY_MS, socket: "s", call: { op: "send", data: "b" } },
  { afterMs: EVERY_MS, socket: "s", call: { op: "send", data: "c" } },
  { socket: "s", call: { op: "close" } },
);
