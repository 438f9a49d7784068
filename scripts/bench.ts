// Runs every module in test/bench/ and prints what was measured beside its limit.
// `npm run bench` runs all of them, `npm run bench -- paint` those whose name contains "paint".
// Exits 1 when a limit is broken.
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { MODULE_ENDING } from "../src/checkout.ts";
import type { Bench, Row } from "./bench-row.ts";

const folder = path.resolve(import.meta.dirname, "../test/bench");
const wanted = process.argv[2] ?? "";

const benches = (await readBenches()).filter((bench) => bench.name.includes(wanted));
if (benches.length === 0) console.log("No bench to run: test/bench/ has none of that name.");

let broken = 0;
for (const bench of benches) {
  const rows = await bench.run();
  broken += rows.filter((row) => !row.ok).length;
  console.log(`\n${bench.name}\n${table(rows)}`);
}
process.exitCode = broken === 0 ? 0 : 1;

async function readBenches(): Promise<Bench[]> {
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(MODULE_ENDING)) : [];
  return Promise.all(files.sort().map((file) => import(pathToFileURL(path.join(folder, file)).href)));
}

function table(rows: readonly Row[]): string {
  const head = ["what", "measured", "limit", "ok"];
  const lines = [head, ...rows.map((row) => [row.what, row.measured, row.limit, row.ok ? "yes" : "NO"])];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join(" | ")
        .trimEnd(),
    )
    .join("\n");
}
