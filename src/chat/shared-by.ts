/** Who shows something to everybody at the press of a button: of a typed command the platform itself says it. */
import type { Language } from "../language.ts";
import type { Context, Message } from "./message.ts";

/** In the channel's language. */
export const sharedBy = ({
  asker,
  language,
  channelLocale,
}: Pick<Context, "asker" | "channelLocale"> & { readonly language: Language }): string =>
  language.say("chat.shared", channelLocale, { name: asker.name });

/** Where a message is one text: who shares it, then what it says. */
export const textWithSharer = ({ sharedBy: by, text }: Pick<Message, "sharedBy" | "text">): string =>
  by === undefined ? text : `${by}\n${text}`;
