// Writes every scenario's pictures, in both languages and both themes, into a folder with an index page.
// `npm run -s gallery` writes all of them into out/gallery, `--out DIR` elsewhere, `--only three-way,systems` some.
// `npm run -s gallery -- --readme` paints the pictures of README.md anew.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { CHECKOUT } from "../src/checkout.ts";
import { drawAll } from "./gallery/draw.ts";
import { type Exhibit, exhibits } from "./gallery/exhibits.ts";
import { indexPage } from "./gallery/page.ts";
import { drawReadme } from "./gallery/readme.ts";

const GALLERY = "out/gallery";
const README = "assets/readme";
const MB = 1_024 * 1_024;

const FLAGS = {
  out: { type: "string" },
  only: { type: "string" },
  readme: { type: "boolean" },
} as const;

/** A wrong argument or a folder that cannot be written: said in one line, without a stack. */
class Refusal extends Error {}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(`gallery: ${error.message}`);
  process.exitCode = 2;
}

async function main(argv: readonly string[]): Promise<void> {
  const begun = performance.now();
  const { out, only, readme } = flagsOf(argv);
  const wanted = only === undefined ? exhibits : chosen(only.split(","));
  const folder = path.resolve(out ?? path.join(CHECKOUT, readme ? README : GALLERY));
  let [files, bytes] = [0, 0];
  const write = (file: string, data: Uint8Array | string): void => {
    save(folder, file, data);
    files++;
    bytes += data.length;
  };
  if (readme) await drawReadme(write);
  else write("index.html", indexPage(await drawAll(wanted, write)));
  const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
  const what = readme ? "the pictures of README.md" : path.join(folder, "index.html");
  console.log(`${what}: ${files} files, ${(bytes / MB).toFixed(1)} MB, in ${seconds} s`);
}

function flagsOf(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: FLAGS }).values;
  } catch (error) {
    throw new Refusal(`${(error as Error).message}\nusage: gallery [--out DIR] [--only ID,ID…] [--readme]`);
  }
}

function chosen(ids: readonly string[]): readonly Exhibit[] {
  const unknown = ids.filter((id) => !exhibits.some((one) => one.id === id));
  if (unknown.length === 0) return exhibits.filter(({ id }) => ids.includes(id));
  const known = exhibits.map(({ id }) => id).join(", ");
  throw new Refusal(`nothing is called ${unknown.join(", ")}; there are: ${known}`);
}

function save(folder: string, file: string, data: Uint8Array | string): void {
  const target = path.join(folder, file);
  try {
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, data);
  } catch (error) {
    throw new Refusal(`cannot write ${target} (${(error as NodeJS.ErrnoException).code})`);
  }
}
