/** Whether Slack takes the bot's token, and what to do where it does not. */
import type { webApi } from "@slack/bolt";
import type { Log } from "../../chat/bot.ts";
import { type Standing, watchStanding } from "../standing.ts";
import { errorOf, refusesToken } from "./refusals.ts";

/** For one workspace. Of several, each tells by an event when it takes its token back. */
export const watchToken = (client: webApi.WebClient, log: Log): Standing =>
  watchStanding({ name: "slack", ask: () => client.auth.test(), reasonOf, log });

const reasonOf = (error: unknown): string =>
  refusesToken(error)
    ? `SLACK_BOT_TOKEN is refused (${errorOf(error)}): copy it again from Install App, and start again`
    : "Slack cannot be reached";
