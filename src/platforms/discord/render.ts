/** A message of the port as the body and files of a Discord message; a form as a modal. */
import type {
  APIActionRowComponent,
  APIComponentInMessageActionRow,
  APILabelComponent,
  APIModalInteractionResponseCallbackData,
  RawFile,
} from "discord.js";
import { altText } from "../../chat/alt.ts";
import { cutText } from "../../chat/cut-text.ts";
import type { Button, Field, Form, Message, Picture, Select, TextFile } from "../../chat/message.ts";
import { textWithSharer } from "../../chat/shared-by.ts";
import { contentTypeOf } from "../../chat/text-file.ts";
import { unbroken } from "../../chat/unbroken.ts";
import type { Language, Locale } from "../../language.ts";
import * as limits from "./limits.ts";

/** The numbers that Discord's documentation gives to components, buttons and flags. */
const ROW = 1;
const BUTTON = 2;
const STRING_SELECT = 3;
const TEXT_INPUT = 4;
const LABEL = 18;
const STYLE = { primary: 1, secondary: 2, danger: 4 } as const;
const SHORT = 1;
const PARAGRAPH = 2;
export const EPHEMERAL = 1 << 6;

export interface Body {
  readonly content: string;
  readonly components: APIActionRowComponent<APIComponentInMessageActionRow>[];
  readonly attachments: { id: string; filename: string; description?: string }[];
  readonly allowed_mentions: { parse: [] };
}

export interface Rendered {
  readonly body: Body;
  readonly files: RawFile[];
}

export interface Voice {
  readonly language: Language;
  readonly locale: Locale;
}

export function renderMessage(message: Message<string>, voice: Voice): Rendered {
  const { picture, file, buttons = [], selects = [] } = message;
  const pictures = picture === undefined ? [] : picturesOf(picture);
  const files = [...pictures, ...(file === undefined ? [] : [rawFile(file)])];
  const alt = picture === undefined ? "" : altText(picture, limits.ALT, voice.language, voice.locale);
  return {
    body: {
      content: cutText(unbroken(textWithSharer(message)), limits.CONTENT),
      components: [...selects.map(selectRow), ...buttons.filter((row) => row.length > 0).map(buttonRow)],
      // Named anew at each edit: what is not listed goes, so a picture is replaced and never doubled.
      attachments: files.map(({ name }, id) => ({
        ...{ id: String(id), filename: name },
        ...(id < pictures.length && { description: alt }),
      })),
      allowed_mentions: { parse: [] },
    },
    files,
  };
}

const rawFile = (file: TextFile): RawFile => ({
  name: file.name,
  data: Buffer.from(file.text),
  contentType: contentTypeOf(file),
});

function picturesOf({ png, gif, name }: Picture): RawFile[] {
  // One that is too large to be sent stands still.
  if (gif === undefined || gif.length > limits.FILE_BYTES)
    return [{ name, data: Buffer.from(png), contentType: "image/png" }];
  return [{ name: name.replace(/\.png$/u, ".gif"), data: Buffer.from(gif), contentType: "image/gif" }];
}

const buttonRow = (
  row: readonly Button<string>[],
): APIActionRowComponent<APIComponentInMessageActionRow> => ({
  type: ROW,
  components: row.map(({ label, press, style = "secondary", disabled = false }) => ({
    type: BUTTON,
    style: STYLE[style],
    label,
    custom_id: press,
    disabled,
  })),
});

const selectRow = ({
  placeholder,
  choices,
  press,
}: Select<string>): APIActionRowComponent<APIComponentInMessageActionRow> => ({
  type: ROW,
  components: [
    {
      type: STRING_SELECT,
      custom_id: press,
      placeholder,
      options: choices.map(({ value, label, summary }) => ({
        value,
        label,
        ...(summary && { description: summary }),
      })),
    },
  ],
});

export function renderForm({ title, press, fields }: Form<string>): APIModalInteractionResponseCallbackData {
  return { title, custom_id: press, components: fields.map(labelled) };
}

const labelled = (field: Field): APILabelComponent => ({
  type: LABEL,
  label: field.label,
  ...(field.hint && { description: field.hint }),
  component: field.kind === "choice" ? choiceOf(field) : inputOf(field),
});

const choiceOf = ({ name, choices = [], value, required }: Field): APILabelComponent["component"] => ({
  type: STRING_SELECT,
  custom_id: name,
  required,
  options: choices.map((choice) => ({
    value: choice.value,
    label: choice.label,
    ...(choice.summary && { description: choice.summary }),
    default: choice.value === value,
  })),
});

const inputOf = ({ name, kind, value, required }: Field): APILabelComponent["component"] => ({
  type: TEXT_INPUT,
  custom_id: name,
  style: kind === "line" ? SHORT : PARAGRAPH,
  required,
  max_length: limits.TEXT_INPUT,
  ...(value && { value }),
});
