/** Whether a request comes from Discord: Ed25519 over the timestamp and the raw body, and recent. */
import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { SIGNATURE_SECONDS } from "./limits.ts";

/** Throws where it is not 32 bytes in hexadecimal, as the developer portal shows it. */
export function publicKey(hex: string): KeyObject {
  const bytes = Buffer.from(hex, "hex");
  if (bytes.length !== 32) throw new Error("a Discord public key is 64 hexadecimal digits");
  return createPublicKey({
    key: { kty: "OKP", crv: "Ed25519", x: bytes.toString("base64url") },
    format: "jwk",
  });
}

/** `now` in milliseconds since 1970. */
export function isFromDiscord(headers: Headers, body: string, key: KeyObject, now: number): boolean {
  const timestamp = headers.get("x-signature-timestamp") ?? "";
  const signature = Buffer.from(headers.get("x-signature-ed25519") ?? "", "hex");
  const age = Math.abs(now / 1_000 - Number(timestamp));
  // What is no number compares as false, and none at all counts as 1970: both are refused.
  if (!(age <= SIGNATURE_SECONDS) || signature.length !== 64) return false;
  return verify(null, Buffer.from(timestamp + body), key, signature);
}
