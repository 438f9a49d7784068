/** `response_url`, and what an acknowledgement says at once: five answers in half an hour. */
import { note, refuseMessage } from "./blocks.ts";
import { type Fields, fieldsOf, isTrue, listOf, parsed, textOf } from "./json.ts";
import { RESPONSE_URL } from "./limits.ts";
import { editMessage, postPrivately, postPublicly, removeMessage } from "./posting.ts";
import type { Responder, SlackState } from "./state.ts";

export interface Answered {
  readonly status: number;
  readonly body: Fields;
}

export async function respond(state: SlackState, id: string, body: string): Promise<Answered> {
  const responder = state.responders.get(id);
  if (responder === undefined) return { status: 404, body: { ok: false, error: "invalid_url" } };
  if (state.clock.now() - responder.since > RESPONSE_URL.ms) {
    note(state, "response_url", "used after half an hour");
    return { status: 404, body: { ok: false, error: "expired_url" } };
  }
  if (responder.uses >= RESPONSE_URL.uses) {
    note(state, "response_url", "used for a sixth time");
    return { status: 404, body: { ok: false, error: "used_url" } };
  }
  responder.uses++;
  return answerFor(state, responder, fieldsOf(parsed(body)), "response_url");
}

/** Says it where the responder belongs: beside, or instead of, what was pressed. */
export async function answerFor(
  state: SlackState,
  { team, user, channel: where, cause, source }: Omit<Responder, "uses" | "since">,
  fields: Fields,
  via: string,
): Promise<Answered> {
  const workspace = state.workspaces.get(team);
  const channel = workspace?.channels.get(where);
  if (workspace === undefined || channel === undefined || channel.gone)
    return { status: 404, body: { ok: false, error: "channel_not_found" } };
  // Slack does not say what becomes of one; nothing is taken, so that whoever relies on it is found out.
  if (channel.archived) return { status: 404, body: { ok: false, error: "is_archived" } };
  const pressed = source === undefined ? undefined : state.screen.find(team, where, source);
  if (isTrue(fields.delete_original) && pressed) {
    await removeMessage(state, workspace, pressed, cause);
    return { status: 200, body: { ok: true } };
  }
  if (textOf(fields.text) === "" && listOf(fields.blocks).length === 0) {
    note(state, via, "neither text nor blocks");
    return { status: 500, body: { ok: false, error: "no_text" } };
  }
  const refused = refuseMessage(state, via, team, fields);
  if (refused) return { status: 400, body: refused };
  if (isTrue(fields.replace_original) && pressed && !pressed.deleted) {
    await editMessage(state, workspace, pressed, fields, cause);
    return { status: 200, body: { ok: true } };
  }
  const thread = textOf(fields.thread_ts);
  const said = { fields, cause, ...(thread !== "" && { thread }) };
  if (fields.response_type === "in_channel") {
    const reply = await postPublicly(state, workspace, channel, said);
    return { status: reply.ok ? 200 : 404, body: reply };
  }
  postPrivately(state, workspace, channel, user, said);
  return { status: 200, body: { ok: true } };
}
