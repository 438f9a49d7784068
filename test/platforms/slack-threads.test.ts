// A connection's thread through its life on Slack: its channel renamed, archived, closed to the bot or gone, its first
// message deleted.
import { afterEach, describe, expect, it } from "vitest";
import { type PlayBot, playBot } from "../chat/play-bot.ts";
import { type Board, begin, plain } from "../contract/board.ts";
import type { Channel } from "../local-slack/workspace.ts";
import { openSlackStage } from "./slack-stage.ts";

const LISTEN = "Server: listen(80)";
let made: PlayBot;
let stage: Awaited<ReturnType<typeof openSlackStage>>;

afterEach(async () => {
  expect(stage.slack.violations).toEqual([]);
  expect(stage.faults.filter(({ level }) => level === "error")).toEqual([]);
  await stage.stop();
  await made.store.close();
});

interface Table extends Board {
  readonly channel: Channel;
}

/** `cy` manages, as the configuration says. */
async function start(): Promise<Table> {
  made = await playBot();
  stage = await openSlackStage("http", made, { parts: { managers: MANAGERS } });
  MANAGERS[0] = stage.slack.as("cy").id;
  const board = await begin(stage, "/connection start three-way", (why) => {
    throw new Error(why);
  });
  await board.press("ada", "Join: Server");
  await board.shows("Server: ada");
  return { ...board, channel: await stage.slack.channel("lab") };
}
const MANAGERS: string[] = [];

/** What the bot has told somebody alone, in their messages with it. */
const told = (name: string): readonly string[] =>
  stage.slack
    .as(name)
    .messages("direct")
    .map(({ words }) => plain(words));
const warnings = () => stage.faults.filter(({ level }) => level === "warn");
const bot = () => stage.slack.workspace().bot.user;

describe("a connection's thread on Slack", { timeout: 60_000 }, () => {
  it("goes on in a channel that has another name now", async () => {
    const board = await start();
    await stage.slack.workspace().rename(board.channel, "tcp-lab");
    await board.press("ada", LISTEN);
    const thread = () => stage.slack.as("bob").messages("tcp-lab");
    await expect
      .poll(() =>
        thread()
          .map(({ words }) => plain(words))
          .join("\n"),
      )
      .toContain("Move 1, ada");
    expect(warnings()).toEqual([]);
  });

  it("goes on below a first message that somebody deleted", async () => {
    const board = await start();
    const root = { channel: board.channel.id, ts: board.root.id };
    const deleted = await fetch(`${stage.slack.apiUrl}chat.delete`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${stage.slack.botToken()}` },
      body: JSON.stringify(root),
    });
    expect(await deleted.json()).toMatchObject({ ok: true });
    await board.press("ada", LISTEN);
    await board.shows("Move 1, ada (Server)");
    expect(warnings()).toEqual([]);
  });

  it("in an archived channel tells whoever presses, managers once, and goes on when it is back", async () => {
    const board = await start();
    await stage.slack.workspace().archive(board.channel);
    await board.press("ada", LISTEN);
    await expect.poll(() => told("ada").join("\n")).toContain("is archived");
    expect(told("ada").join("\n")).toContain("what you did is kept");
    await board.press("bob", "Join: Client");
    await expect.poll(() => told("bob").length).toBe(1);
    expect(told("cy")).toEqual([expect.stringContaining("I say this once")]);
    expect(warnings()).toHaveLength(1);
    await stage.slack.workspace().unarchive(board.channel);
    await board.say("ada", "status");
    await board.shows("Move 1, ada (Server)");
    expect(plain(board.card().text)).toContain("Client: bob");
    // Another break is another thing to tell.
    await stage.slack.workspace().archive(board.channel);
    await board.press("bob", "Client: connect(10.0.0.2:80)");
    await expect.poll(() => told("cy").length).toBe(2);
  });

  it("goes on where the bot was thrown out, says once what is missing, and shows all when it is back", async () => {
    const board = await start();
    board.channel.members.delete(bot());
    // As for a private channel. In a public one Slack lets a bot change its messages all the same.
    stage.slack.trouble.fail("chat.update", "channel_not_found", 2);
    await board.press("ada", LISTEN);
    await board.shows("Move 1, ada (Server)");
    await board.hears("ada", "/invite");
    await board.press("ada", "Client: connect(10.0.0.2:80)");
    await board.shows("Move 2");
    expect(warnings()).toHaveLength(1);
    expect(told("cy")).toHaveLength(1);
    board.channel.members.add(bot());
    await board.press("ada", "Undo");
    await board.rootSays("Move 1");
    expect(warnings()).toHaveLength(1);
  });

  it("in a channel that is gone tells whoever presses where to go on", async () => {
    const board = await start();
    board.channel.gone = true;
    await board.press("ada", LISTEN);
    await expect.poll(() => told("ada").join("\n")).toContain("/connection start opens another elsewhere");
    expect(warnings()).toHaveLength(1);
  });
});
