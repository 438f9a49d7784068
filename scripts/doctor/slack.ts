/** Whether Slack takes the tokens, with all scopes. */
import { webApi } from "@slack/bolt";
import type { SlackConfig } from "../../src/config.ts";
import { SCOPES } from "../../src/platforms/slack/register.ts";
import { asked, clock, type Finding } from "./finding.ts";

export async function slack(config: SlackConfig): Promise<Finding[]> {
  const client = (token: string) =>
    new webApi.WebClient(token, {
      ...(config.api !== undefined && { slackApiUrl: config.api }),
      retryConfig: { retries: 0 },
    });
  const { token, mode } = config;
  const findings: Finding[] = [];
  if (token !== undefined) {
    findings.push(
      await asked("Slack: bot token and scopes", "copy SLACK_BOT_TOKEN again from Install App", async () => {
        const { response_metadata } = await client(token).auth.test();
        const missing = Object.keys(SCOPES).filter(
          (scope) => response_metadata?.scopes?.includes(scope) === false,
        );
        return missing.length === 0
          ? null
          : `${missing.join(", ")} missing: add them under OAuth & Permissions and install the app again`;
      }),
    );
  }
  if ("appToken" in mode) {
    findings.push(
      await asked(
        "Slack: app token",
        "make an app-level token with connections:write, under Basic Information",
        async () => ((await client(mode.appToken).apps.connections.open()).ok ? null : "refused"),
      ),
    );
  }
  findings.push(await clock("Slack", `${config.api ?? "https://slack.com/api/"}api.test`));
  return findings;
}
