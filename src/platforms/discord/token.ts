/** Whether Discord takes the bot's token, and what to do where it does not. */
import { GatewayCloseCodes, type REST, Routes } from "discord.js";
import type { Log } from "../../chat/bot.ts";
import { type Standing, watchStanding } from "../standing.ts";
import { refusesToken } from "./refusals.ts";

const UNAUTHORIZED = 401;
const MEND = "make a new one in the developer portal, under Bot, and start again";

/** What is to be done about it, for whoever runs the bot. */
export const refused = (code: number): string => `DISCORD_TOKEN is refused (${code}): ${MEND}`;

/** The code with which Discord refused the token; undefined: it was something else. */
export function refusalOf(error: unknown): number | undefined {
  if (refusesToken(error)) return UNAUTHORIZED;
  // What discord.js makes of a 401 at the login.
  return (error as { code?: unknown }).code === "TokenInvalid" ? UNAUTHORIZED : undefined;
}

/** How the gateway says so. */
export const isRefusal = (closeCode: number): boolean => closeCode === GatewayCloseCodes.AuthenticationFailed;

/** In HTTP mode; the gateway closes its connections with a token that it does not take any more. */
export const watchToken = (asBot: () => REST, log: Log): Standing =>
  watchStanding({ name: "discord", ask: () => asBot().get(Routes.currentApplication()), reasonOf, log });

function reasonOf(error: unknown): string {
  const code = refusalOf(error);
  return code === undefined ? "Discord cannot be reached" : refused(code);
}
