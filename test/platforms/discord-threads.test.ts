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

  it("that is locked is told of in its channel, once until it is unlocked and goes on", async () => {
    const board = await start(mode);
    const { discord, idle } = stage.running;
    // Nothing becomes of the message that was pressed, so nothing is waited for there.
    const pressLocked = async (person: string, label: string) => {
      discord.archive(board.thread, { locked: true });
      void board.press(person, label).catch(() => undefined);
      await idle();
    };
    const said = async () =>
      (await inGeneral()).map(({ text }) => text).filter((one) => one.includes("is locked"));
    await pressLocked("ada", LISTEN);
    await expect.poll(said).toEqual([expect.stringContaining(`<#${board.thread}>`)]);
    expect((await board.told()).join("\n")).not.toContain("Move 1");
    await pressLocked("bob", "Join: Client");
    expect(await said()).toHaveLength(1);
    discord.unarchive(board.thread);
    await board.press("ada", LISTEN);
    await board.shows("Move 1, ada (Server)");
    await pressLocked("ada", "Undo");
    await expect.poll(said).toHaveLength(2);
  });

  it("goes on where channel and thread have other names now", async () => {
    const board = await start(mode);
    stage.running.discord.rename(board.thread, "our homework");
    stage.running.discord.rename("general", "tcp-lab");
    await board.press("ada", LISTEN);
    await board.shows("Move 1, ada (Server)");
    const root = () => stage.running.discord.seenBy("bob", "tcp-lab").find(({ id }) => id === board.root.id);
    await expect.poll(() => plain(root()?.text ?? "")).toContain("Move 1, ada (Server)");
  });

  it("goes on where the bot no longer sees the channel, and says once what is missing", async () => {
    const board = await start(mode);
    const { discord, lines } = stage.running;
    const warnings = () => lines.filter(({ level }) => level === "warn");
    discord.deny("general", ["ViewChannel"]);
    await board.press("ada", LISTEN);
    await board.hears("ada", "View Channel");
    await board.shows("Move 1, ada (Server)");
    await board.press("bob", "Join: Client");
    await board.shows("Client: bob");
    expect(warnings()).toHaveLength(1);
    discord.deny("general", []);
    await board.press("bob", "Client: connect(10.0.0.2:80)");
    await board.rootSays("Move 2, bob (Client)");
    expect(warnings()).toHaveLength(1);
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
