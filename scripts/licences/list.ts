// Every package that runs with the bot, and its licence.
import { readFileSync } from "node:fs";
import path from "node:path";
import { CHECKOUT } from "../../src/checkout.ts";

export const LIST = path.join(CHECKOUT, "docs", "licences.md");

/** Each may be shipped with a program under the MIT licence, without asking anything of who runs it. */
const FINE: ReadonlySet<string> = new Set([
  ...[
    "0BSD",
    "Apache-2.0",
    "BlueOak-1.0.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "MIT",
    "OFL-1.1",
    "WTFPL",
  ],
]);

export interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
}
export type Lock = Readonly<Record<string, LockedPackage>>;

export const readLock = (): Lock =>
  JSON.parse(readFileSync(path.join(CHECKOUT, "package-lock.json"), "utf8")).packages;

/** The text of the list, and the packages whose licence nobody has looked at. */
export function licencesOf(lock: Lock): { text: string; unknown: string[] } {
  const rows = Object.entries(lock)
    .filter(([at, { dev }]) => at !== "" && dev !== true)
    .map(([at, { version = "", license = "none" }]) => ({ name: nameAt(at), version, licence: license }))
    .sort((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1));
  const unknown = rows.filter(({ licence }) => !isFine(licence)).map((row) => `${row.name}: ${row.licence}`);
  const lines = new Set(rows.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`));
  const head = [
    "# Licences of the packages that run with the bot",
    "",
    "Written by `npm run -s licences`. The fonts' own licences lie beside them in `assets/fonts`.",
    "",
    "| package | version | licence |",
    "|---|---|---|",
  ];
  return { text: `${[...head, ...lines].join("\n")}\n`, unknown };
}

const nameAt = (at: string): string => at.slice(at.lastIndexOf("node_modules/") + "node_modules/".length);

/** `(MIT OR WTFPL)`: one that is fine is enough. `MIT AND OFL-1.1`: all of them must be. */
const isFine = (licence: string): boolean =>
  licence
    .replace(/^\((.*)\)$/u, "$1")
    .split(" OR ")
    .some((choice) => choice.split(" AND ").every((one) => FINE.has(one)));
