/** Where this project lies: its code and its assets are found from here, whether it runs as it was written or as it was built. */
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

/** Of modules that are started or found in a folder: `.ts` as they were written, `.js` as they were built. */
export const MODULE_ENDING = path.extname(import.meta.filename);

/** The nearest folder upwards that has a package.json: built code lies deeper in it than its source. */
export const CHECKOUT = above("package.json");

/** What runs: the checkout, or a folder of `build`, where most of the code is in other files than it was written in. */
const CODE = above("commands");

/** Absolute, of a module that is started or of a folder whose modules are listed; without its ending. */
export const code = (...names: string[]): string => path.join(CODE, ...names);

/** Absolute, of a file or folder in `assets`. */
export const asset = (...names: string[]): string => path.join(CHECKOUT, "assets", ...names);

/**
 * What was made of a file in `assets` when the code was built, absolute: of a YAML the same as JSON, of the page's sources
 * what a browser gets. undefined: nothing was, or the code runs as it was written.
 */
export function readOut(...names: string[]): string | undefined {
  const file = path.join(CODE, "assets", ...names).replace(/\.yaml$/u, ".json");
  return MODULE_ENDING !== ".ts" && existsSync(file) ? file : undefined;
}

export interface Found {
  /** Of the file, without its ending. */
  readonly name: string;
  /** What the module exports as its default; undefined: nothing. */
  readonly found: unknown;
}

/** The modules that lie in a folder, by their names; not tests. Rejects where one cannot be loaded. */
export async function modulesIn(folder: string): Promise<Found[]> {
  return MODULE_ENDING === ".ts" ? listed(folder) : builtTogether(folder);
}

interface Module {
  readonly default?: unknown;
}

async function listed(folder: string): Promise<Found[]> {
  const files = readdirSync(folder).filter((file) => /^[a-z0-9-]+\.ts$/u.test(file));
  return Promise.all(
    files.sort().map(async (file) => {
      const module: Module = await import(pathToFileURL(path.join(folder, file)).href);
      return { name: path.basename(file, ".ts"), found: module.default };
    }),
  );
}

/** `scripts/build.mjs` made one file of the folder. */
async function builtTogether(folder: string): Promise<Found[]> {
  const all: Readonly<Record<string, Module>> = await import(pathToFileURL(path.join(folder, "all.js")).href);
  return Object.entries(all).map(([name, module]) => ({ name, found: module.default }));
}

function above(name: string, folder: string = import.meta.dirname): string {
  const parent = path.dirname(folder);
  return existsSync(path.join(folder, name)) || parent === folder ? folder : above(name, parent);
}
