/** A message body against the limits that the schema misses. */
import { componentFaults } from "./check-components.ts";
import { below, countFaults, fault, lengthFaults, optionalFaults } from "./faults.ts";
import { isRecord, type Json, recordsOf, textOf } from "./json.ts";
import * as limits from "./limits.ts";
import type { Fault } from "./refusal.ts";

export const EPHEMERAL = 1 << 6;
export const SUPPRESS_EMBEDS = 1 << 2;
export const COMPONENTS_V2 = 1 << 15;

/** `flags` is the message's own, where an edit says nothing of them. */
export function messageFaults(body: Json, flags: number): Fault[] {
  const v2 = (flags & COMPONENTS_V2) !== 0;
  return [
    ...optionalFaults("content", body.content, 0, limits.CONTENT),
    ...optionalFaults("nonce", typeof body.nonce === "string" ? body.nonce : undefined, 0, limits.NONCE),
    ...embedsFaults(recordsOf(body.embeds)),
    ...componentFaults(body.components, v2),
    ...(v2 ? v2BodyFaults(body) : []),
    ...recordsOf(body.attachments).flatMap(({ description }, index) =>
      optionalFaults(`attachments.${index}.description`, description, 0, limits.FILE_DESCRIPTION),
    ),
    ...mentionFaults(body.allowed_mentions),
  ];
}

function v2BodyFaults({ content, embeds }: Json): Fault[] {
  const used = (name: string): Fault =>
    fault(
      name,
      "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
      `The '${name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
    );
  return [
    ...(textOf(content) === "" ? [] : [used("content")]),
    ...(recordsOf(embeds).length === 0 ? [] : [used("embeds")]),
  ];
}

function mentionFaults(mentions: unknown): Fault[] {
  if (!isRecord(mentions) || !Array.isArray(mentions.parse)) return [];
  const { parse } = mentions;
  return ["users", "roles"]
    .filter((kind) => parse.includes(kind) && Array.isArray(mentions[kind]) && mentions[kind].length > 0)
    .map((kind) =>
      fault(
        "allowed_mentions",
        "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
        `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
      ),
    );
}

function embedsFaults(embeds: readonly Json[]): Fault[] {
  const total = embeds.reduce((sum, embed) => sum + embedText(embed), 0);
  return [
    ...countFaults("embeds", embeds, 0, limits.EMBEDS),
    ...embeds.flatMap((embed, index) => embedFaults(`embeds.${index}`, embed)),
    ...(total > limits.EMBEDS_TOTAL
      ? [
          fault(
            "embeds",
            "MAX_EMBED_SIZE_EXCEEDED",
            `Embed size exceeds maximum size of ${limits.EMBEDS_TOTAL}`,
          ),
        ]
      : []),
  ];
}

function embedFaults(path: string, embed: Json): Fault[] {
  const fields = recordsOf(embed.fields);
  return [
    ...optionalFaults(below(path, "title"), embed.title, 0, limits.EMBED_TITLE),
    ...optionalFaults(below(path, "description"), embed.description, 0, limits.EMBED_DESCRIPTION),
    ...optionalFaults(below(path, "footer.text"), inner(embed.footer, "text"), 0, limits.EMBED_FOOTER),
    ...optionalFaults(below(path, "author.name"), inner(embed.author, "name"), 0, limits.EMBED_AUTHOR),
    ...countFaults(below(path, "fields"), fields, 0, limits.EMBED_FIELDS),
    ...fields.flatMap(({ name, value }, index) => [
      ...lengthFaults(below(path, `fields.${index}.name`), name, 1, limits.EMBED_FIELD_NAME),
      ...lengthFaults(below(path, `fields.${index}.value`), value, 1, limits.EMBED_FIELD_VALUE),
    ]),
  ];
}

const inner = (value: unknown, name: string): unknown => (isRecord(value) ? value[name] : undefined);

/** What counts towards the 6,000. */
function embedText(embed: Json): number {
  const fields = recordsOf(embed.fields).flatMap(({ name, value }) => [name, value]);
  const texts = [
    embed.title,
    embed.description,
    inner(embed.footer, "text"),
    inner(embed.author, "name"),
    ...fields,
  ];
  return texts.reduce<number>((sum, text) => sum + textOf(text).length, 0);
}
