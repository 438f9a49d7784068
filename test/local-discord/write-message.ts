/** Posting and editing: a body and its files become a message, or what was there before becomes another. */
import { COMPONENTS_V2, EPHEMERAL, messageFaults, SUPPRESS_EMBEDS } from "./check-message.ts";
import { fault } from "./faults.ts";
import { type Json, numberOf, recordsOf, textOf } from "./json.ts";
import * as limits from "./limits.ts";
import { emptyMessage, entityTooLarge, type Fault, invalidForm } from "./refusal.ts";
import type { Upload } from "./upload.ts";
import type { Message, StoredFile, World } from "./world.ts";

const HAS_THREAD = 1 << 5;
const LOADING = 1 << 7;
const SUPPRESS_NOTIFICATIONS = 1 << 12;
const SETTABLE = SUPPRESS_EMBEDS | EPHEMERAL | SUPPRESS_NOTIFICATIONS | COMPONENTS_V2;

export interface Posting {
  readonly channel: string;
  readonly onlyFor?: string;
  readonly interaction?: string;
  /** Where the body stands in the request: `data.` for a callback. */
  readonly at?: string;
}

export function postMessage(world: World, body: Json, files: readonly Upload[], posting: Posting): Message {
  const { channel, onlyFor, interaction, at = "" } = posting;
  const flags = (numberOf(body.flags) ?? 0) & SETTABLE;
  refuse(messageFaults(body, flags), at);
  const stored = storeFiles(world, body, files, [], at);
  const { nonce } = body;
  const message: Message = {
    ...{ id: world.nextId(), channel, author: world.bot.id, at: world.clock.now(), edits: 0 },
    ...{
      content: textOf(body.content),
      embeds: recordsOf(body.embeds),
      components: recordsOf(body.components),
    },
    files: stored,
    flags: onlyFor === undefined ? flags & ~EPHEMERAL : flags | EPHEMERAL,
    ...(onlyFor !== undefined && { onlyFor }),
    ...(interaction !== undefined && { interaction }),
    ...((typeof nonce === "string" || typeof nonce === "number") && { nonce }),
  };
  if (isEmpty(message)) throw emptyMessage();
  world.messages.set(message.id, message);
  world.watch.changed();
  return message;
}

/** "Thinking": there until it is edited. */
export function postLoading(world: World, posting: Posting): Message {
  const { channel, onlyFor, interaction } = posting;
  const message: Message = {
    ...{ id: world.nextId(), channel, author: world.bot.id, at: world.clock.now(), edits: 0 },
    ...{ content: "", embeds: [], components: [], files: [] },
    flags: LOADING | (onlyFor === undefined ? 0 : EPHEMERAL),
    ...(onlyFor !== undefined && { onlyFor }),
    ...(interaction !== undefined && { interaction }),
  };
  world.messages.set(message.id, message);
  world.watch.changed();
  return message;
}

export const isLoading = ({ flags }: Message): boolean => (flags & LOADING) !== 0;

/** Only what the body names changes; `attachments` names every file that stays. */
export function editMessage(
  world: World,
  message: Message,
  body: Json,
  files: readonly Upload[],
  at = "",
): void {
  const settable = SUPPRESS_EMBEDS | COMPONENTS_V2;
  const asked = numberOf(body.flags) ?? message.flags;
  const flags = (message.flags & (EPHEMERAL | HAS_THREAD | COMPONENTS_V2)) | (asked & settable);
  refuse(messageFaults(body, flags), at);
  const next = {
    content: "content" in body ? textOf(body.content) : message.content,
    embeds: "embeds" in body ? recordsOf(body.embeds) : message.embeds,
    components: "components" in body ? recordsOf(body.components) : message.components,
    files: storeFiles(world, body, files, message.files, at),
    flags,
  };
  if (isEmpty(next)) throw emptyMessage();
  Object.assign(message, next, { editedAt: world.clock.now(), edits: message.edits + 1 });
  world.watch.changed();
}

export function markThread(message: Message, thread: string): void {
  message.thread = thread;
  message.flags |= HAS_THREAD;
}

/** Rows of buttons alone are no message, except in Components V2. */
function isEmpty({
  content,
  embeds,
  files,
  components,
  flags,
}: Pick<Message, "content" | "embeds" | "files" | "components" | "flags">): boolean {
  const parts = (flags & COMPONENTS_V2) !== 0 ? components.length : 0;
  return content.trim() === "" && embeds.length + files.length + parts === 0;
}

function refuse(faults: readonly Fault[], at: string): void {
  if (faults.length > 0) throw invalidForm(faults.map((one) => ({ ...one, path: `${at}${one.path}` })));
}

function storeFiles(
  world: World,
  body: Json,
  uploads: readonly Upload[],
  there: readonly StoredFile[],
  at: string,
): readonly StoredFile[] {
  if (uploads.some(({ bytes }) => bytes.length > limits.FILE_BYTES)) throw entityTooLarge();
  const named = Array.isArray(body.attachments) ? recordsOf(body.attachments) : undefined;
  const fresh = uploads.map((upload) => {
    const meta = named?.find(({ id }) => String(id) === String(upload.index));
    return stored(world, upload, meta);
  });
  const kept = named === undefined ? there : there.flatMap((file) => keptFile(file, named));
  const unknown = (named ?? []).flatMap(({ id }, index) =>
    uploads.some((upload) => String(upload.index) === String(id)) || there.some((file) => file.id === id)
      ? []
      : [fault(`attachments.${index}.id`, "ATTACHMENT_NOT_FOUND", "No file or attachment has this id")],
  );
  refuse(unknown, at);
  const all = [...kept, ...fresh];
  if (all.length > limits.FILES) {
    refuse([fault("attachments", "BASE_TYPE_MAX_LENGTH", `Must be ${limits.FILES} or fewer in length.`)], at);
  }
  for (const file of fresh) world.files.set(file.id, file);
  return all;
}

function keptFile(file: StoredFile, named: readonly Json[]): StoredFile[] {
  const meta = named.find(({ id }) => id === file.id);
  if (meta === undefined) return [];
  return [typeof meta.description === "string" ? { ...file, description: meta.description } : file];
}

function stored(world: World, { name, contentType, bytes }: Upload, meta: Json | undefined): StoredFile {
  return {
    id: world.nextId(),
    name: textOf(meta?.filename) || name,
    ...(typeof meta?.description === "string" && { description: meta.description }),
    contentType,
    bytes,
  };
}
