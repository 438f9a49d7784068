/** How the bot comes into a server: the link that asks for what the READMEs name. */
import { OAuth2Routes, OAuth2Scopes, PermissionFlagsBits } from "discord.js";

/** The last one finds a daily post whose reply was lost. */
const PERMISSIONS = [
  ...["SendMessages", "AttachFiles", "CreatePublicThreads", "SendMessagesInThreads"],
  "ReadMessageHistory",
] as const satisfies readonly (keyof typeof PermissionFlagsBits)[];

/** Discord's OAuth2 "bot authorization flow". */
export function inviteLink(application: string): string {
  const permissions = PERMISSIONS.reduce((sum, name) => sum | PermissionFlagsBits[name], 0n);
  const link = new URL(OAuth2Routes.authorizationURL);
  link.searchParams.set("client_id", application);
  link.searchParams.set("scope", `${OAuth2Scopes.Bot} ${OAuth2Scopes.ApplicationsCommands}`);
  link.searchParams.set("permissions", `${permissions}`);
  return link.href;
}
