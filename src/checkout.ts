/** Where this project lies: its assets are read from there, whether the code runs as it was written or as it was built. */
import { existsSync } from "node:fs";
import path from "node:path";

/** The nearest folder upwards that has a package.json: built code lies deeper in it than its source. */
export const CHECKOUT = above(import.meta.dirname);

/** Of modules that are found by listing a folder: `.ts` as they were written, `.js` as they were built. */
export const MODULE_ENDING = path.extname(import.meta.filename);

/** Absolute, of a file or folder in `assets`. */
export const asset = (...names: string[]): string => path.join(CHECKOUT, "assets", ...names);

/** The same as JSON, of a YAML that was read when the code was built; absolute. undefined: it was not. */
export function readOut(...names: string[]): string | undefined {
  const file = path.join(import.meta.dirname, "..", "assets", ...names).replace(/\.yaml$/u, ".json");
  return MODULE_ENDING !== ".ts" && existsSync(file) ? file : undefined;
}

function above(folder: string): string {
  const parent = path.dirname(folder);
  return existsSync(path.join(folder, "package.json")) || parent === folder ? folder : above(parent);
}
