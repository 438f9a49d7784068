// What has to be right beside the tests, one after the other, as far as the first that is not: `npm run check`.
// Node built-ins only.
import { spawnSync } from "node:child_process";
import { answerHelp } from "./usage.mjs";

answerHelp("scripts/check.mjs", process.argv.slice(2));

const LINES = [
  "tsc --noEmit",
  "tsc --noEmit -p assets/web",
  "biome ci --error-on-warnings .",
  "knip --cache",
];
// npm has put node_modules/.bin into the path, and a shell finds what lies there on every system.
const wrong = LINES.find((line) => spawnSync(line, { shell: true, stdio: "inherit" }).status !== 0);
process.exitCode = wrong === undefined ? 0 : 1;
