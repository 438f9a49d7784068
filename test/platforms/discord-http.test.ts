// The contract on Discord, by HTTP interactions, with the real discord.js.
import { afterEach, expect } from "vitest";
import { platformContract } from "../contract/platform.ts";
import { playingContract } from "../contract/playing.ts";
import { openStage } from "./discord/stage.ts";

let stage: Awaited<ReturnType<typeof openStage>>;

platformContract("discord (http)", async () => {
  stage = await openStage("http");
  return stage;
});

afterEach(() => {
  expect(stage.running.discord.violations).toEqual([]);
  expect(stage.running.lines.filter(({ level }) => level !== "info")).toEqual([]);
});

playingContract("discord (http)", async (bot) => {
  stage = await openStage("http", bot);
  return stage;
});
