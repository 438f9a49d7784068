// The contract on Discord, over its gateway, with the real discord.js.
import { afterEach, expect } from "vitest";
import { platformContract } from "../contract/platform.ts";
import { playingContract } from "../contract/playing.ts";
import { openStage } from "./discord/stage.ts";

let stage: Awaited<ReturnType<typeof openStage>>;

platformContract("discord (gateway)", async () => {
  stage = await openStage("gateway");
  return stage;
});

afterEach(() => {
  expect(stage.running.discord.violations).toEqual([]);
  expect(stage.running.lines.filter(({ level }) => level !== "info")).toEqual([]);
});

playingContract("discord (gateway)", async (bot) => {
  stage = await openStage("gateway", bot);
  return stage;
});
