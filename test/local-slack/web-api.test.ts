/** What the local Slack refuses, asked by Slack's own client. */
import { webApi } from "@slack/bolt";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type LocalSlack, startLocalSlack } from "./index.ts";
import type { Fields } from "./json.ts";
import { PIXEL, SILENT, startSampleApp } from "./sample-app.ts";

let slack: LocalSlack;

beforeEach(async () => {
  const scopes = ["commands", "chat:write", "users:read", "files:write", "channels:history"];
  slack = await startLocalSlack({ scopes, teams: ["local", "other"] });
});

afterEach(() => slack.stop());

const client = (token = slack.botToken()): webApi.WebClient =>
  new webApi.WebClient(token, { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, logger: SILENT });

const refusal = async (call: Promise<unknown>): Promise<Fields> => {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return (error as { data?: Fields } | undefined)?.data ?? {};
};

const say = async (more: object, channel?: string): Promise<Fields> =>
  refusal(
    client().chat.postMessage({ channel: channel ?? (await slack.channel()).id, text: "Hello", ...more }),
  );

describe("tokens", () => {
  it("tells who the bot is, and what it may", async () => {
    expect(await client().auth.test()).toMatchObject({
      ...{ ok: true, team: "local", user_id: slack.workspace().bot.user },
      response_metadata: { scopes: expect.arrayContaining(["chat:write"]) },
    });
  });

  it("refuses unknown, revoked and too modest ones", async () => {
    expect(await refusal(client("xoxb-wrong").auth.test())).toMatchObject({ error: "invalid_auth" });
    expect(await refusal(client("").auth.test())).toMatchObject({ error: "not_authed" });
    expect(await refusal(client().conversations.info({ channel: "C1" }))).toMatchObject({
      error: "missing_scope",
      needed: expect.stringContaining("channels:read"),
    });
    slack.revoke();
    expect(await say({})).toMatchObject({ error: "token_revoked" });
    expect(await client(slack.botToken("other")).auth.test()).toMatchObject({ team: "other" });
  });

  it("gives a token for a code, once", async () => {
    const { clientId: client_id, clientSecret: client_secret } = slack.app;
    const access = { client_id, client_secret, code: slack.installCode("other") };
    const { access_token: token = "", team } = await client("").oauth.v2.access(access);
    expect(team?.id).toBe(slack.workspace("other").id);
    expect(await client(token).auth.test()).toMatchObject({ team: "other" });
    expect(await refusal(client("").oauth.v2.access(access))).toMatchObject({ error: "invalid_code" });
  });

  it("lets the app in and sends the browser back with a code", async () => {
    const back = "http://127.0.0.1:1/slack/oauth_redirect";
    const query = new URLSearchParams({ redirect_uri: back, state: "s", team: slack.workspace("other").id });
    const { headers } = await fetch(`${slack.authorizeUrl}?${query}`, { redirect: "manual" });
    const found = new URL(headers.get("location") ?? "");
    expect(found.searchParams.get("state")).toBe("s");
    const { clientId: client_id, clientSecret: client_secret } = slack.app;
    const code = found.searchParams.get("code") ?? "";
    const { team } = await client("").oauth.v2.access({ client_id, client_secret, code });
    expect(team?.name).toBe("other");
  });

  it("tells the app that it is thrown out", async () => {
    const sample = await startSampleApp(slack, "http");
    const heard: string[] = [];
    sample.app.event("app_uninstalled", async () => void heard.push("app_uninstalled"));
    sample.app.event("tokens_revoked", async () => void heard.push("tokens_revoked"));
    // Bolt asks who it is before its first answer, and would not outlive a refusal.
    await slack.as("ada").command("/hello");
    await slack.uninstall();
    expect(heard.sort()).toEqual(["app_uninstalled", "tokens_revoked"]);
    await sample.stop();
  });
});

describe("channels", () => {
  it("refuses to post where that cannot be", async () => {
    expect(await say({}, "C0NOWHERE")).toMatchObject({ error: "channel_not_found" });
    const workspace = slack.workspace();
    const left = await workspace.channel("left");
    left.members.delete(workspace.bot.user);
    expect(await say({}, left.id)).toMatchObject({ error: "not_in_channel" });
    const gone = await workspace.channel("gone");
    gone.gone = true;
    expect(await say({}, gone.id)).toMatchObject({ error: "channel_not_found" });
    const old = await workspace.channel("old");
    await workspace.archive(old);
    expect(await say({}, old.id)).toMatchObject({ error: "is_archived" });
    expect(slack.violations).toEqual([]);
  });

  it("finds a post again by its metadata", async () => {
    const { id: channel } = await slack.channel();
    const metadata = { event_type: "post", event_payload: { key: "k1" } };
    const { ts } = await client().chat.postMessage({ channel, text: "Hello", metadata });
    const read = await client().conversations.history({ channel, include_all_metadata: true });
    expect(read.messages).toMatchObject([{ ts, metadata }]);
    expect((await client().conversations.history({ channel })).messages?.[0]).not.toHaveProperty("metadata");
    await client().chat.postMessage({ channel, text: "below", thread_ts: ts!, metadata });
    const below = await client().conversations.replies({ channel, ts: ts!, include_all_metadata: true });
    expect(below.messages?.map(({ text }) => text)).toEqual(["Hello", "below"]);
  });

  it("changes and deletes the bot's own messages, which everybody sees", async () => {
    const { id: channel } = await slack.channel();
    const { ts = "" } = await client().chat.postMessage({ channel, text: "Hello" });
    const [seen] = slack.as("ada").messages();
    await client().chat.update({ channel, ts, text: "Hello again" });
    expect(seen).toMatchObject({ text: "Hello again", edits: 1, deleted: false });
    await client().chat.delete({ channel, ts });
    expect(seen).toMatchObject({ deleted: true });
    expect(await refusal(client().chat.update({ channel, ts, text: "?" }))).toMatchObject({
      error: "message_not_found",
    });
  });
});

describe("people", () => {
  it("says a person's language only when asked, and who manages", async () => {
    const { id: user } = slack.as("ada", { locale: "ko-KR", admin: true });
    const known = await client().users.info({ user, include_locale: true });
    expect(known.user).toMatchObject({ name: "ada", locale: "ko-KR", is_admin: true });
    expect((await client().users.info({ user })).user).not.toHaveProperty("locale");
  });
});

describe("expiry", () => {
  it("opens a form once, within three seconds", async () => {
    const sample = await startSampleApp(slack, "http");
    let trigger_id = "";
    sample.app.command("/keep", async ({ ack, command }) => {
      trigger_id = command.trigger_id;
      await ack("kept");
    });
    const view = { type: "modal" as const, title: { type: "plain_text" as const, text: "A" }, blocks: [] };
    const open = () => refusal(client().views.open({ trigger_id, view }));
    const ada = slack.as("ada");
    await ada.command("/keep");
    slack.clock.advance(3_001);
    expect(await open()).toMatchObject({ error: "expired_trigger_id" });
    await ada.command("/keep");
    expect(await open()).toEqual({});
    expect(await open()).toMatchObject({ error: "exchanged_trigger_id" });
    trigger_id = "1.2";
    expect(await open()).toMatchObject({ error: "invalid_trigger_id" });
    await sample.stop();
  });

  it("takes a response_url for half an hour", async () => {
    const sample = await startSampleApp(slack, "http");
    let url = "";
    sample.app.command("/keep", async ({ ack, command }) => {
      url = command.response_url;
      await ack("kept");
    });
    const ada = slack.as("ada");
    await ada.command("/keep");
    const respond = () => fetch(url, { method: "POST", body: JSON.stringify({ text: "late" }) });
    expect((await respond()).status).toBe(200);
    slack.clock.advance(30 * 60_000);
    const late = await respond();
    expect([late.status, await late.json()]).toEqual([404, { ok: false, error: "expired_url" }]);
    await sample.stop();
  });
});

describe("bad days", () => {
  it("answers 429 with the pause to keep", async () => {
    slack.trouble.limit("*", { retryAfter: 7 });
    const response = await fetch(`${slack.apiUrl}auth.test`, { method: "POST" });
    expect([response.status, response.headers.get("retry-after")]).toEqual([429, "7"]);
  });

  it("does what was asked and loses the answer", async () => {
    const { id: channel } = await slack.channel();
    slack.trouble.loseReply("chat.postMessage");
    await expect(client().chat.postMessage({ channel, text: "Hello" })).rejects.toThrow();
    expect(
      slack
        .as("ada")
        .messages()
        .map(({ text }) => text),
    ).toEqual(["Hello"]);
  });

  it("is not there at all", async () => {
    slack.trouble.down = true;
    expect((await fetch(`${slack.apiUrl}auth.test`, { method: "POST" })).status).toBe(503);
  });

  it("still looks at a file", async () => {
    const { file_id: id = "", upload_url = "" } = await client().files.getUploadURLExternal({
      filename: "pixel.png",
      length: PIXEL.length,
    });
    const image = { type: "image", slack_file: { id }, alt_text: "One pixel" };
    expect(await say({ blocks: [image] })).toMatchObject({ error: "invalid_blocks" });
    expect(slack.violations).toHaveLength(1);
    expect((await fetch(upload_url, { method: "POST", body: PIXEL.subarray(1) })).status).toBe(400);
    expect((await fetch(upload_url, { method: "POST", body: PIXEL })).status).toBe(200);
    await client().files.completeUploadExternal({ files: [{ id }] });
    slack.trouble.filesNotReady = 1;
    expect(await say({ blocks: [image] })).toMatchObject({ error: "invalid_blocks" });
    expect(await say({ blocks: [image] })).toEqual({});
    expect(slack.violations).toHaveLength(2);
  });
});
