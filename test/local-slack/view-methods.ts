/** Modals and the Home tab. */
import { named, refuseView } from "./blocks.ts";
import { type Answer, type Call, failed, type Method } from "./call.ts";
import { type Fields, fieldsOf, textOf } from "./json.ts";
import { TRIGGER_MS, VIEW } from "./limits.ts";
import type { View, Whose } from "./screen.ts";
import type { SlackState, Trigger } from "./state.ts";
import type { Workspace } from "./workspace.ts";

export const viewMethods: Readonly<Record<string, Method>> = {
  "views.open": { scopes: [], answer: (call) => open(call, []) },
  "views.push": { scopes: [], answer: (call) => open(call, undefined) },
  "views.update": { scopes: [], answer: update },
  "views.publish": { scopes: [], answer: publish },
};

function open(call: Call, below: readonly View[] | undefined): Answer {
  const { state, method, workspace, fields } = call;
  const trigger = takeTrigger(call);
  if (typeof trigger === "string") return failed(trigger);
  const view = fieldsOf(fields.view);
  const refused = refuseView(state, method, workspace.id, view, "modal");
  if (refused) return refused;
  const open = below ?? state.screen.modals(trigger);
  if (open.length >= VIEW.pushed) return failed("push_limit_reached");
  const kept = keepView(state, workspace, trigger, view);
  trigger.used = true;
  state.screen.setModals(trigger, [...open, kept], trigger.cause);
  return { ok: true, view: kept };
}

function takeTrigger({ state, workspace, fields }: Call): Trigger | string {
  const trigger = state.triggers.get(textOf(fields.trigger_id));
  if (trigger?.team !== workspace.id) return "invalid_trigger_id";
  if (trigger.used) return "exchanged_trigger_id";
  return state.clock.now() - trigger.since > TRIGGER_MS ? "expired_trigger_id" : trigger;
}

function update({ state, method, workspace, fields }: Call): Answer {
  const found = [...state.views.values()].find(
    ({ view, whose }) =>
      whose.team === workspace.id &&
      (view.id === fields.view_id || (view.external_id !== "" && view.external_id === fields.external_id)),
  );
  if (found === undefined) return failed("not_found");
  const { whose, view: before } = found;
  const open = state.screen.modals(whose);
  if (!open.includes(before)) return failed("not_found");
  if (fields.hash !== undefined && fields.hash !== before.hash) return failed("hash_conflict");
  const view = fieldsOf(fields.view);
  const refused = refuseView(state, method, workspace.id, view, "modal");
  if (refused) return refused;
  const kept = keepView(state, workspace, whose, view, before.id);
  state.screen.setModals(
    whose,
    open.map((one) => (one === before ? kept : one)),
  );
  return { ok: true, view: kept };
}

function publish({ state, method, workspace, fields }: Call): Answer {
  const user = textOf(fields.user_id);
  if (!workspace.people.has(user)) return failed("user_not_found");
  const whose = { team: workspace.id, user };
  const before = state.screen.home(whose);
  if (fields.hash !== undefined && fields.hash !== before?.hash) return failed("hash_conflict");
  const view = fieldsOf(fields.view);
  const refused = refuseView(state, method, workspace.id, view, "home");
  if (refused) return refused;
  const kept = keepView(state, workspace, whose, view, before?.id);
  state.screen.setHome(whose, kept);
  return { ok: true, view: kept };
}

/** The view as Slack keeps it; with an `id`, in another one's place. */
export function keepView(
  state: SlackState,
  workspace: Workspace,
  whose: Whose,
  view: Fields,
  id: string = state.id("V"),
): View {
  const kept: View = {
    ...view,
    id,
    team_id: workspace.id,
    type: view.type === "home" ? "home" : "modal",
    blocks: named(state, view.blocks),
    callback_id: textOf(view.callback_id),
    external_id: textOf(view.external_id),
    private_metadata: textOf(view.private_metadata),
    hash: state.ts(),
    state: { values: {} },
    clear_on_close: view.clear_on_close === true,
    notify_on_close: view.notify_on_close === true,
    root_view_id: id,
    previous_view_id: null,
    app_id: state.app.id,
    bot_id: workspace.bot.id,
    app_installed_team_id: workspace.id,
  };
  state.views.set(id, { whose, view: kept });
  return kept;
}
