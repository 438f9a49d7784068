/** Who is here. A token proves who somebody is, also after a restart: it is signed, not remembered. */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { hasUnprintable } from "../../chat/grammar.ts";
import type { Person } from "../../chat/message.ts";
import { NAME, PEOPLE } from "./limits.ts";
import type { Introduced, WirePerson } from "./wire.ts";

export interface People {
  /** Gives somebody a name, and a token where they have none that is ours. */
  introduce(name: string, token?: string): Introduced;
  /** `undefined`: the token is not ours, or its person has not said a name since the start. */
  find(token: string): Person | undefined;
  opened(person: Person): void;
  closed(person: Person): void;
  /** Those with the page open. */
  here(): readonly WirePerson[];
}

export function createPeople(secret: Uint8Array): People {
  const names = new Map<string, string>();
  const open = new Map<string, number>();

  const sign = (id: string): string =>
    createHmac("sha256", secret).update(`web session ${id}`).digest("base64url");

  function idOf(token: string): string | undefined {
    const [id = "", mac = ""] = token.split(".");
    const [given, expected] = [Buffer.from(mac), Buffer.from(sign(id))];
    return given.length === expected.length && timingSafeEqual(given, expected) ? id : undefined;
  }

  function forgetOldest(): void {
    if (names.size <= PEOPLE) return;
    const away = [...names.keys()].find((id) => !open.has(id)) ?? [...names.keys()][0];
    if (away !== undefined) names.delete(away);
  }

  return {
    introduce(name, token) {
      const id = (token === undefined ? undefined : idOf(token)) ?? randomBytes(12).toString("base64url");
      names.set(id, name);
      forgetOldest();
      return { token: `${id}.${sign(id)}`, me: { id: personId(id), name } };
    },
    find(token) {
      const id = idOf(token);
      const name = id === undefined ? undefined : names.get(id);
      return id === undefined || name === undefined ? undefined : { id: personId(id), name };
    },
    opened: ({ id }) => void open.set(plainId(id), (open.get(plainId(id)) ?? 0) + 1),
    closed({ id }) {
      const left = (open.get(plainId(id)) ?? 1) - 1;
      if (left > 0) open.set(plainId(id), left);
      else open.delete(plainId(id));
    },
    here: () =>
      [...open.keys()].flatMap((id) => {
        const name = names.get(id);
        return name === undefined ? [] : [{ id: personId(id), name }];
      }),
  };
}

const PREFIX = "web:";
const personId = (id: string): string => PREFIX + id;
const plainId = (id: string): string => id.slice(PREFIX.length);

/** A name as it is kept, or `undefined` where it cannot be one. */
export function readName(typed: string): string | undefined {
  const name = typed.normalize("NFC").replace(/\s+/gu, " ").trim();
  const length = [...name].length;
  return length === 0 || length > NAME || hasUnprintable(name) ? undefined : name;
}
