/** Ids of people, servers and channels have their platform in front: `discord:80351110224678912`. */
import type { Context } from "./message.ts";

/** The platform's name, and what it calls the thing itself. */
export function idParts(id: string): { readonly platform: string; readonly own: string } {
  const at = id.indexOf(":");
  return { platform: id.slice(0, at), own: id.slice(at + 1) };
}

type Where = Pick<Context, "asker" | "place">;

export const platformOf = ({ asker }: Pick<Where, "asker">): string => idParts(asker.id).platform;

/** null in a direct message. */
export const serverOf = ({ asker, place }: Where): string | null =>
  place.server === undefined ? null : `${platformOf({ asker })}:${place.server}`;

export const channelOf = ({ asker, place }: Where): string => `${platformOf({ asker })}:${place.channel}`;
