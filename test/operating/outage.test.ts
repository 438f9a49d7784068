/** Hours in which a platform or the database are away, and tokens that are revoked: people get what can be given, the log stays short, nobody falls over. */
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, it, type TestContext } from "vitest";
import { LOG_LINES } from "../../src/operating/limits.ts";
import { SQLite } from "../../src/store/better-sqlite3.ts";
import { sampleBot } from "../chat/sample-bot.ts";
import { startLocalSlack } from "../local-slack/index.ts";
import { runDiscord } from "../platforms/discord/running.ts";
import { type Postgres, startPostgres, whyNoPostgres } from "../store/postgres.ts";
import { type OnDiscord, startOnDiscord } from "./on-discord.ts";
import { endAll, PATIENT, type Started, startMain } from "./process.ts";

afterAll(endAll);

/** Ended with its own test: each waits for seconds, and beside the others. */
async function openIn({ onTestFinished }: TestContext, env: Record<string, string> = {}): Promise<OnDiscord> {
  const open = await startOnDiscord(env);
  // How quickly people are answered is not what these tests are about.
  open.discord.clock.stop();
  onTestFinished(async () => {
    open.child.kill("SIGKILL");
    await open.closeDiscord();
  });
  return open;
}

/** Warnings and errors. */
const complaints = ({ lines }: Started) => lines().filter(({ level }) => level >= 40);
const ofKind = (started: Started, msg: string) => complaints(started).filter((line) => line.msg === msg);
const health = (started: Started) => started.ask("healthz");

const why = whyNoPostgres();
describe.concurrent("PostgreSQL that is stopped under a running bot", () => {
  let server: Postgres | undefined;
  beforeAll(async () => {
    if (why === undefined) server = await startPostgres();
  }, PATIENT.timeout);
  afterAll(() => server?.stop());

  it("and started again is found again, and people were answered meanwhile", PATIENT, async (test) => {
    const { expect } = test;
    if (server === undefined) return test.skip(why);
    if (!server.halt || !server.resume) return test.skip("the server at TEST_PG_URL is not ours to stop");
    const open = await openIn(test, { DATABASE_URL: await server.database() });
    const ada = open.discord.as("ada", { waitMs: 20_000 });
    expect(await health(open)).toEqual({ status: 200, body: "ok\n" });

    await server.halt();
    await expect
      .poll(() => health(open), { timeout: 10_000 })
      .toMatchObject({
        status: 503,
        body: expect.stringMatching(
          /^database: PostgreSQL \(database \w+ at \S+\) cannot be reached \(\w+\): start it/u,
        ),
      });
    // What needs no database is answered, with a picture; what does is refused in a sentence, and changes nothing.
    const [shown] = (await ada.command("handshake", "run", { scenario: "three-way" })).messages;
    expect(shown?.files).toHaveLength(1);
    for (let n = 0; n < 3 * LOG_LINES; n++) {
      const [refused] = (await ada.command("quiz", "stats")).messages;
      expect(refused?.text).toMatch(/^What is stored cannot be reached just now\. .*`E-\w{5}`/u);
    }
    expect(ofKind(open, "the database cannot be used")).toHaveLength(LOG_LINES);
    expect(
      ofKind(open, "the database does not take events: what comes in is answered all the same"),
    ).toHaveLength(LOG_LINES);

    await server.resume();
    await expect.poll(() => health(open), { timeout: 20_000 }).toEqual({ status: 200, body: "ok\n" });
    const [answered] = (await ada.command("quiz", "stats")).messages;
    expect(answered?.text).not.toContain("cannot be reached");
    open.child.kill("SIGTERM");
    expect(await open.ended).toBe(0);
  });
});

describe.concurrent("an SQLite file that another program holds", () => {
  it("is told, and is written to again when it is let go", PATIENT, async ({ expect }) => {
    const started = startMain();
    expect(await health(started)).toEqual({ status: 200, body: "ok\n" });
    const other = new SQLite(join(started.data, "ackademy.db"));
    other.exec("begin immediate");
    const locked = /^database: \S+ackademy\.db is locked by another program: close that program/u;
    await expect.poll(() => health(started), { timeout: 10_000 }).toMatchObject({ status: 503 });
    expect((await health(started)).body).toMatch(locked);
    other.exec("rollback");
    await expect.poll(() => health(started), { timeout: 10_000 }).toEqual({ status: 200, body: "ok\n" });
    other.close();
  });
});

describe.concurrent("Discord", () => {
  it("that is away for a while is found again, and the log stays short", PATIENT, async (test) => {
    const { expect } = test;
    const open = await openIn(test);
    const { discord } = open;
    discord.goDown();
    await expect
      .poll(() => open.ask("readyz"))
      .toEqual({
        status: 503,
        body: "discord: the gateway is not connected\n",
      });
    // discord.js tries again at once and then every few seconds.
    await wait(3_000);
    expect(complaints(open).length).toBeLessThanOrEqual(3 * LOG_LINES);
    expect(await health(open)).toEqual({ status: 200, body: "ok\n" });
    discord.comeUp();
    await expect
      .poll(() => open.ask("readyz"), { timeout: 30_000 })
      .toEqual({ status: 200, body: "discord: ready\n" });
    const [answered] = (await discord.as("ada").command("help")).messages;
    expect(answered?.text).toContain("/handshake");
  });

  it(
    "that revokes the token says so in the log and at /readyz, and the bot lives on",
    PATIENT,
    async (test) => {
      const { expect } = test;
      const open = await openIn(test);
      open.discord.revokeToken();
      await expect
        .poll(() => complaints(open)[0], { timeout: 20_000 })
        .toMatchObject({ level: 50, msg: "discord closed the connection for good", code: 4004 });
      await expect
        .poll(() => open.ask("readyz"))
        .toEqual({
          status: 503,
          // By the gateway, and by what is asked before it is tried again.
          body: expect.stringMatching(
            /^discord: the gateway is not connected: DISCORD_TOKEN is refused \((?:4004|401)\): make a new one in the developer portal, under Bot, and start again\n$/u,
          ),
        });
      expect(await health(open)).toEqual({ status: 200, body: "ok\n" });
      open.discord.acceptToken();
      await expect
        .poll(() => open.ask("readyz"), { timeout: 30_000 })
        .toEqual({ status: 200, body: "discord: ready\n" });
    },
  );

  it("over HTTP says so as soon as a post is refused, and is well again", PATIENT, async ({ expect }) => {
    const { bot } = sampleBot();
    const running = await runDiscord(bot, "http");
    const { discord, platform } = running;
    const readyz = async () => (await fetch(`${running.url}readyz`)).text();
    await expect.poll(readyz).toBe("discord: ready\n");
    discord.revokeToken();
    const place = { server: discord.guild(), channel: discord.channel("quiz") };
    expect(await platform.post(place, bot.open({ text: "x" }), "k")).toEqual({ ok: false, why: "later" });
    await expect
      .poll(readyz)
      .toBe(
        "discord: DISCORD_TOKEN is refused (401): make a new one in the developer portal, under Bot, and start again\n",
      );
    discord.acceptToken();
    await expect.poll(readyz, { timeout: 20_000 }).toBe("discord: ready\n");
    await running.stop();
  });
});

describe.concurrent("Slack", () => {
  const READY = { status: 200, body: "slack: ready\n" };

  it(
    "that is away for a while is found again by the socket, and the log stays short",
    PATIENT,
    async ({ expect }) => {
      const slack = await startLocalSlack();
      const started = startMain({
        ...{ SLACK_API_URL: slack.apiUrl, SLACK_BOT_TOKEN: slack.botToken() },
        SLACK_APP_TOKEN: slack.app.appToken,
      });
      const readyz = () => started.ask("readyz");
      await expect.poll(readyz, { timeout: 20_000 }).toEqual(READY);
      slack.trouble.down = true;
      slack.sockets.drop();
      await expect
        .poll(readyz, { timeout: 10_000 })
        .toEqual({ status: 503, body: "slack: the socket is not connected\n" });
      // Several tries come to nothing.
      await expect
        .poll(() => ofKind(started, "slack cannot be reached").length, { timeout: 20_000 })
        .toBeGreaterThan(1);
      expect(complaints(started).length).toBeLessThanOrEqual(4 * LOG_LINES);
      expect(ofKind(started, "a promise was rejected and nobody listened")).toEqual([]);
      slack.trouble.down = false;
      await expect.poll(readyz, { timeout: 30_000 }).toEqual(READY);
      await slack.overSocket();
      expect((await slack.as("ada").command("/help")).sole().words).toContain("/handshake");
      await slack.stop();
    },
  );
});
