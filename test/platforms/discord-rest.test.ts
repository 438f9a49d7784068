// Both platforms' libraries bring an undici of their own, of different versions, and share one place for the process' agent.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";
import { CHECKOUT } from "../../src/checkout.ts";
import { openDiscord } from "../local-discord/discord.ts";

it("sends pictures to Discord, whichever library was loaded first", async () => {
  const discord = await openDiscord();
  onTestFinished(() => discord.stop());
  const channel = discord.channel("general");
  const words = ["test/platforms/discord/after-slack.ts", discord.api, discord.token, channel];
  await promisify(execFile)(process.execPath, ["scripts/run.mjs", ...words], { cwd: CHECKOUT });
  const [message] = discord.seenBy("ada", channel);
  expect(message?.files).toMatchObject([{ name: "picture.png", size: 3 }]);
  expect(discord.violations).toEqual([]);
});
