/** Several workspaces: each lets the app in by OAuth, and is forgotten when it throws the app out. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { openStore, type Store } from "../../../src/store/index.ts";
import { MORE, SECRET, sampleBot } from "../../chat/sample-bot.ts";
import { type OpenedSlack, openSlack } from "../slack-stage.ts";

let opened: OpenedSlack;
let store: Store;

afterEach(async () => {
  expect(opened.slack.violations).toEqual([]);
  await opened.stop();
  await store.close();
});

async function open(token?: string): Promise<void> {
  const database = await openStore({ data: mkdtempSync(join(tmpdir(), "ackademy-")) });
  if (!database.ok) throw new Error(database.problem);
  store = database.store;
  const { installations } = store;
  const { bot } = sampleBot(SECRET, MORE);
  const oauth = {
    ...{ clientId: "1000.2000", clientSecret: "local-client-secret", stateSecret: "a secret of this test" },
    installations: {
      ...installations,
      save: (id: string, value: unknown) => installations.save(id, value, 0),
    },
  };
  opened = await openSlack("http", bot, {
    teams: ["alpha", "beta"],
    parts: { oauth, ...(token && { token }) },
  });
}

/** What a browser does: asks to install, agrees, and comes back with what it was given. */
async function install(team: string): Promise<Response> {
  const { url, slack } = opened;
  const sent = await fetch(`${url}slack/install`, { redirect: "manual" });
  const state = new URL(sent.headers.get("location") ?? "").searchParams.get("state") ?? "";
  const cookie = (sent.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  const query = new URLSearchParams({ code: slack.installCode(team), state });
  return fetch(`${url}slack/oauth_redirect?${query}`, { headers: { Cookie: cookie } });
}

const idOf = (team: string): string => opened.slack.workspace(team).id;
const kept = async (): Promise<readonly string[]> => (await store.installations.list()).map(({ id }) => id);
const card = () => ({ text: "hello", buttons: [] });

it("serves each workspace with its own token, from its installation on", async () => {
  await open();
  const { slack, platform } = opened;
  expect((await install("alpha")).status).toBe(200);
  expect((await install("beta")).status).toBe(200);
  expect(await kept()).toEqual([idOf("alpha"), idOf("beta")]);
  for (const team of ["alpha", "beta"]) {
    const ada = slack.as("ada", { team });
    expect((await ada.command("/sample", "steps public")).sole().words).toBe("Step 0");
    const place = { server: idOf(team), channel: (await slack.channel("lab", team)).id };
    expect((await platform.post(place, card(), team)).ok).toBe(true);
    expect(ada.messages("lab")).toHaveLength(2);
  }
});

it("forgets a workspace that throws the app out, and keeps the others", async () => {
  await open();
  const { slack, platform } = opened;
  await install("alpha");
  await install("beta");
  const acks = await slack.uninstall("alpha");
  expect(acks.map(({ ok }) => ok)).toEqual([true, true]);
  await slack.quiet();
  expect(await kept()).toEqual([idOf("beta")]);
  const place = { server: idOf("alpha"), channel: (await slack.channel("lab", "alpha")).id };
  expect(await platform.post(place, card(), "k")).toEqual({ ok: false, why: "token" });
  expect((await slack.as("ada", { team: "beta" }).command("/sample", "steps")).sole().words).toBe("Step 0");
});

it("does nothing in a workspace that never let it in", async () => {
  await open();
  const { slack } = opened;
  const ada = slack.as("ada", { team: "alpha" });
  await ada.command("/sample", "steps public", { patienceMs: 0 });
  await slack.quiet();
  expect(ada.messages("lab")).toEqual([]);
});

it("takes no code without the state that it gave", async () => {
  await open();
  const query = new URLSearchParams({ code: opened.slack.installCode("alpha"), state: "made up" });
  expect((await fetch(`${opened.url}slack/oauth_redirect?${query}`)).ok).toBe(false);
  expect(await kept()).toEqual([]);
});

it("serves one workspace where its token is set as well", async () => {
  await open("xoxb-of-one-workspace");
  expect((await fetch(`${opened.url}slack/install`, { redirect: "manual" })).status).toBe(404);
});
