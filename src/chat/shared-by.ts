/** Who shows something to everybody at the press of a button: of a typed command the platform itself says it. */
import { type Language, LOCALES } from "../language.ts";
import type { Context, Message, Reply } from "./message.ts";

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

/** Of the private-use letters: no sentence of ours has it. */
const NAME = "\uE000";

/** The line in which such a text says who shares it. Nothing else remembers it where messages are a platform's alone. */
export function sharerIn(text: string, language: Language): string | undefined {
  const [line = ""] = text.split("\n", 1);
  const isSharer = LOCALES.some((locale) => {
    const [before = "", behind = ""] = language.say("chat.shared", locale, { name: NAME }).split(NAME);
    const named = line.length > before.length + behind.length;
    return named && line.startsWith(before) && line.endsWith(behind);
  });
  return isSharer ? line : undefined;
}

/** What replaces a message that somebody shared is still shared by them. */
export const stillShared =
  (by: string | undefined) =>
  (reply: Reply): Reply =>
    by === undefined || reply.to !== "same message"
      ? reply
      : { ...reply, message: { sharedBy: by, ...reply.message } };
