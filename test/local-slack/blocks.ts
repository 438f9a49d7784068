/** Blocks on their way in: refused as Slack refuses them, or completed with the ids that Slack gives. */
import { blockComplaints, repeatedActions, viewComplaints } from "./block-check.ts";
import { type Fields, listOf, textOf } from "./json.ts";
import { TEXT } from "./limits.ts";
import type { SlackState } from "./state.ts";

export type Refusal = Fields & { readonly ok: false; readonly error: string };

/** `blocks` and `text` of a message; complaints are kept as violations. */
export function refuseMessage(
  state: SlackState,
  where: string,
  team: string,
  fields: Fields,
): Refusal | undefined {
  const text = textOf(fields.text);
  const blocks = fields.blocks;
  if (blocks !== undefined && text === "")
    note(state, where, "no `text` beside the blocks: notifications and screen readers have nothing");
  if (text.length > TEXT.advised) note(state, where, `text has ${text.length} characters`);
  if (text.length > TEXT.most) return { ok: false, error: "msg_too_long" };
  if (blocks === undefined) return undefined;
  for (const id of repeatedActions(blocks)) note(state, where, `action_id ${id} is used twice`);
  return refusal(state, where, "invalid_blocks", blockComplaints(blocks, "message", showable(state, team)));
}

export function refuseView(
  state: SlackState,
  where: string,
  team: string,
  view: Fields,
  surface: "modal" | "home",
): Refusal | undefined {
  const complaints = viewComplaints(view, surface, showable(state, team));
  return refusal(state, where, "invalid_arguments", complaints);
}

function refusal(
  state: SlackState,
  where: string,
  error: string,
  complaints: readonly string[],
): Refusal | undefined {
  if (complaints.length === 0) return undefined;
  // A file that Slack still looks at is no mistake of the app's.
  for (const complaint of complaints) if (!complaint.includes(NOT_READY)) note(state, where, complaint);
  const messages = complaints.map((complaint) => `[ERROR] ${complaint}`);
  return { ok: false, error, errors: complaints, response_metadata: { messages } };
}

const NOT_READY = "invalid slack file";

/** A file that was never finished is a violation; one that is not ready yet is bad luck. */
const showable =
  (state: SlackState, team: string) =>
  (id: string): boolean => {
    const file = state.files.get(id);
    if (file?.team !== team || !file.complete) {
      note(state, "slack_file", `${id} is no uploaded file of this workspace`);
      return false;
    }
    if (state.trouble.filesNotReady === 0) return true;
    state.trouble.filesNotReady--;
    return false;
  };

export const note = (state: SlackState, where: string, problem: string): void =>
  void state.violations.push({ where, problem });

/** Slack names every block and every interactive element that the app did not name. */
export function named(state: SlackState, blocks: unknown): readonly Fields[] {
  return listOf(blocks).map((block) => ({
    ...block,
    block_id: block.block_id ?? state.id("b"),
    ...(block.type === "actions" && {
      elements: listOf(block.elements).map((one) => withAction(state, one)),
    }),
    ...(block.accessory !== undefined && { accessory: withAction(state, block.accessory as Fields) }),
    ...(block.element !== undefined && { element: withAction(state, block.element as Fields) }),
  }));
}

const withAction = (state: SlackState, element: Fields): Fields =>
  element.type === "image" ? element : { ...element, action_id: element.action_id ?? state.id("a") };
