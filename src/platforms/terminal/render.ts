/** Replies as lines to read or as one JSON value, with pictures written beside them. */
import type { Answer } from "../../chat/bot.ts";
import type { Choice, Field, Form, Message, Picture, Place, Shown, TextFile } from "../../chat/message.ts";
import { textWithSharer } from "../../chat/shared-by.ts";
import type { Language, Locale } from "../../language.ts";

/** Writes what an answer carries, and says where it lies. */
export interface Save {
  /** One that moves: also where the moving one lies. */
  picture(picture: Picture): { readonly file: string; readonly moving?: string };
  file(file: TextFile): string;
}

type Answered = Pick<Answer, "replies" | "form">;

export function renderJson({ replies, form }: Answered, place: Place, save: Save): string {
  let here = place;
  const said = printed(replies).map((reply) => {
    // A terminal keeps no threads: a new one is named by its title, for the next `--thread`.
    if (reply.to === "new thread") here = { ...place, thread: reply.title };
    return jsonReply(reply, here, save);
  });
  return JSON.stringify({ replies: said, form });
}

/** What a terminal has printed stays as it is: nothing hangs on it. */
const printed = (replies: readonly Shown[]): readonly Shown[] =>
  replies.filter(({ to }) => to !== "thread's root");

function jsonReply(reply: Shown, place: Place, save: Save): object {
  const { picture, file, buttons = [], selects } = reply.message;
  return {
    to: reply.to,
    text: textWithSharer(reply.message),
    ...(picture === undefined
      ? {}
      : {
          picture: {
            ...save.picture(picture),
            alt: picture.alt,
            width: picture.width,
            height: picture.height,
          },
        }),
    ...(file && { file: save.file(file) }),
    buttons: buttons.map((row) => row.map(({ label, press }) => ({ label, press }))),
    selects,
    place,
  };
}

export function renderText(
  { replies, form }: Answered,
  save: Save,
  language: Language,
  locale: Locale,
): string {
  const said = printed(replies).map((reply) => textReply(reply, save, language, locale));
  return [...said, ...(form ? [textForm(form, language, locale)] : [])].join("\n\n");
}

function textReply(reply: Shown, save: Save, language: Language, locale: Locale): string {
  const { message } = reply;
  const key = reply.to.replace(" ", "-");
  const lines = [language.say(`terminal.to.${key}`, locale), plain(textWithSharer(message))];
  if (message.picture !== undefined) {
    const { file, moving } = save.picture(message.picture);
    lines.push("", language.say("terminal.picture", locale, { file }));
    if (moving !== undefined) lines.push(language.say("terminal.moving", locale, { file: moving }));
    lines.push("", message.picture.alt);
  }
  if (message.file !== undefined)
    lines.push("", language.say("terminal.file", locale, { file: save.file(message.file) }));
  return [...lines, ...selectLines(message), ...buttonLines(message, language, locale)].join("\n");
}

/** Every entry with the words to type: a terminal has nothing to open. */
const selectLines = ({ selects = [] }: Message<string>): readonly string[] =>
  selects.flatMap(({ placeholder, choices, press }) => [
    "",
    `${placeholder}:`,
    ...choices.map(
      (choice) => `  [${choiceText(choice)}]  --press ${quoted(press)} --chosen ${quoted(choice.value)}`,
    ),
  ]);

const choiceText = ({ label, summary }: Choice): string =>
  summary === undefined ? label : `${label}: ${summary}`;

function buttonLines(
  { buttons = [] }: Message<string>,
  language: Language,
  locale: Locale,
): readonly string[] {
  const all = buttons.flat().filter(({ disabled }) => disabled !== true);
  if (all.length === 0) return [];
  const lines = all.map(({ label, press }) => `  [${label}]  --press ${quoted(press)}`);
  return ["", language.say("terminal.buttons", locale), ...lines];
}

function textForm({ title, press, fields }: Form<string>, language: Language, locale: Locale): string {
  const typed = fields.map(({ name, value = "" }) => `--field ${quoted(`${name}=${value}`)}`);
  return [
    language.say("terminal.form.title", locale, { title }),
    ...fields.flatMap((field) => fieldLines(field, language, locale)),
    "",
    language.say("terminal.form.send", locale),
    `  --press ${quoted(press)} ${typed.join(" ")}`,
  ].join("\n");
}

function fieldLines(
  { name, label, hint, required, choices = [] }: Field,
  language: Language,
  locale: Locale,
): readonly string[] {
  // A command's own fields have their name in the hint, where other platforms show it nowhere else.
  const more = hint?.startsWith(name) ? hint.slice(name.length).trim() : hint;
  const said = more ? `${label} (${more})` : label;
  const optional = required ? "" : ` ${language.say("terminal.form.optional", locale)}`;
  return [
    `  ${name}: ${said}${optional}`,
    ...choices.map((choice) => {
      const text = choiceText(choice);
      return `    ${text.startsWith(choice.value) ? text : `${choice.value}: ${text}`}`;
    }),
  ];
}

/** As a shell takes it for one word. */
const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

/** Bold marks and code ticks are for pages; a terminal shows the words. */
const plain = (markdown: string): string =>
  markdown
    .replace(/^```[a-z]*\n?|\n?```$/gmu, "")
    .replace(/\*\*(.+?)\*\*/gu, "$1")
    .replace(/`([^`\n]+)`/gu, "$1");
