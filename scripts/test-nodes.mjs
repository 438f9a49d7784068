// Runs the suite on each Node that Ackademy supports: `npm run -s test:nodes`, or only a part of it or of them,
// as vitest takes it: `npm run -s test:nodes -- test/simulator`, `NODES=22,24 npm run -s test:nodes`.
//
// The binaries are those that npm's package `node` is made of. Each version gets a copy of the project in a folder of its own
// outside of it, with dependencies that are built for it; NODES_DIR keeps that folder for the next time.
// Node built-ins only.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { answerHelp } from "./usage.mjs";

answerHelp("scripts/test-nodes.mjs", process.argv.slice(2));

const checkout = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const versions = (process.env.NODES ?? "20,22,24").split(",");
const kept = process.env.NODES_DIR;
const scratch = kept ? path.resolve(kept) : mkdtempSync(path.join(os.tmpdir(), "ackademy-nodes-"));
const wanted = process.argv.slice(2);

const results = versions.map((version) => ({ version, ...runOn(version) }));
if (!kept) rmSync(scratch, { recursive: true, force: true });
for (const { version, real, said } of results) console.log(`Node ${version} (${real}): ${said}`);
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;

function runOn(version) {
  const node = binaryOf(version);
  const real = execFileSync(node, ["--version"], { encoding: "utf8" }).trim();
  console.log(`\n== Node ${real}`);
  const project = copyFor(version);
  // In front of the path: npm, npx and everything that they start find this one.
  const env = { ...process.env, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}` };
  delete env.npm_execpath;
  const how = {
    cwd: project,
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    maxBuffer: 2 ** 28,
  };
  const ready = spawnSync(node, ["scripts/ensure-deps.mjs"], how);
  if (ready.status !== 0) return { real, ok: false, said: "its dependencies could not be installed" };
  const vitest = path.join("node_modules", "vitest", "vitest.mjs");
  const tests = spawnSync(node, [vitest, "run", ...wanted], how);
  const lines = tests.stdout.trim().split("\n");
  if (tests.status !== 0) console.log(tests.stdout);
  return { real, ok: tests.status === 0, said: lines.at(-1) };
}

/** A binary beside the headers that native packages are built with; npm's package `node` is made of these. */
function binaryOf(version) {
  const folder = path.join(scratch, `node-${version}`);
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const file = path.join(
    folder,
    "node_modules",
    name,
    "bin",
    process.platform === "win32" ? "node.exe" : "node",
  );
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    const flags = ["--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
    execFileSync("npm", ["install", ...flags, `${name}@${version}`], { cwd: folder, stdio: "inherit" });
  }
  return realpathSync(file);
}

/** Everything that git tracks or would track, as it is now. */
function copyFor(version) {
  const project = path.join(scratch, `project-${version}`);
  const flags = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const files = execFileSync("git", flags, { cwd: checkout, encoding: "utf8", maxBuffer: 2 ** 26 });
  for (const name of existsSync(project) ? ["src", "commands", "test", "assets", "scripts", "docs"] : [])
    rmSync(path.join(project, name), { recursive: true, force: true });
  for (const file of files.split("\0").filter(Boolean))
    if (existsSync(path.join(checkout, file))) cpSync(path.join(checkout, file), path.join(project, file));
  return project;
}
