/** Names that are no setting, and all but one: `DISCORD_TOKN` would leave Discord out without a word. */
import { slips } from "./chat/nearest.ts";

/** More than that may well be another program's: `SLACK_WEBHOOK_URL`. */
const SLIPS_MAX = 2;

/** What nobody else's names are like; `DATABASE_URI` is many a program's. */
const OURS = /^(ACKADEMY|DISCORD|SLACK)_/u;

/** @param settings every variable that is read; each may come with `_FILE`. */
export function misspelt(names: readonly string[], settings: readonly string[]): string[] {
  const known = settings.filter((name) => OURS.test(name)).flatMap((name) => [name, `${name}_FILE`]);
  return names
    .filter((name) => !known.includes(name))
    .flatMap((name) => {
      const meant = known.find((setting) => slips(name.toUpperCase(), setting) <= SLIPS_MAX);
      return meant === undefined ? [] : [`${name} is no setting: write ${meant}`];
    });
}
