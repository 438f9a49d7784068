/** What discord.js keeps of those who use the bot: nothing, as nothing here reads it. */
import { Client } from "discord.js";
import { expect, it, vi } from "vitest";
import { SECRET, sampleBot } from "../chat/sample-bot.ts";
import { runDiscord } from "./discord/running.ts";

it("keeps neither people nor messages in memory, however many there are", async () => {
  const clients: Client[] = [];
  const { login } = Client.prototype;
  vi.spyOn(Client.prototype, "login").mockImplementation(function (this: Client, token) {
    clients.push(this);
    return login.call(this, token);
  });
  const running = await runDiscord(sampleBot(SECRET).bot, "gateway");
  for (let nth = 0; nth < 20; nth++) {
    const person = running.discord.as(`person${nth}`);
    const { message } = await person.command("sample", "steps", { public: true });
    await person.press(message, "Next");
  }
  await running.idle();
  const [client] = clients as [Client];
  const guilds = [...client.guilds.cache.values()];
  const channels = guilds.flatMap((guild) => [...guild.channels.cache.values()]);
  expect(channels.length).toBeGreaterThan(0);
  const sum = (sizes: readonly number[]) => sizes.reduce((all, size) => all + size, 0);
  expect({
    users: client.users.cache.size,
    members: sum(guilds.map(({ members }) => members.cache.size)),
    messages: sum(channels.map((channel) => ("messages" in channel ? channel.messages.cache.size : 0))),
  }).toEqual({ users: 0, members: 0, messages: 0 });
  await running.stop();
});
