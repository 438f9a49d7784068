/** What people do, handed to the app: signed to its address, or in an envelope through its socket. */
import { createHmac } from "node:crypto";
import { type Fields, fieldsOf, parsed } from "./json.ts";
import { ACK_MS } from "./limits.ts";
import type { Envelope, Sockets } from "./socket-mode.ts";

export interface Ack {
  /** Whether it came in time and says so. */
  readonly ok: boolean;
  /** From delivery to acknowledgement, in milliseconds of real time. */
  readonly ms: number;
  /** What Slack tells the person where it is not ok. */
  readonly error?:
    | "operation_timeout"
    | "dispatch_failed"
    | "http_error"
    /** Slack itself refused; the app heard nothing. */
    | "not_supported_in_threads"
    | "not_in_channel";
  /** Of the HTTP answer. */
  readonly status?: number;
  readonly body: Fields;
}

export type Kind = Envelope["type"];

/** The app's address and the secret that both know; or its sockets. */
export type Transport =
  | { readonly url: string; readonly signingSecret: string }
  | { readonly sockets: Sockets };

export interface Retry {
  /** From 1. */
  readonly attempt: number;
  readonly reason: "http_timeout" | "http_error" | "timeout";
}

export async function deliver(
  transport: Transport,
  kind: Kind,
  payload: Fields,
  retry?: Retry,
): Promise<Ack> {
  const since = performance.now();
  if ("url" in transport) {
    const request = requestOf(transport, kind, payload, retry);
    return post(transport.url, request, since);
  }
  const { sockets } = transport;
  if (sockets.open() === 0) return { ok: false, ms: 0, error: "dispatch_failed", body: {} };
  const accepts = kind !== "events_api";
  const again = retry && { retry_attempt: retry.attempt, retry_reason: retry.reason };
  const body = await sockets.send(
    { type: kind, payload, accepts_response_payload: accepts, ...(kind === "events_api" && again) },
    ACK_MS,
  );
  const ms = performance.now() - since;
  return body === undefined
    ? { ok: false, ms, error: "operation_timeout", body: {} }
    : { ok: true, ms, body: accepts ? body : {} };
}

export interface SignedRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** `at`: when it says to be sent, in milliseconds since 1970 of real time, which the app compares it with. */
export function requestOf(
  { signingSecret }: { readonly signingSecret: string },
  kind: Kind,
  payload: Fields,
  retry?: Retry,
  at: number = Date.now(),
): SignedRequest {
  const body = bodyOf(kind, payload);
  const timestamp = String(Math.floor(at / 1_000));
  const hmac = createHmac("sha256", signingSecret).update(`v0:${timestamp}:${body}`).digest("hex");
  return {
    body,
    headers: {
      "Content-Type": kind === "events_api" ? "application/json" : "application/x-www-form-urlencoded",
      "X-Slack-Request-Timestamp": timestamp,
      "X-Slack-Signature": `v0=${hmac}`,
      ...(retry && { "X-Slack-Retry-Num": String(retry.attempt), "X-Slack-Retry-Reason": retry.reason }),
    },
  };
}

function bodyOf(kind: Kind, payload: Fields): string {
  if (kind === "events_api") return JSON.stringify(payload);
  if (kind === "interactive") return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  return new URLSearchParams(
    Object.entries(payload).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
}

/** Sends a request as it is, whoever signed it. */
export async function post(
  url: string,
  { headers, body }: SignedRequest,
  since: number = performance.now(),
): Promise<Ack> {
  try {
    const response = await fetch(url, { method: "POST", headers, body, signal: AbortSignal.timeout(ACK_MS) });
    const text = await response.text();
    const ms = performance.now() - since;
    const { ok, status } = response;
    const told = parsed(text);
    const said = told === undefined && text !== "" ? { text } : fieldsOf(told);
    return { ok, ms, status, body: said, ...(!ok && { error: "http_error" as const }) };
  } catch (error) {
    const late = (error as Error).name === "TimeoutError";
    const ms = performance.now() - since;
    return { ok: false, ms, error: late ? "operation_timeout" : "dispatch_failed", body: {} };
  }
}
