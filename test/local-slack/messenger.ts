/** Hands doings to the app, and again, or forged, where a test wants that. */
import { type Ack, deliver, type Kind, post, type Retry, requestOf, type Transport } from "./deliver.ts";
import type { Fields } from "./json.ts";

export type Forgery = "bad signature" | "old timestamp" | "replayed";

export interface Messenger {
  use(transport: Transport): void;
  /** `twice`: the second on the heels of the first, as Slack's own retry. */
  send(kind: Kind, payload: Fields, twice?: boolean): Promise<readonly Ack[]>;
  /** Once more what was delivered last, or so many deliveries `before` it, as Slack's own retry. */
  again(before?: number): Promise<Ack>;
  /** What was delivered last, as somebody else than Slack would send it. HTTP only. */
  forged(forgery: Forgery): Promise<Ack>;
}

const RETRY: Retry = { attempt: 1, reason: "http_timeout" };
/** Slack's documentation has apps refuse what is older than five minutes. */
const OLD_MS = 6 * 60_000;

export function createMessenger(): Messenger {
  let transport: Transport | undefined;
  const all: { readonly kind: Kind; readonly payload: Fields; readonly at: number }[] = [];
  const chosen = (): Transport => {
    if (transport === undefined)
      throw new Error("say first how the app is reached: overHttp() or overSocket()");
    return transport;
  };
  const delivered = (before = 0) => {
    const one = all.at(-1 - before);
    if (one === undefined) throw new Error("so much was not delivered yet");
    return one;
  };
  return {
    use(next) {
      transport = next;
    },
    send(kind, payload, twice = false) {
      all.push({ kind, payload, at: Date.now() });
      const first = deliver(chosen(), kind, payload);
      return Promise.all(twice ? [first, deliver(chosen(), kind, payload, RETRY)] : [first]);
    },
    again(before = 0) {
      const { kind, payload } = delivered(before);
      return deliver(chosen(), kind, payload, RETRY);
    },
    forged(forgery) {
      const by = chosen();
      if (!("url" in by)) throw new Error("nobody can forge what comes through the app's own socket");
      const { kind, payload, at } = delivered();
      const secret = forgery === "bad signature" ? { signingSecret: `not ${by.signingSecret}` } : by;
      const when = { "bad signature": Date.now(), "old timestamp": Date.now() - OLD_MS, replayed: at };
      return post(by.url, requestOf(secret, kind, payload, undefined, when[forgery]));
    },
  };
}
