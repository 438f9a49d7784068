import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const checkout = resolve(import.meta.dirname, "../..");
const notOurs = new Set([
  "node_modules",
  "build",
  ".git",
  "data",
  "coverage",
  "dist",
  "out",
  ".ensure-deps.lock",
]);

/** Every file of the project: what git tracks or would track; without git, what lies in the folder. */
export function projectFiles(): string[] {
  return (trackedFiles() ?? filesBelow("")).filter((path) => existsSync(join(checkout, path))).sort();
}

/** undefined for pictures, fonts and other files that are no text. */
export function readText(path: string): string | undefined {
  const bytes = readFileSync(join(checkout, path));
  return bytes.subarray(0, 8_000).includes(0) ? undefined : bytes.toString("utf8");
}

function trackedFiles(): string[] | undefined {
  if (!existsSync(join(checkout, ".git"))) return undefined;
  try {
    const args = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    return execFileSync("git", args, { cwd: checkout, encoding: "utf8" }).split("\0").filter(Boolean);
  } catch {
    return undefined;
  }
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(checkout, folder), { withFileTypes: true }).flatMap((entry) => {
    if (notOurs.has(entry.name) || entry.name === ".env") return [];
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}
