/** What an app answers to a form: close it, complain, show another. */
import { note, refuseView } from "./blocks.ts";
import { type Fields, fieldsOf } from "./json.ts";
import type { View } from "./screen.ts";
import type { SeenView } from "./seen.ts";
import type { SlackState } from "./state.ts";
import { keepView } from "./view-methods.ts";
import type { Workspace } from "./workspace.ts";

export function answerSubmission(
  state: SlackState,
  workspace: Workspace,
  { whose, view }: SeenView,
  body: Fields,
): void {
  const open = state.screen.modals(whose);
  const others = open.filter(({ id }) => id !== view.id);
  const show = (next: Fields, inPlace: boolean): void => {
    if (refuseView(state, "ack", workspace.id, next, "modal")) return;
    const kept = keepView(state, workspace, whose, next, inPlace ? view.id : undefined);
    state.screen.setModals(whose, inPlace ? [...others, kept] : [...open, kept]);
  };
  const action = body.response_action;
  if (action === undefined) state.screen.setModals(whose, others);
  else if (action === "clear") state.screen.setModals(whose, []);
  else if (action === "update") show(fieldsOf(body.view), true);
  else if (action === "push") show(fieldsOf(body.view), false);
  else if (action === "errors") noteUnknownInputs(state, view, fieldsOf(body.errors));
  else note(state, "ack", `no such response_action: ${String(action)}`);
}

function noteUnknownInputs(state: SlackState, view: View, errors: Fields): void {
  const unknown = Object.keys(errors).filter(
    (name) => !view.blocks.some((block) => block.type === "input" && block.block_id === name),
  );
  if (unknown.length > 0) note(state, "ack", `errors for what is no input: ${unknown.join(", ")}`);
}
