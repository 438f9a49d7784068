import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

interface LockedPackage {
  version?: string;
  resolved?: string;
  optionalDependencies?: Record<string, string>;
}

const text = readFileSync(new URL("../package-lock.json", import.meta.url), "utf8");
const locked: Record<string, LockedPackage> = JSON.parse(text).packages;

it("names no download address, so that everybody's own registry setting counts", () => {
  const addressed = Object.keys(locked).filter((path) => locked[path]?.resolved !== undefined);
  expect(addressed).toEqual([]);
});

it("holds every platform's optional binaries, so that npm ci works on all of them", () => {
  const missing = Object.entries(locked).flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {})
      .filter((name) => !isLockedFor(path, name))
      .map((name) => `${path || "package.json"} wants ${name}`),
  );
  expect(missing).toEqual([]);
});

it("pins exact versions in package.json", () => {
  const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  const wanted: Record<string, string> = { ...manifest.dependencies, ...manifest.devDependencies };
  const loose = Object.entries(wanted).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
  expect(loose).toEqual([]);
});

// Looks where Node would: beside the package, then in every node_modules folder above it.
function isLockedFor(path: string, name: string): boolean {
  if (locked[path ? `${path}/node_modules/${name}` : `node_modules/${name}`]) return true;
  if (path === "") return false;
  const above = path.lastIndexOf("/node_modules/");
  return isLockedFor(above === -1 ? "" : path.slice(0, above), name);
}
