// Prints the Slack app's manifest (YAML): `npm run -s manifest` for Socket Mode,
// `npm run -s manifest -- --url https://bot.example.org` for HTTP Mode.
import { parseArgs } from "node:util";
import { loadCommands } from "../src/chat/load.ts";
import { manifest } from "../src/platforms/slack/register.ts";

const WANTS = "npm run -s manifest -- [--url https://…]";

try {
  const { url } = parseArgs({ options: { url: { type: "string" } } }).values;
  if (url !== undefined && !/^https:\/\/\S+$/u.test(url))
    throw new Error("--url wants an address with https://");
  process.stdout.write(manifest({ commands: await loadCommands(), ...(url !== undefined && { url }) }));
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n${WANTS}\n`);
  process.exitCode = 2;
}
