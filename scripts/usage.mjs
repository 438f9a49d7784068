// What our scripts take: `npm run -s NAME -- --help` says it, before anything is built or done, and a script that takes no
// words refuses those that it was given. How words are read is each script's own affair.

/** By file: the npm script, what stands behind its name, and what it does. */
export const USAGES = {
  "scripts/run.mjs": ["build", "", "Builds what all other scripts run, where it has changed."],
  "src/main.ts": ["start", "", "Starts the bot; its settings are environment variables, or in .env."],
  "scripts/dev.mjs": ["dev", "", "Starts the bot anew at each change; Ctrl+C ends it."],
  "scripts/check.mjs": ["check", "", "Looks at types, format and lint, and for unused code."],
  "scripts/bench.ts": ["bench", "[NAME]", "Measures, each figure beside its limit; only those called so."],
  "scripts/gallery.ts": [
    "gallery",
    "[--out DIR] [--only ID,ID…] [--readme]",
    "Writes every picture, or those of some scenarios, into out/gallery or DIR; --readme paints those of the READMEs.",
  ],
  "scripts/readme.ts": ["readme", "", "Writes the command tables of both READMEs."],
  "scripts/engine.ts": ["engine", "", "Raises the engine's number where it plays differently than before."],
  "scripts/backup.ts": ["backup", "FILE", "Copies the database while the bot runs."],
  "scripts/export.ts": ["export", "FILE", "Writes every row as a line of JSON."],
  "scripts/import.ts": ["import", "FILE", "Reads an export into an empty database."],
  "scripts/register.ts": ["register", "[--guild ID] [--check]", "Registers the commands with Discord."],
  "scripts/manifest.ts": ["manifest", "[--url https://…]", "Prints the Slack app's manifest."],
  "scripts/doctor.ts": ["doctor", "", "Looks whether all that Ackademy needs is there."],
  "scripts/licences.ts": ["licences", "", "Writes the list of the packages' licences."],
  "scripts/test-nodes.mjs": ["test:nodes", "[PART…]", "Runs the tests on each Node; NODES=22,24 for some."],
  "src/replay/main.ts": ["replay", "FILE…", "Holds recordings of a real kernel against the simulator."],
  "test/tour.ts": ["tour", "", "Photographs the local page for the READMEs."],
  "test/torture/daily.ts": ["torture:daily", "[SLOTS KILLS]", "Daily questions under kill -9."],
  "test/torture/connection.ts": [
    "torture:connection",
    "[CONNECTIONS PRESSES KILLS]",
    "Shared connections under kill -9.",
  ],
};

const ASKS = ["--help", "-h"];

/** Says how `file` is called and ends the process, where that was asked or nothing else can be done; else nothing. */
export function answerHelp(file, words) {
  const usage = USAGES[file];
  if (usage === undefined) return;
  const [name, takes, does] = usage;
  const call = name === "start" ? "npm start" : `npm run -s ${name}${takes === "" ? "" : ` -- ${takes}`}`;
  if (words.some((word) => ASKS.includes(word))) {
    process.stdout.write(`${call}\n${does}\n`);
    process.exit(0);
  }
  if (takes !== "" || words.length === 0) return;
  process.stderr.write(`${name} takes no words, and was given: ${words.join(" ")}\n${call}\n`);
  process.exit(2);
}
