/**
 * Button ids: `v1|command|verb|args…|mac`, at most 100 characters.
 *
 * The mac binds an id to this installation's secret and to who may press it: anybody ("public"), or the
 * one person who got a private reply. So an id that nobody issued, an altered one, or one taken from
 * another person's private reply is refused with nothing remembered, after a restart too.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { PRESS_ID } from "./limits.ts";
import type { Press } from "./message.ts";

export type Presser = "public" | { readonly asker: string };

export type Unsealed =
  | { readonly ok: true; readonly press: Press; readonly by: Presser }
  | { readonly ok: false; readonly why: "unknown" | "not yours" };

const VERSION = "v1";
const MAC_BYTES = 9;

/** A press whose verb is `SAY` is the bot's own: it runs the command as if it had been typed. */
export const SAY = "say";

/** A button that runs `/handshake run syn-lost` for whoever presses it. */
export function saying(commandText: string): Press {
  const [, command = "", rest = ""] = /^\/?(\S+)\s*(.*)$/su.exec(commandText) ?? [];
  return { command, verb: SAY, args: [rest] };
}

/** Throws where the id would be too long: what a button carries is chosen by a command, so that is a bug. */
export function seal(press: Press, by: Presser, secret: Uint8Array): string {
  const body = bodyOf(press);
  const id = `${body}|${mac(body, by, secret)}`;
  if (id.length > PRESS_ID) {
    throw new Error(`press id of ${id.length} characters, at most ${PRESS_ID}: ${body}`);
  }
  return id;
}

/** Whether `seal` would take it: for buttons that are left out rather than too long. */
export const fits = (press: Press): boolean =>
  bodyOf(press).length + 2 + Math.ceil((MAC_BYTES * 4) / 3) <= PRESS_ID;

export function unseal(id: string, presserId: string, secret: Uint8Array): Unsealed {
  if (id.length > PRESS_ID) return { ok: false, why: "unknown" };
  const cut = id.lastIndexOf("|");
  const body = id.slice(0, Math.max(cut, 0));
  const given = id.slice(cut + 1);
  const by: Presser = given.startsWith("a") ? { asker: presserId } : "public";
  if (!same(given, mac(body, by, secret))) {
    // Forged and foreign ids cannot be told apart where the mac covers the asker; the sentence says both.
    return { ok: false, why: by === "public" ? "unknown" : "not yours" };
  }
  const [, command = "", verb = "", ...args] = body.split("|").map(decode);
  return { ok: true, press: { command, verb, args }, by };
}

/** What those of the ids carry that this person may press; the others are left out. */
export const unsealAll = (ids: readonly string[], presserId: string, secret: Uint8Array): Press[] =>
  ids.flatMap((id) => {
    const unsealed = unseal(id, presserId, secret);
    return unsealed.ok ? [unsealed.press] : [];
  });

const bodyOf = ({ command, verb, args }: Press): string =>
  [VERSION, ...[command, verb, ...args].map(encode)].join("|");

function mac(body: string, by: Presser, secret: Uint8Array): string {
  const bound = by === "public" ? "public" : `asker ${by.asker}`;
  const digest = createHmac("sha256", secret).update(`${bound}\n${body}`).digest();
  return (by === "public" ? "p" : "a") + digest.subarray(0, MAC_BYTES).toString("base64url");
}

function same(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}

/** The separator, the mark itself, controls and halves of surrogate pairs, each as `%` and four hex digits. */
const encode = (word: string): string =>
  word.replace(/[|%\p{Cc}\p{Cs}]/gu, (unit) => `%${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

const decode = (word: string): string =>
  word.replace(/%([0-9a-f]{4})/gu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
