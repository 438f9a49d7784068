// One module of test/bench/, named by its path: its rows as a table. Exits 1 when a limit is broken.
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Bench, Row } from "./bench-row.ts";

const file = process.argv[2] ?? "";
const { run }: Bench = await import(pathToFileURL(file).href);
const rows = await run();
console.log(`\n${path.parse(file).name}\n${table(rows)}`);
process.exitCode = rows.every(({ ok }) => ok) ? 0 : 1;

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
