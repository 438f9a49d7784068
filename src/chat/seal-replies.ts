/** Seals every button, select and form of a command's replies, and holds the replies to the port's limits. */
import * as limits from "./limits.ts";
import type {
  Button,
  Choice,
  Closing,
  Form,
  Message,
  MessageReply,
  Person,
  Press,
  Reply,
  Select,
  Shown,
} from "./message.ts";
import { type Presser, seal } from "./press.ts";
import { fileFault } from "./text-file.ts";

export interface Sealed {
  readonly replies: readonly Shown[];
  readonly form?: Form<string>;
  readonly closing?: Closing;
}

/** `by`: who may press the message that these replies answer; it stays so where that message is replaced. */
export function sealReplies(
  replies: readonly Reply[],
  asker: Person,
  by: Presser,
  secret: Uint8Array,
): Sealed {
  const shown = replies.flatMap((reply): Shown[] =>
    reply.to === "form" || reply.to === "close thread"
      ? []
      : [{ ...reply, message: sealMessage(reply.message, presserOf(reply, asker, by), secret) }],
  );
  const [form, another] = replies.flatMap((reply) => (reply.to === "form" ? [reply.form] : []));
  if (another !== undefined) throw new Error("two forms at once");
  const closing = replies.find((reply) => reply.to === "close thread");
  return {
    replies: shown,
    ...(form && { form: sealForm(form, { asker: asker.id }, secret) }),
    ...(closing && { closing: { title: closing.title } }),
  };
}

function presserOf(reply: MessageReply<Press>, asker: Person, by: Presser): Presser {
  if (reply.to === "asker") return { asker: asker.id };
  return reply.to === "same message" ? by : "public";
}

/** What is posted without anybody having asked: a daily question, a shared connection's card. */
export function sealPost(message: Message, secret: Uint8Array): Message<string> {
  if (message.file !== undefined) throw new Error("only an answer carries a file");
  return sealMessage(message, "public", secret);
}

export function sealMessage(message: Message, by: Presser, secret: Uint8Array): Message<string> {
  const { buttons = [], selects = [], ...rest } = message;
  const fault = message.file && fileFault(message.file);
  if (fault !== undefined) throw new Error(fault);
  const rows = buttons.filter((row) => row.length > 0);
  atMost(rows.length + selects.length, limits.BUTTON_ROWS, "rows of buttons and selects");
  const sealed = {
    ...rest,
    ...(message.buttons && { buttons: rows.map((row) => sealRow(row, by, secret)) }),
    ...(message.selects && { selects: selects.map((select) => sealSelect(select, by, secret)) }),
  };
  checkUnique([...(sealed.buttons ?? []).flat(), ...(sealed.selects ?? [])].map(({ press }) => press));
  return sealed;
}

/** Platforms reject a message whose buttons share an id, even where both would do the same. */
function checkUnique(ids: readonly string[]): void {
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) throw new Error(`two buttons carry ${twice}`);
}

function sealRow(row: readonly Button[], by: Presser, secret: Uint8Array): readonly Button<string>[] {
  atMost(row.length, limits.BUTTONS_PER_ROW, "buttons in a row");
  return row.map((button) => {
    short(button.label, limits.BUTTON_LABEL, "button label");
    return { ...button, press: seal(button.press, by, secret) };
  });
}

function sealSelect(select: Select, by: Presser, secret: Uint8Array): Select<string> {
  short(select.placeholder, limits.CHOICE_LABEL, "placeholder");
  checkChoices(select.choices);
  return { ...select, press: seal(select.press, by, secret) };
}

function sealForm(form: Form, by: Presser, secret: Uint8Array): Form<string> {
  short(form.title, limits.FORM_TITLE, "form title");
  atMost(form.fields.length, limits.FORM_FIELDS, "fields of a form");
  for (const { label, hint = "", value = "", choices } of form.fields) {
    short(label, limits.FIELD_LABEL, "field label");
    short(hint, limits.FIELD_HINT, "field hint");
    short(value, limits.FIELD_VALUE, "field value");
    if (choices !== undefined) checkChoices(choices);
  }
  return { ...form, press: seal(form.press, by, secret) };
}

function checkChoices(choices: readonly Choice[]): void {
  atMost(choices.length, limits.CHOICES, "choices");
  if (choices.length === 0) throw new Error("a select without choices");
  if (new Set(choices.map(({ value }) => value)).size < choices.length) throw new Error("a choice twice");
  for (const { value, label, summary = "" } of choices) {
    short(value, limits.CHOICE_VALUE, "choice value");
    short(label, limits.CHOICE_LABEL, "choice label");
    short(summary, limits.CHOICE_LABEL, "choice summary");
  }
}

/** What a command writes is ours: too much of it is a bug, and is caught before a platform rejects it. */
function atMost(count: number, most: number, what: string): void {
  if (count > most) throw new Error(`${count} ${what}, at most ${most}`);
}

function short(text: string, most: number, what: string): void {
  if ([...text].length > most) throw new Error(`${what} over ${most} letters: "${text}"`);
}
