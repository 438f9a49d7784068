/** What a person reads on the screen: messages with their files and buttons, forms, completions. */
import { BUTTON, placed, STRING_SELECT, TEXT_INPUT } from "./check-components.ts";
import { isRecord, type Json, numberOf, recordsOf, textOf } from "./json.ts";
import { sizeOf } from "./upload.ts";
import type { Interaction, Message, World } from "./world.ts";
import { isLoading } from "./write-message.ts";

export interface SeenFile {
  readonly id: string;
  readonly name: string;
  /** The alt text. */
  readonly description: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly size: number;
  readonly width?: number;
  readonly height?: number;
}

export interface SeenButton {
  readonly label: string;
  readonly customId: string;
  readonly style: number;
  readonly disabled: boolean;
  readonly url?: string;
}

export interface SeenSelect {
  readonly customId: string;
  readonly placeholder: string;
  readonly options: readonly {
    readonly label: string;
    readonly value: string;
    readonly description: string;
  }[];
  readonly min: number;
  readonly max: number;
}

/** A message as it is at this moment; look again for what it becomes. */
export interface Seen {
  readonly id: string;
  readonly channel: string;
  /** The thread that hangs on it. */
  readonly thread?: string;
  readonly text: string;
  /** "Only you can see this". */
  readonly private: boolean;
  /** "Thinking…". */
  readonly loading: boolean;
  readonly edits: number;
  readonly files: readonly SeenFile[];
  readonly buttons: readonly SeenButton[];
  readonly selects: readonly SeenSelect[];
  readonly embeds: readonly Json[];
  /** As they were sent. */
  readonly components: readonly Json[];
}

export interface SeenField {
  readonly customId: string;
  readonly label: string;
  readonly hint: string;
  readonly kind: "text" | "select";
  readonly required: boolean;
  readonly value: string;
  readonly min: number;
  readonly max: number;
  readonly options: SeenSelect["options"];
}

export interface SeenModal {
  readonly interaction: string;
  readonly title: string;
  readonly customId: string;
  readonly fields: readonly SeenField[];
}

const FIELD_MAX = 4_000;

export function seenMessage(message: Message): Seen {
  const { id, channel, content, onlyFor, edits, embeds, components, thread } = message;
  const parts = placed(components, "").map(({ component }) => component);
  return {
    ...{ id, channel, text: content, private: onlyFor !== undefined, loading: isLoading(message), edits },
    ...(thread !== undefined && { thread }),
    files: message.files.map(({ description = "", ...file }) => ({
      ...file,
      description,
      size: file.bytes.length,
      ...sizeOf(file.bytes),
    })),
    buttons: parts.filter(({ type }) => type === BUTTON).map(seenButton),
    selects: parts.filter(({ type }) => type === STRING_SELECT).map(seenSelect),
    ...{ embeds, components },
  };
}

const seenButton = ({ label, custom_id, style, disabled, url }: Json): SeenButton => ({
  label: textOf(label),
  customId: textOf(custom_id),
  style: numberOf(style) ?? 0,
  disabled: disabled === true,
  ...(typeof url === "string" && { url }),
});

const seenSelect = (select: Json): SeenSelect => ({
  customId: textOf(select.custom_id),
  placeholder: textOf(select.placeholder),
  options: optionsOf(select),
  min: numberOf(select.min_values) ?? 1,
  max: numberOf(select.max_values) ?? 1,
});

const optionsOf = (select: Json): SeenSelect["options"] =>
  recordsOf(select.options).map(({ label, value, description }) => ({
    label: textOf(label),
    value: textOf(value),
    description: textOf(description),
  }));

export function seenModal(interaction: Interaction): SeenModal | undefined {
  if (interaction.first?.kind !== "modal") return undefined;
  const { modal } = interaction.first;
  return {
    interaction: interaction.id,
    title: textOf(modal.title),
    customId: textOf(modal.custom_id),
    fields: recordsOf(modal.components).flatMap(seenFields),
  };
}

function seenFields(row: Json): SeenField[] {
  if (isRecord(row.component)) return [seenField(row.component, textOf(row.label), textOf(row.description))];
  return recordsOf(row.components).map((part) => seenField(part, textOf(part.label), ""));
}

function seenField(part: Json, label: string, hint: string): SeenField {
  const text = part.type === TEXT_INPUT;
  const preset = recordsOf(part.options).find((option) => option.default === true);
  return {
    ...{ customId: textOf(part.custom_id), label, hint, kind: text ? "text" : "select" },
    required: part.required !== false,
    value: text ? textOf(part.value) : textOf(preset?.value),
    min: numberOf(text ? part.min_length : part.min_values) ?? (text ? 0 : 1),
    max: numberOf(text ? part.max_length : part.max_values) ?? (text ? FIELD_MAX : 1),
    options: optionsOf(part),
  };
}

/** Everything in a channel that this person can see, oldest first. */
export const seenBy = ({ messages }: World, person: string, channel: string): readonly Seen[] =>
  [...messages.values()]
    .filter((one) => one.channel === channel && (one.onlyFor === undefined || one.onlyFor === person))
    .map(seenMessage);

/** What an interaction brought about: the message it changed, then the ones it posted; deleted ones are gone. */
export function broughtAbout({ messages }: World, interaction: Interaction): readonly Seen[] {
  const ids = [...(interaction.updates > 0 ? [interaction.source ?? ""] : []), ...interaction.produced];
  return ids.flatMap((id) => messages.get(id) ?? []).map(seenMessage);
}
