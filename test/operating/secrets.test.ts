/**
 * The real `main.ts` on both platforms, with everything logged that can be: people answer questions, type what they
 * should keep to themselves, and their answers do not reach them. Then the log is searched.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Client } from "../local-discord/person.ts";
import { startLocalSlack } from "../local-slack/index.ts";
import { type OnDiscord, startOnDiscord } from "./on-discord.ts";
import { endAll, PATIENT } from "./process.ts";

const TYPED = "hunter2-my-own-password";
const WRITTEN = "because the third segment acknowledges";
const SIGNING = "a-signing-secret-of-the-test";
/** discord.js tries so often before it gives up. */
const TRIES = 4;
const PAGE = "page-token-of-the-test";

/** Chooses A of a question that has choices, and gives its words. Which question comes is chance. */
async function answered(ada: Client): Promise<string> {
  for (;;) {
    const [asked] = (await ada.command("quiz", "practice", { fresh: "none" })).messages;
    const words = /^A\. (.+)$/mu.exec(asked?.text ?? "")?.[1];
    const button = asked?.buttons.find(({ label }) => label === "A");
    if (asked === undefined || words === undefined || button === undefined) continue;
    await ada.press(asked, button.customId);
    return words;
  }
}

describe("the log of a busy day", PATIENT, () => {
  let on: OnDiscord;
  let slack: Awaited<ReturnType<typeof startLocalSlack>>;
  beforeAll(async () => {
    slack = await startLocalSlack();
    on = await startOnDiscord({
      ...{ ACKADEMY_LOG: "trace", ACKADEMY_PAGE_TOKEN: PAGE, SLACK_SIGNING_SECRET: SIGNING },
      ...{
        SLACK_API_URL: slack.apiUrl,
        SLACK_BOT_TOKEN: slack.botToken(),
        SLACK_APP_TOKEN: slack.app.appToken,
      },
    });
    await slack.overSocket();
  }, PATIENT.timeout);
  afterAll(async () => {
    endAll();
    await on.closeDiscord();
    await slack.stop();
  });

  it("holds no token, no answer and nothing that anybody typed", async () => {
    const { discord } = on;
    const ada = discord.as("ada", { waitMs: 20_000 });
    // Refused by the bot: a scenario that does not exist.
    await discord.as("bob", { stale: true }).command("handshake", "run", { scenario: TYPED });
    // Refused by Discord, in its own way: with the request's address, which has the interaction's token in it.
    discord.breakNext({ route: "/callback", how: 500, count: TRIES });
    await ada.command("explain", { term: WRITTEN }).catch(() => undefined);
    // A question is answered.
    const answer = await answered(ada);
    // Slack's token is revoked while people talk to the bot.
    const eve = slack.as("eve");
    await eve.command("/explain", WRITTEN);
    slack.revoke();
    await eve.mention(`explain ${TYPED}`, { patienceMs: 2_000 }).catch(() => undefined);
    await expect.poll(() => on.lines().map(({ msg }) => msg), { timeout: 20_000 }).toContain("slack");
    expect(on.lines().map(({ msg }) => msg)).toEqual(
      expect.arrayContaining(["answered", "refused", "an answer did not reach Discord"]),
    );

    const tokens = discord.requests.flatMap(
      ({ path }) => /\/(?:webhooks|interactions)\/\d+\/([\w-]{8,})/u.exec(path)?.[1] ?? [],
    );
    expect(tokens.length).toBeGreaterThan(0);
    const secrets = {
      ...{ typed: TYPED, written: WRITTEN, page: PAGE, signing: SIGNING, discord: discord.token },
      ...{ bot: slack.botToken(), app: slack.app.appToken, answer },
      ...{ key: readFileSync(join(on.data, "secret.key"), "utf8"), interaction: tokens[0] ?? "" },
    };
    const found = Object.entries(secrets).filter(([, secret]) =>
      (on.heard.err + on.heard.out).includes(secret),
    );
    expect(found.map(([name]) => name)).toEqual([]);
    // One request, one id, from the first line to the last.
    const requests = on
      .lines()
      .filter(({ msg }) => msg === "answered")
      .map(({ request }) => request);
    expect(new Set(requests).size).toBe(requests.length);
    expect(requests).not.toContain(undefined);
  });
});
