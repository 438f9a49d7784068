// The real program on Slack: what Slack delivers once more, after the process was killed or to another process, is
// acknowledged and does nothing twice.
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, type TestContext } from "vitest";
import { type LocalSlack, startLocalSlack } from "../local-slack/index.ts";
import type { Seen } from "../local-slack/seen.ts";
import { startPostgres, whyNoPostgres } from "../store/postgres.ts";
import { type Child, startMain } from "./child.ts";

const SECRET_FILE = "secret.key";
const JOIN = "Join: Client";
const PATIENT = { timeout: 60_000 };

async function openLocalSlack({ onTestFinished }: TestContext): Promise<LocalSlack> {
  const slack = await startLocalSlack();
  onTestFinished(async () => {
    await slack.stop();
    expect(slack.violations).toEqual([]);
  });
  return slack;
}

function newFolder({ onTestFinished }: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "ackademy-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function start(
  { onTestFinished }: TestContext,
  slack: LocalSlack,
  env: Readonly<Record<string, string>>,
): Promise<Child> {
  const child = await startMain({
    ...{ ACKADEMY_LOG: "info", SLACK_API_URL: slack.apiUrl, SLACK_BOT_TOKEN: slack.botToken(), ...env },
  });
  onTestFinished(() => child.stop().then(() => undefined));
  return child;
}

async function kill({ process }: Child): Promise<void> {
  const gone = new Promise((resolve) => process.once("exit", resolve));
  process.kill("SIGKILL");
  await gone;
}

/** A command, a press and an event, each of which everybody sees; so many deliveries. */
async function play(slack: LocalSlack): Promise<number> {
  const ada = slack.as("ada");
  const isOpen = ({ buttons }: Seen): boolean => buttons.some(({ label }) => label === JOIN);
  const started = await ada.command("/connection", "start three-way");
  const { seen } = await started.until((outcome) => outcome.seen.some(isOpen));
  await ada.press(seen.find(isOpen)!, JOIN);
  await ada.mention("connection status");
  await slack.quiet();
  return 3;
}

/** Of all this, whoever heard of it before does nothing; what is new is answered. */
async function deliverAgain(
  { expect }: TestContext,
  slack: LocalSlack,
  deliveries: number,
  to: Child,
): Promise<void> {
  for (let before = deliveries - 1; before >= 0; before--)
    expect(await slack.again(before), `${before} before the last`).toMatchObject({ ok: true });
  expect((await slack.as("bob").command("/help")).seen).toHaveLength(1);
  await slack.quiet();
  // What it wrote to its log may come later than its answer.
  await expect.poll(() => answeredBy(to)).toContain("command help");
  expect(answeredBy(to)).toEqual(["command help"]);
}

const answeredBy = (child: Child): readonly string[] =>
  child.log().flatMap(({ msg, by, command }) => (msg === "answered" ? [`${by} ${command}`] : []));

const ALL = ["command connection", "press connection", "mention connection"];

it.concurrent(
  "does nothing twice that was delivered before it was killed and again after, through the socket",
  PATIENT,
  async (test) => {
    const slack = await openLocalSlack(test);
    const env = { SLACK_APP_TOKEN: slack.app.appToken, ACKADEMY_DATA: newFolder(test) };
    const first = await start(test, slack, env);
    await slack.overSocket();
    const deliveries = await play(slack);
    await test.expect.poll(() => answeredBy(first)).toEqual(ALL);
    await kill(first);
    await slack.sockets.closed();

    const second = await start(test, slack, env);
    await slack.sockets.connected(2);
    await deliverAgain(test, slack, deliveries, second);
  },
);

const why = whyNoPostgres();

it.concurrent(
  "does nothing twice that is delivered to two processes of one PostgreSQL, also where the first was killed",
  PATIENT,
  async (test) => {
    if (why !== undefined) return test.skip(why);
    const server = await startPostgres();
    test.onTestFinished(() => server.stop());
    const slack = await openLocalSlack(test);
    const [one, other] = [newFolder(test), newFolder(test)];
    const env = { SLACK_SIGNING_SECRET: slack.app.signingSecret, DATABASE_URL: await server.database() };
    const first = await start(test, slack, { ...env, ACKADEMY_DATA: one });
    // As self-hosting.md says: so that each knows the buttons of the other.
    copyFileSync(join(one, SECRET_FILE), join(other, SECRET_FILE));
    const second = await start(test, slack, { ...env, ACKADEMY_DATA: other });
    slack.overHttp(`${first.url}slack/events`);
    const deliveries = await play(slack);
    await test.expect.poll(() => answeredBy(first)).toEqual(ALL);
    await kill(first);

    slack.overHttp(`${second.url}slack/events`);
    await deliverAgain(test, slack, deliveries, second);
  },
);
