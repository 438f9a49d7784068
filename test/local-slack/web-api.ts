/** `/api/…`: the token, the scope and Slack's moods first, then the method. */
import { accessToken, appMethods, openConnection } from "./app-methods.ts";
import { type Answer, failed, type Method } from "./call.ts";
import { chatMethods } from "./chat-methods.ts";
import { fileMethods } from "./file-methods.ts";
import { type Fields, textOf } from "./json.ts";
import type { BotToken, SlackState } from "./state.ts";
import { viewMethods } from "./view-methods.ts";

const METHODS: Readonly<Record<string, Method>> = {
  ...appMethods,
  ...chatMethods,
  ...fileMethods,
  ...viewMethods,
};

export interface WebApiReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Fields;
  /** Done, but nobody is to hear of it. */
  readonly lost: boolean;
}

export async function callMethod(
  state: SlackState,
  method: string,
  fields: Fields,
  authorization: string,
): Promise<WebApiReply> {
  const mishap = state.trouble.strike(method);
  if (mishap?.type === "limit") {
    const headers = { "Retry-After": String(mishap.retryAfter) };
    return { status: 429, headers, body: failed("ratelimited"), lost: false };
  }
  const bearer = authorization.replace(/^Bearer /u, "") || textOf(fields.token);
  const token = state.tokens.get(bearer);
  const body =
    mishap?.type === "fail"
      ? failed(mishap.error)
      : await answer(state, method, fields, { authorization, bearer, token });
  state.calls.push({ method, fields, answer: body });
  return {
    status: 200,
    headers: token === undefined ? {} : { "X-OAuth-Scopes": token.scopes.join(",") },
    body,
    lost: mishap?.type === "lose",
  };
}

async function answer(
  state: SlackState,
  name: string,
  fields: Fields,
  {
    authorization,
    bearer,
    token,
  }: { readonly authorization: string; readonly bearer: string; readonly token: BotToken | undefined },
): Promise<Answer> {
  if (name === "apps.connections.open") return openConnection(state, bearer);
  if (name === "oauth.v2.access") return accessToken(state, fields, authorization);
  const method = METHODS[name];
  if (method === undefined) return failed("unknown_method");
  if (name === "api.test") return { ok: true };
  if (bearer === "") return failed("not_authed");
  if (token === undefined) return failed("invalid_auth");
  if (token.revoked) return failed("token_revoked");
  const { workspace, scopes } = token;
  if (method.scopes.length > 0 && !method.scopes.some((scope) => scopes.includes(scope)))
    return {
      ...failed("missing_scope"),
      needed: method.scopes.join(","),
      provided: scopes.join(","),
    };
  return method.answer({ state, method: name, workspace, token, fields });
}
