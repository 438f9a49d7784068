// Looks whether everything that Ackademy needs is there, and says what to do about each fault:
// `npm run -s doctor`, also beside a running bot. Exits 1 when something is wrong.
import { type Config, readConfig, readEnvironment } from "../src/config.ts";
import type { Finding } from "./doctor/finding.ts";
import { machine } from "./doctor/machine.ts";

const read = readConfig(readEnvironment());
const findings: readonly Finding[] = read.ok
  ? await examine(read.config)
  : read.problems.map((mend) => ({ what: "settings", mend }));
for (const { what, mend, next } of findings) {
  process.stdout.write(
    mend === null ? `ok     ${what}\n` : `${next ? "next " : "wrong"}  ${what}: ${mend}\n`,
  );
}
process.exitCode = findings.every(({ mend, next }) => mend === null || next) ? 0 : 1;

async function examine(config: Config): Promise<Finding[]> {
  const found: Finding[] = [{ what: "settings", mend: null }, ...(await machine(config))];
  // A platform's library is loaded only where it is used.
  if (config.discord) found.push(...(await (await import("./doctor/discord.ts")).discord(config.discord)));
  if (config.slack) found.push(...(await (await import("./doctor/slack.ts")).slack(config.slack)));
  if (!config.discord && !config.slack) {
    found.push({ what: "platforms: no tokens are set, so `npm start` gives the local page", mend: null });
  }
  return found;
}
