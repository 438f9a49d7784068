// Writes the command tables of README.md and README.ko.md from the declared commands.
// `npm run -s readme` after a command was added or its words changed; a test compares.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { loadCommands } from "../src/chat/load.ts";
import { CHECKOUT } from "../src/checkout.ts";
import { READMES, withTable } from "./readme/table.ts";

const commands = await loadCommands();
for (const { file, locale } of READMES) {
  const target = path.join(CHECKOUT, file);
  writeFileSync(target, withTable(readFileSync(target, "utf8"), commands, locale));
}
