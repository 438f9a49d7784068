// Posts one picture to a Discord, in a process where Slack's library came first: its own undici is the process' then.
await import("@slack/bolt");
const { REST, Routes } = await import("discord.js");
const { restOptionsOf } = await import("../../../src/platforms/discord/rest.ts");

const [api, token = "", channel = ""] = process.argv.slice(2);
const rest = new REST({ ...restOptionsOf(api), retries: 0 }).setToken(token);
await rest.post(Routes.channelMessages(channel), {
  body: { content: "a picture" },
  files: [{ name: "picture.png", data: Buffer.from("PNG") }],
});
