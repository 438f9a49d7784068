/** What one process holds that is connected to Discord and to Slack, when nobody asks. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Row } from "../../scripts/bench-row.ts";
import { openDiscord } from "../local-discord/discord.ts";
import { startLocalSlack } from "../local-slack/index.ts";
import { type Child, startMain } from "../platforms/child.ts";

const RSS_MB_MAX = 250;
const READY_MS = 30_000;
/** After this long without a request the process counts as idle. */
const IDLE_AFTER_MS = 3_000;

export async function run(): Promise<Row[]> {
  const data = mkdtempSync(path.join(tmpdir(), "ackademy-idle-"));
  const [discord, slack] = [await openDiscord(), await startLocalSlack()];
  const child = await startMain({
    ...{ ACKADEMY_DATA: data, ACKADEMY_LOG: "warn" },
    ...{ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api },
    ...{ SLACK_BOT_TOKEN: slack.botToken(), SLACK_APP_TOKEN: slack.app.appToken },
    SLACK_API_URL: slack.apiUrl,
  });
  try {
    await ready(child);
    const fresh = await settled(child);
    await slack.overSocket();
    // A picture on each: fonts and scenarios are read once in a process's life.
    const { files } = (await discord.as("ada", { stale: true }).command("handshake", "run", {})).message;
    const { pictures } = (
      await slack.as("ada").command("/handshake", "run", { patienceMs: READY_MS })
    ).sole();
    if (files.length + pictures.length !== 2) throw new Error("a picture did not come");
    const used = await settled(child);
    return [row("connected to both, nobody has asked yet", fresh), row("after a picture", used)];
  } finally {
    await child.stop();
    await discord.stop();
    await slack.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

async function ready({ url }: Child): Promise<void> {
  for (const end = Date.now() + READY_MS; Date.now() < end; await wait(50)) {
    if ((await fetch(`${url}readyz`)).ok) return;
  }
  throw new Error(`not ready: ${await (await fetch(`${url}readyz`)).text()}`);
}

async function settled(child: Child): Promise<number | undefined> {
  await wait(IDLE_AFTER_MS);
  return child.residentMb();
}

const row = (what: string, held: number | undefined): Row => ({
  what: `memory (VmRSS), ${what}`,
  measured: held === undefined ? "no /proc here" : `${Math.round(held)} MB`,
  limit: `< ${RSS_MB_MAX} MB`,
  ok: held === undefined || held < RSS_MB_MAX,
});
