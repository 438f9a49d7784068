/** A message of the port as blocks with the same in plain text; a form as a modal. */
import type { types } from "@slack/bolt";
import { altText } from "../../chat/alt.ts";
import { cutLetters, cutText } from "../../chat/cut-text.ts";
import type { Button, Choice, Field, Form, Message, Select } from "../../chat/message.ts";
import { textWithSharer } from "../../chat/shared-by.ts";
import { unbroken } from "../../chat/unbroken.ts";
import type { Language, Locale } from "../../language.ts";
import * as limits from "./limits.ts";
import { mrkdwn, plain } from "./words.ts";

type Block = types.KnownBlock;

export interface Voice {
  readonly language: Language;
  readonly locale: Locale;
}

export interface Rendered {
  readonly text: string;
  readonly blocks: Block[];
}

/** `file`: the id under which the picture was uploaded; without it the picture is told in words. */
export function renderMessage(message: Message<string>, file: string | undefined, voice: Voice): Rendered {
  const { picture, buttons = [], selects = [] } = message;
  const text = unbroken(textWithSharer(message));
  const alt = picture === undefined ? "" : altText(picture, limits.ALT, voice.language, voice.locale);
  const shown: Block[] =
    picture === undefined
      ? []
      : file === undefined
        ? sections(`\`\`\`\n${alt}\n\`\`\``)
        : [{ type: "image", slack_file: { id: file }, alt_text: alt }];
  return {
    text: cutText(plain(text), limits.FALLBACK) || alt.slice(0, limits.FALLBACK),
    blocks: [...sections(text), ...shown, ...selects.map(selectBlock), ...buttons.flatMap(buttonBlock)].slice(
      0,
      limits.BLOCKS,
    ),
  };
}

/** Cut at a line where the text is longer than one section may be. */
function sections(markdown: string): Block[] {
  const text = mrkdwn(markdown);
  return text === ""
    ? []
    : [{ type: "section", text: { type: "mrkdwn", text: cutText(text, limits.SECTION) } }];
}

/** Slack's buttons cannot be switched off: those that are, are left out. */
function buttonBlock(row: readonly Button<string>[]): Block[] {
  const elements = row
    .filter(({ disabled }) => disabled !== true)
    .slice(0, limits.ACTIONS)
    .map(({ label, press, style }) => ({
      type: "button" as const,
      action_id: press,
      text: { type: "plain_text" as const, text: cutLetters(label, limits.BUTTON_TEXT) },
      ...(style === "primary" || style === "danger" ? { style } : {}),
    }));
  return elements.length === 0 ? [] : [{ type: "actions", elements }];
}

const selectBlock = ({ placeholder, choices, press }: Select<string>): Block => ({
  type: "actions",
  elements: [
    {
      type: "static_select",
      action_id: press,
      placeholder: { type: "plain_text", text: placeholder },
      options: choices.map(optionOf),
    },
  ],
});

const optionOf = ({ value, label, summary }: Choice): types.PlainTextOption => ({
  value,
  text: { type: "plain_text", text: label },
  ...(summary && { description: { type: "plain_text", text: summary } }),
});

/** What a modal carries back: its form's sealed id, and where its answer is to be said. */
export interface Carried {
  readonly press: string;
  readonly channel: string;
  readonly thread?: string;
}

/** Views of this kind are ours; the form's own id travels in `private_metadata`. */
export const FORM_VIEW = "form";

export function renderForm(
  form: Form<string>,
  carried: Omit<Carried, "press">,
  { language, locale }: Voice,
): types.ModalView {
  return {
    type: "modal",
    callback_id: FORM_VIEW,
    title: { type: "plain_text", text: cutLetters(form.title, limits.MODAL_TITLE) },
    submit: { type: "plain_text", text: language.say("chat.form.send", locale) },
    close: { type: "plain_text", text: language.say("chat.form.close", locale) },
    private_metadata: JSON.stringify({ ...carried, press: form.press } satisfies Carried),
    blocks: form.fields.map((field) => inputBlock(field, hintOf(field, { language, locale }))),
  };
}

/** A file cannot be handed over without one scope more (`files:read`), so its text is pasted. */
const hintOf = ({ kind, hint }: Field, { language, locale }: Voice): string | undefined =>
  kind === "file"
    ? language.say("chat.form.paste", locale, { max: limits.PLAIN_TEXT_INPUT.toLocaleString(locale) })
    : hint;

const inputBlock = (field: Field, hint: string | undefined): Block => ({
  type: "input",
  block_id: field.name,
  optional: !field.required,
  label: { type: "plain_text", text: field.label },
  ...(hint && { hint: { type: "plain_text", text: hint } }),
  element: field.kind === "choice" ? choiceElement(field) : textElement(field),
});

/** The one element of each input block is found under this name again. */
export const ANSWER = "answer";

function choiceElement({ choices = [], value }: Field): types.StaticSelect {
  const options = choices.map(optionOf);
  const initial = options.find((option) => option.value === value);
  return { type: "static_select", action_id: ANSWER, options, ...(initial && { initial_option: initial }) };
}

const textElement = ({ kind, value }: Field): types.PlainTextInput => ({
  type: "plain_text_input",
  action_id: ANSWER,
  multiline: kind !== "line",
  max_length: limits.PLAIN_TEXT_INPUT,
  ...(value && { initial_value: value }),
});
