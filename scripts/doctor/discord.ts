/** Whether Discord takes the token, knows the commands, and has let the bot into a server. */
import { REST, Routes } from "discord.js";
import { loadCommands } from "../../src/chat/load.ts";
import type { DiscordConfig } from "../../src/config.ts";
import { inviteLink } from "../../src/platforms/discord/invite.ts";
import { commandsOf, differences } from "../../src/platforms/discord/register.ts";
import { restOptionsOf } from "../../src/platforms/discord/rest.ts";
import { asked, clock, type Finding } from "./finding.ts";

export async function discord(config: DiscordConfig): Promise<Finding[]> {
  const rest = new REST({ ...restOptionsOf(config.api), retries: 0 }).setToken(config.token);
  const application = await rest
    .get(Routes.currentApplication())
    .then((told) => told as { id: string; verify_key: string })
    .catch((error: Error) => error);
  if (application instanceof Error) {
    return [
      {
        what: "Discord: token",
        mend: `${application.message}; copy the token again from the developer portal, under Bot, or check DISCORD_API_URL`,
      },
    ];
  }
  const key = "publicKey" in config.mode ? config.mode.publicKey.toLowerCase() : undefined;
  return [
    { what: "Discord: token", mend: null },
    {
      what: "Discord: public key",
      mend:
        key === undefined || key === application.verify_key
          ? null
          : "DISCORD_PUBLIC_KEY is another application's: copy it from General Information",
    },
    await asked("Discord: commands", "check the token", async () => {
      const different = await differences(rest, application.id, commandsOf(await loadCommands()));
      return different.length === 0 ? null : `${different.length} differences: run npm run -s register`;
    }),
    await inServers(rest, application.id),
    await clock("Discord", `${restOptionsOf(config.api).api}/v10/gateway`),
  ];
}

/** Whoever added it to their own account alone needs no server. */
async function inServers(rest: REST, application: string): Promise<Finding> {
  const servers: string[] = [];
  const asking = await asked("Discord: servers", "check the token", async () => {
    const found = (await rest.get(Routes.userGuilds())) as readonly { readonly name: string }[];
    servers.push(...found.map(({ name }) => name));
    return null;
  });
  if (asking.mend !== null) return asking;
  if (servers.length > 0) return { what: `Discord: servers: ${servers.length}`, mend: null };
  const mend = `the bot is in none yet: open ${inviteLink(application)} and choose yours`;
  return { what: "Discord: servers", mend, next: true };
}
