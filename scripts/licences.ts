// Writes docs/licences.md: every package that runs with the bot, and its licence. `npm run -s licences`.
// A licence that nobody has looked at is told instead, and nothing is written.
import { writeFileSync } from "node:fs";
import { LIST, licencesOf, readLock } from "./licences/list.ts";

const { text, unknown } = licencesOf(readLock());
if (unknown.length === 0) writeFileSync(LIST, text);
else {
  process.stderr.write(
    `Look at these before they are listed as fine in scripts/licences/list.ts:\n${unknown.join("\n")}\n`,
  );
  process.exitCode = 1;
}
