/** Tokens that Slack takes back under a running bot: what whoever runs it reads at /readyz and in the log. */
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, it, type TestContext } from "vitest";
import { REQUEST_MS } from "../../../src/platforms/slack/limits.ts";
import { sampleBot } from "../../chat/sample-bot.ts";
import { type Mode, type OpenedSlack, openSlack } from "../slack-stage.ts";

const PATIENT = { timeout: 40_000 };
const READY = [200, "slack: ready\n"];

interface Opened extends OpenedSlack {
  readyz(): Promise<[number, string]>;
}

async function open(mode: Mode, { expect, onTestFinished }: TestContext): Promise<Opened> {
  const opened = await openSlack(mode, sampleBot().bot);
  onTestFinished(() => opened.stop());
  const readyz = async (): Promise<[number, string]> => {
    const response = await fetch(`${opened.url}readyz`);
    return [response.status, await response.text()];
  };
  await expect.poll(readyz).toEqual(READY);
  return { ...opened, readyz };
}

// Each waits for seconds, and for nobody else.
describe.concurrent("a token that Slack takes back", () => {
  it.for(["socket", "http"] as const)(
    "the bot's token: said once, and over when it is taken again (%s)",
    PATIENT,
    async (mode, test) => {
      const { expect } = test;
      const { slack, faults, readyz } = await open(mode, test);
      slack.revoke();
      // Somebody is left without an answer.
      await slack
        .as("ada")
        .mention("help", { patienceMs: 500 })
        .catch(() => undefined);
      const said =
        "slack: SLACK_BOT_TOKEN is refused (token_revoked): copy it again from Install App, and start again";
      await expect.poll(readyz, { timeout: 10_000 }).toEqual([503, `${said}\n`]);
      expect(faults.filter(({ fields }) => fields.message === said)).toHaveLength(1);
      slack.accept();
      await expect.poll(readyz, { timeout: 20_000 }).toEqual(READY);
    },
  );

  it("the bot's token, as soon as a post is refused", PATIENT, async (test) => {
    const { expect } = test;
    const { slack, platform, readyz } = await open("http", test);
    const { id: channel } = await slack.channel();
    slack.revoke();
    const { bot } = sampleBot();
    await platform.post({ server: slack.workspace().id, channel }, bot.open({ text: "x" }), "k");
    await expect
      .poll(async () => (await readyz())[1], { timeout: 10_000 })
      .toContain("SLACK_BOT_TOKEN is refused");
  });

  it("the socket's own token: said, and tried again", PATIENT, async (test) => {
    const { expect } = test;
    const { slack, readyz } = await open("socket", test);
    slack.trouble.fail("apps.connections.open", "invalid_auth", 2);
    slack.sockets.drop();
    await expect
      .poll(async () => (await readyz())[1], { timeout: 10_000 })
      .toMatch(
        /^slack: the socket is not connected: SLACK_APP_TOKEN is refused \(invalid_auth\): make one with connections:write/u,
      );
    await expect.poll(readyz, { timeout: 20_000 }).toEqual(READY);
  });
});

describe.concurrent("an answer that does not come through", () => {
  it("gives up an answer that Slack never takes, and says so", PATIENT, async (test) => {
    const { expect } = test;
    const { slack, faults } = await open("http", test);
    slack.trouble.loseReply("chat.postMessage", 99);
    await slack.as("ada").mention("sample steps public", { patienceMs: 0 });
    const logged = () => faults.map(({ fields }) => fields.message);
    await expect.poll(logged, { timeout: 30_000 }).toContain("an answer did not reach Slack");
    expect(slack.calls.filter(({ method }) => method === "chat.postMessage")).toHaveLength(5);
  });

  it("is given up where its address is silent, and it is logged", PATIENT, async (test) => {
    const { expect } = test;
    const { slack, faults, url } = await open("http", test);
    const silent = createServer().listen(0, "127.0.0.1");
    await once(silent, "listening");
    test.onTestFinished(() => silent.closeAllConnections());
    test.onTestFinished(() => void silent.close());
    const { port } = silent.address() as AddressInfo;
    const body = new URLSearchParams({
      ...{ command: "/sample", text: "steps", trigger_id: "1.2", response_url: `http://127.0.0.1:${port}/` },
      ...{
        team_id: slack.workspace().id,
        user_id: slack.as("ada").id,
        channel_id: (await slack.channel()).id,
      },
    }).toString();
    const seconds = `${Math.floor(slack.clock.now() / 1_000)}`;
    const signed = createHmac("sha256", slack.app.signingSecret)
      .update(`v0:${seconds}:${body}`)
      .digest("hex");
    const asked = await fetch(`${url}slack/events`, {
      method: "POST",
      headers: {
        "Content-Type": "application/x-www-form-urlencoded",
        ...{ "X-Slack-Request-Timestamp": seconds, "X-Slack-Signature": `v0=${signed}` },
      },
      body,
    });
    expect(asked.status).toBe(200);
    const logged = () => faults.map(({ fields }) => fields.message);
    await expect.poll(logged, { timeout: REQUEST_MS + 5_000 }).toContain("an answer did not reach Slack");
  });
});
