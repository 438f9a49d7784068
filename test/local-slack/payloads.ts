/** What Slack tells an app of somebody's doing, field by field as documented. */
import { type Fields, fieldsOf } from "./json.ts";
import type { Message, View } from "./screen.ts";
import type { AppSettings } from "./state.ts";
import type { Channel, Person, Workspace } from "./workspace.ts";

/** Somebody does something in a workspace. */
export interface Doing {
  readonly app: AppSettings;
  readonly workspace: Workspace;
  readonly person: Person;
  readonly trigger: string;
  /** `response_url`, where there is a place to respond to. */
  readonly respond?: string;
  readonly ts: string;
}

/** Deprecated, and still sent. */
const TOKEN = "verification";

export const commandPayload = (
  { app, workspace, person, trigger, respond }: Doing,
  channel: Channel,
  command: string,
  text: string,
): Fields => ({
  token: TOKEN,
  team_id: workspace.id,
  team_domain: workspace.domain,
  channel_id: channel.id,
  channel_name: channel.name,
  user_id: person.id,
  user_name: person.name,
  command,
  text,
  api_app_id: app.id,
  is_enterprise_install: "false",
  response_url: respond,
  trigger_id: trigger,
});

const interaction = (type: string, { app, workspace, person, trigger }: Doing): Fields => ({
  type,
  token: TOKEN,
  api_app_id: app.id,
  team: { id: workspace.id, domain: workspace.domain },
  user: { id: person.id, username: person.name, name: person.name, team_id: workspace.id },
  enterprise: null,
  is_enterprise_install: false,
  trigger_id: trigger,
});

/** A private message is not shown to the app again. */
export const messagePressPayload = (
  doing: Doing,
  message: Message,
  channel: Channel,
  action: Fields,
): Fields => ({
  ...interaction("block_actions", doing),
  container: {
    type: "message",
    message_ts: message.ts,
    channel_id: channel.id,
    is_ephemeral: message.to !== undefined,
    ...(message.thread !== undefined && { thread_ts: message.thread }),
  },
  channel: { id: channel.id, name: channel.name },
  ...(message.to === undefined && { message: messageFields(doing, message) }),
  state: { values: {} },
  response_url: doing.respond,
  actions: [{ ...action, action_ts: doing.ts }],
});

export const viewPressPayload = (doing: Doing, view: View, action: Fields): Fields => ({
  ...interaction("block_actions", doing),
  container: { type: "view", view_id: view.id },
  view,
  actions: [{ ...action, action_ts: doing.ts }],
});

export const submissionPayload = (doing: Doing, view: View, values: Fields): Fields => ({
  ...interaction("view_submission", doing),
  view: { ...view, state: { values } },
  response_urls: [],
});

export const closedPayload = (doing: Doing, view: View, isCleared: boolean): Fields => {
  const { trigger_id: _, ...rest } = interaction("view_closed", doing);
  return { ...rest, view, is_cleared: isCleared };
};

export const shortcutPayload = (doing: Doing, callbackId: string): Fields => ({
  ...interaction("shortcut", doing),
  callback_id: callbackId,
  action_ts: doing.ts,
});

export const messageShortcutPayload = (
  doing: Doing,
  callbackId: string,
  message: Message,
  channel: Channel,
): Fields => ({
  ...interaction("message_action", doing),
  callback_id: callbackId,
  action_ts: doing.ts,
  channel: { id: channel.id, name: channel.name },
  message_ts: message.ts,
  message: messageFields(doing, message),
  response_url: doing.respond,
});

function messageFields({ app, workspace: { id: team, bot } }: Doing, message: Message): Fields {
  const { ts, text, blocks, thread, by } = message;
  return {
    ...{ type: "message", team, user: by, ts, text },
    ...(by === bot.user && { bot_id: bot.id, app_id: app.id }),
    ...(blocks.length > 0 && { blocks }),
    ...(thread !== undefined && { thread_ts: thread }),
  };
}

/** `id`: the same for every delivery of one event. */
export function eventPayload(
  { app, workspace: { id: team, bot } }: Pick<Doing, "app" | "workspace">,
  event: Fields,
  id: string,
  atMs: number,
): Fields {
  return {
    token: TOKEN,
    team_id: team,
    api_app_id: app.id,
    event,
    type: "event_callback",
    event_id: id,
    event_time: Math.floor(atMs / 1_000),
    authorizations: [
      { enterprise_id: null, team_id: team, user_id: bot.user, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${id}`,
  };
}

/** What an element tells when it is used. */
export function actionOf(element: Fields, blockId: string, chosen?: Fields): Fields {
  const { type, action_id, text, value, style, placeholder } = element;
  return {
    ...{ type, action_id, block_id: blockId },
    ...(text !== undefined && { text: fieldsOf(text) }),
    ...(value !== undefined && { value }),
    ...(style !== undefined && { style }),
    ...(chosen !== undefined && { selected_option: chosen, placeholder }),
  };
}
