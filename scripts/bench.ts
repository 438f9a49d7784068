// Runs every module in test/bench/ and prints what was measured beside its limit: each in a process of its own, since
// code that others have run before is compiled for their data as well, which slows it, and their garbage is in the way.
// `npm run bench` runs all of them, `npm run bench -- pict` those whose name contains "pict".
// Exits 1 when a limit is broken, or when a bench breaks.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import { MODULE_ENDING } from "../src/checkout.ts";

const FOLDER = path.resolve(import.meta.dirname, "../test/bench");
const ONE = path.join(import.meta.dirname, `bench-one${MODULE_ENDING}`);
const wanted = process.argv[2] ?? "";

const benches = readdirSync(FOLDER)
  .filter((file) => file.endsWith(MODULE_ENDING))
  .map((file) => path.basename(file, MODULE_ENDING))
  .filter((name) => name.includes(wanted))
  .sort();
if (benches.length === 0) console.log("No bench to run: test/bench/ has none of that name.");

const ended = benches.map((name) => {
  const [file, flags] = [path.join(FOLDER, name + MODULE_ENDING), process.execArgv];
  return spawnSync(process.execPath, [...flags, "--enable-source-maps", ONE, file], { stdio: "inherit" })
    .status;
});
process.exitCode = ended.every((status) => status === 0) ? 0 : 1;
