/** Replies as lines to read or as one JSON value, with pictures written beside them. */
import type { Message, Picture, Place, Shown } from "../../chat/message.ts";
import type { Language, Locale } from "../../language.ts";

/** Writes a picture and says where it lies; one that moves, also where the moving one lies. */
export type Save = (picture: Picture) => { readonly file: string; readonly moving?: string };

export function renderJson(replies: readonly Shown[], place: Place, save: Save): string {
  return JSON.stringify({ replies: replies.map((reply) => jsonReply(reply, place, save)) });
}

function jsonReply(reply: Shown, place: Place, save: Save): object {
  const { text, picture, buttons = [] } = reply.message;
  return {
    to: reply.to,
    text,
    ...(picture === undefined
      ? {}
      : {
          picture: {
            ...save(picture),
            alt: picture.alt,
            width: picture.width,
            height: picture.height,
          },
        }),
    buttons: buttons.map((row) => row.map(({ label, press }) => ({ label, press }))),
    // A terminal keeps no threads: a new one is named by its title, for the next `--thread`.
    place: reply.to === "new thread" ? { ...place, thread: reply.title } : place,
  };
}

export function renderText(
  replies: readonly Shown[],
  save: Save,
  language: Language,
  locale: Locale,
): string {
  return replies.map((reply) => textReply(reply, save, language, locale)).join("\n\n");
}

function textReply(reply: Shown, save: Save, language: Language, locale: Locale): string {
  const { message } = reply;
  const title = reply.to === "new thread" ? [reply.title, ""] : [];
  const key = reply.to.replace(" ", "-");
  const lines = [language.say(`terminal.to.${key}`, locale), ...title, plain(message.text)];
  if (message.picture !== undefined) {
    const { file, moving } = save(message.picture);
    lines.push("", language.say("terminal.picture", locale, { file }));
    if (moving !== undefined) lines.push(language.say("terminal.moving", locale, { file: moving }));
    lines.push("", message.picture.alt);
  }
  return [...lines, ...buttonLines(message, language, locale)].join("\n");
}

function buttonLines(
  { buttons = [] }: Message<string>,
  language: Language,
  locale: Locale,
): readonly string[] {
  const all = buttons.flat().filter(({ disabled }) => disabled !== true);
  if (all.length === 0) return [];
  const lines = all.map(({ label, press }) => `  [${label}]  --press '${press.replaceAll("'", "'\\''")}'`);
  return ["", language.say("terminal.buttons", locale), ...lines];
}

/** Bold marks and code ticks are for pages; a terminal shows the words. */
const plain = (markdown: string): string =>
  markdown
    .replace(/^```[a-z]*\n?|\n?```$/gmu, "")
    .replace(/\*\*(.+?)\*\*/gu, "$1")
    .replace(/`([^`\n]+)`/gu, "$1");
