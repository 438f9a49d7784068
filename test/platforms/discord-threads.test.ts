// A connection's thread through its life on Discord: put away, locked, deleted, closed to the bot, and over.
import { afterEach, describe, expect, it } from "vitest";
import { type PlayBot, playBot } from "../chat/play-bot.ts";
import { type Board, begin, buttonOf, plain } from "../contract/board.ts";
import type { Mode } from "./discord/running.ts";
import { openStage } from "./discord/stage.ts";

const LISTEN = "Server: listen(80)";
let made: PlayBot;
let stage: Awaited<ReturnType<typeof openStage>>;

afterEach(async () => {
  expect(stage.running.discord.violations).toEqual([]);
  expect(stage.running.lines.filter(({ level }) => level === "error")).toEqual([]);
  await stage.stop();
  await made.store.close();
});

async function start(mode: Mode): Promise<Board & { readonly thread: string }> {
  made = await playBot();
  stage = await openStage(mode, made);
  const board = await begin(stage, "/connection start three-way", (why) => {
    throw new Error(why);
  });
  await board.press("ada", "Join: Server");
  await board.shows("Server: ada");
  return { ...board, thread: board.root.thread ?? "" };
}

const inGeneral = async () => (await stage.seenBy?.("bob")) ?? [];
/** What the bot changed about its thread, in order. */
const changes = (): readonly unknown[] =>
  stage.running.discord.requests
    .filter(({ route, method }) => method === "PATCH" && route === "/channels/{channel_id}")
    .map(({ json }) => json);

describe.each<Mode>(["gateway", "http"])("a connection's thread (%s)", { timeout: 60_000 }, (mode) => {
  it("is woken by a press when it was put away, and goes on", async () => {
    const board = await start(mode);
    stage.running.discord.archive(board.thread);
    await board.press("ada", LISTEN);
    await board.shows("Move 1, ada (Server)");
    expect((await board.told()).join("\n")).toContain("Move 1, ada (Server)");
  });

  it("that is locked is told of in its channel", async () => {
    const board = await start(mode);
    stage.running.discord.archive(board.thread, { locked: true });
    // Nothing becomes of the message that was pressed, so nothing is waited for there.
    void board.press("ada", LISTEN).catch(() => undefined);
    const says = async () => (await inGeneral()).map(({ text }) => text).join("\n");
    await expect.poll(says).toContain("is locked");
    expect(await says()).toContain(`<#${board.thread}>`);
    expect((await board.told()).join("\n")).not.toContain("Move 1");
  });

  it("that is deleted lets the connection go on in the channel, from the message that it hung on", async () => {
    const board = await start(mode);
    stage.running.discord.deleteChannel(board.thread);
    await stage.menu?.("bob", board.root, "continue-connection");
    const card = async () => (await inGeneral()).findLast(({ id }) => id !== board.root.id);
    await expect.poll(async () => plain((await card())?.text ?? "")).toContain("The thread was deleted");
    const found = await card();
    await stage.press("ada", found!, buttonOf(found!, LISTEN));
    await expect.poll(async () => plain((await card())?.text ?? "")).toContain("Move 1, ada (Server)");
    await stage.run("ada", "/connection act next");
    await expect.poll(async () => plain((await card())?.text ?? "")).toContain("Move 2");
  });

  it("in which the bot may not write any more says so beside it, and which permission it needs", async () => {
    const board = await start(mode);
    stage.running.discord.deny(board.thread, ["SendMessagesInThreads"]);
    await stage.menu?.("bob", board.root, "continue-connection");
    const says = async () => (await inGeneral()).map(({ text }) => text).join("\n");
    await expect.poll(says).toContain("Send Messages in Threads");
  });

  it("is renamed and put away at the end, never locked; its summary can still be pressed", async () => {
    const board = await start(mode);
    await board.press("ada", "End");
    await board.ends("States");
    await board.shows("Over.");
    await expect.poll(() => changes().at(-1)).toEqual({ name: "Over: Three-way handshake", archived: true });
    await board.press("bob", "Summary");
    await board.hears("bob", "States");
  });
});
