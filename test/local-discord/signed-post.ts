/** HTTP interactions: each request signed over its time and its very bytes. */
import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";

export interface Keys {
  /** Hex, as the developer portal shows it. */
  readonly publicKey: string;
  readonly privateKey: KeyObject;
}

export function createKeys(): Keys {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const { x } = publicKey.export({ format: "jwk" });
  return { privateKey, publicKey: Buffer.from(x ?? "", "base64url").toString("hex") };
}

export interface Signed {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** `seconds`: since 1970, as the header says it. */
export function signed(keys: Keys, payload: unknown, seconds: number): Signed {
  const body = JSON.stringify(payload);
  const timestamp = String(seconds);
  const signature = sign(null, Buffer.from(timestamp + body), keys.privateKey).toString("hex");
  return {
    body,
    headers: {
      "content-type": "application/json",
      "user-agent": "Discord-Interactions/1.0 (+https://discord.com)",
      "x-signature-timestamp": timestamp,
      "x-signature-ed25519": signature,
    },
  };
}

/** The right form, over other bytes: what Discord sends now and then to see whether anybody looks. */
export function badlySigned(keys: Keys, payload: unknown, seconds: number): Signed {
  const good = signed(keys, payload, seconds);
  const { headers } = signed(keys, { something: "else" }, seconds);
  return { body: good.body, headers };
}
