/** Who the app is, and who the people are. */
import { type Answer, type Call, failed, type Method, readable } from "./call.ts";
import { type Fields, fieldsOf, isTrue, textOf } from "./json.ts";
import type { SlackState } from "./state.ts";
import type { Reply, Workspace } from "./workspace.ts";

const READ = ["channels:read", "groups:read", "im:read", "mpim:read"];

export const appMethods: Readonly<Record<string, Method>> = {
  "api.test": { scopes: [], answer: () => ({ ok: true }) },
  "auth.test": { scopes: [], answer: whoAmI },
  "auth.revoke": {
    scopes: [],
    answer({ token, fields }) {
      if (!isTrue(fields.test)) token.revoked = true;
      return { ok: true, revoked: token.revoked };
    },
  },
  "users.info": { scopes: ["users:read"], answer: whoIs },
  "team.info": {
    scopes: ["team:read"],
    answer: ({ workspace: { id, domain } }) => ({ ok: true, team: { id, domain, name: domain } }),
  },
  "conversations.info": { scopes: READ, answer: aboutChannel },
  "conversations.members": { scopes: READ, answer: aboutChannel },
  "conversations.open": {
    scopes: ["im:write"],
    async answer({ workspace, fields }) {
      const user = textOf(fields.users);
      if (!workspace.people.has(user)) return failed("user_not_found");
      return { ok: true, channel: { id: (await workspace.direct(user)).id } };
    },
  },
};

function whoAmI({ state, workspace }: Call): Answer {
  const { id, domain, bot } = workspace;
  return {
    ok: true,
    url: `https://${domain}.slack.com/`,
    team: domain,
    user: bot.name,
    team_id: id,
    user_id: bot.user,
    bot_id: bot.id,
    app_id: state.app.id,
    is_enterprise_install: false,
  };
}

async function whoIs({ workspace, fields }: Call): Promise<Answer> {
  const user = textOf(fields.user);
  const person = workspace.people.get(user);
  if (person === undefined && user !== workspace.bot.user) return failed("user_not_found");
  const reply = await workspace.ask("users.info", { user });
  if (person === undefined) return reply;
  return { ok: true, user: asPerson(reply, workspace, fields) };
}

/** `emulate` has the rest of a user; name, locale and standing are ours. */
function asPerson(reply: Reply, { id: team, people }: Workspace, fields: Fields): Fields {
  const known = fieldsOf(reply.user);
  const person = people.get(textOf(fields.user));
  const { name = "", locale, admin: is_admin } = person ?? {};
  return {
    ...known,
    team_id: team,
    name,
    real_name: name,
    profile: { ...fieldsOf(known.profile), real_name: name, display_name: name },
    ...{ is_admin, is_owner: false, is_bot: false, deleted: false },
    ...(isTrue(fields.include_locale) && { locale }),
  };
}

async function aboutChannel({ method, workspace, fields }: Call): Promise<Answer> {
  const channel = workspace.channels.get(textOf(fields.channel));
  if (channel === undefined || channel.gone) return failed("channel_not_found");
  if (method === "conversations.info") return workspace.ask(method, fields);
  const found = readable(workspace, channel.id);
  return typeof found === "string" ? failed(found) : { ok: true, members: [...found.members] };
}

/** The two methods that take no bot's token: a socket's address, and a code for a token. */
export function openConnection(state: SlackState, token: string): Answer {
  if (token !== state.app.appToken)
    return failed(
      token.startsWith("xapp-") ? "invalid_auth" : token === "" ? "not_authed" : "not_allowed_token_type",
    );
  const ticket = state.id("ticket");
  state.socketTickets.set(ticket, state.clock.now());
  return { ok: true, url: `${state.url().replace("http:", "ws:")}/link?ticket=${ticket}` };
}

export function accessToken(state: SlackState, fields: Fields, authorization: string): Answer {
  const basic = Buffer.from(authorization.replace(/^Basic /u, ""), "base64")
    .toString()
    .split(":");
  const [id, secret] = authorization.startsWith("Basic ") ? basic : [fields.client_id, fields.client_secret];
  if (id !== state.app.clientId) return failed("invalid_client_id");
  if (secret !== state.app.clientSecret) return failed("bad_client_secret");
  const workspace = state.workspaces.get(state.codes.get(textOf(fields.code)) ?? "");
  if (workspace === undefined) return failed("invalid_code");
  state.codes.delete(textOf(fields.code));
  return {
    ok: true,
    access_token: issueToken(state, workspace),
    token_type: "bot",
    scope: state.app.scopes.join(","),
    bot_user_id: workspace.bot.user,
    app_id: state.app.id,
    team: { id: workspace.id, name: workspace.domain },
    enterprise: null,
    authed_user: { id: workspace.person("installer").id },
    is_enterprise_install: false,
  };
}

export function issueToken(
  state: SlackState,
  workspace: Workspace,
  scopes: readonly string[] = state.app.scopes,
): string {
  const token = `xoxb-${state.id("")}`;
  state.tokens.set(token, { workspace, scopes, revoked: false });
  return token;
}
