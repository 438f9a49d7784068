/** Uploading in three steps, as `files.upload` is no more. */
import { note } from "./blocks.ts";
import { type Answer, type Call, failed, type Method, readable } from "./call.ts";
import { listOf, textOf } from "./json.ts";
import { IMAGE } from "./limits.ts";
import type { SlackState } from "./state.ts";
import type { Workspace } from "./workspace.ts";

const WRITE = ["files:write"];

export const fileMethods: Readonly<Record<string, Method>> = {
  "files.getUploadURLExternal": { scopes: WRITE, answer: announce },
  "files.completeUploadExternal": { scopes: WRITE, answer: complete },
  "files.info": {
    scopes: ["files:read"],
    answer: ({ workspace, fields }) => workspace.ask("files.info", fields),
  },
};

async function announce({ state, method, workspace, fields }: Call): Promise<Answer> {
  const alt = textOf(fields.alt_text);
  if (alt.length > IMAGE.alt) note(state, method, `alt_text has ${alt.length} characters`);
  const reply = await workspace.ask(method, fields);
  const id = textOf(reply.file_id);
  if (!reply.ok) return reply;
  const about = { id, team: workspace.id, name: textOf(fields.filename), length: Number(fields.length), alt };
  state.files.set(id, { ...about, complete: false });
  return reply;
}

/** What is sent to the address that `files.getUploadURLExternal` gave. */
export async function upload(
  state: SlackState,
  workspace: Workspace,
  path: string,
  bytes: Uint8Array,
): Promise<{ readonly status: number; readonly text: string }> {
  const file = state.files.get(path.split("/").at(-1) ?? "");
  if (file === undefined || file.complete) return { status: 404, text: "file_not_found" };
  if (bytes.length !== file.length) {
    note(state, "upload", `${bytes.length} bytes instead of the ${file.length} that were announced`);
    return { status: 400, text: "length mismatch" };
  }
  file.bytes = bytes;
  const response = await workspace.hand(path, bytes);
  return { status: response.status, text: `${await response.text()} - ${bytes.length}` };
}

/** Channels, groups and direct messages: a person's id is none of them. */
const CONVERSATION = /^[CGDZ][A-Z0-9]{8,}$/u;

async function complete({ state, method, workspace, fields }: Call): Promise<Answer> {
  const ids = listOf(fields.files).map(({ id }) => textOf(id));
  const files = ids.map((id) => state.files.get(id));
  if (files.some((file) => file?.team !== workspace.id)) return failed("file_not_found");
  const [where, below] = [textOf(fields.channel_id), textOf(fields.thread_ts)];
  if (where !== "" && !CONVERSATION.test(where)) return failed("invalid_arguments");
  const channel = where === "" ? undefined : readable(workspace, where, true);
  if (typeof channel === "string") return failed(channel);
  if (below !== "" && state.screen.find(workspace.id, where, below) === undefined)
    return failed("invalid_thread_ts");
  const reply = await workspace.ask(method, fields);
  if (!reply.ok) return reply;
  for (const file of files) if (file) file.complete = true;
  if (channel === undefined) return reply;
  state.screen.post({
    ...{ team: workspace.id, channel: channel.id, ts: state.ts(), by: workspace.bot.user },
    ...{ text: textOf(fields.initial_comment), blocks: [], files: ids, edits: 0, deleted: false },
    ...(below !== "" && { thread: below }),
  });
  return reply;
}
