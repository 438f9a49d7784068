/** Every kind of generated question: one file each under `quiz/kinds`, found by listing the folder. */
import { readdir } from "node:fs/promises";
import { MODULE_ENDING } from "../checkout.ts";
import { type Kind, made } from "../quiz/generated/kind.ts";
import type { Question } from "../quiz/question.ts";

const FOLDER = new URL("../quiz/kinds/", import.meta.url);
const SEED = /^[0-9a-f]{1,16}$/u;

/** In the order of their ids. */
export const kinds: readonly Kind[] = await loadKinds();

/** The question of that id, `next-ack.1f00ab3c`; null: there is no such kind, or that is no seed. */
export function generatedOf(id: string): Question | null {
  const [name, seed = "", ...rest] = id.split(".");
  const kind = kinds.find((one) => one.id === name);
  return kind && rest.length === 0 && SEED.test(seed) ? made(kind, seed).question : null;
}

async function loadKinds(): Promise<Kind[]> {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith(MODULE_ENDING)).sort();
  return Promise.all(files.map(load));
}

/** A kind that bears another name than its file is the author's mistake: say so at start. */
async function load(file: string): Promise<Kind> {
  const { default: kind } = (await import(new URL(file, FOLDER).href)) as { default: Kind };
  if (`${kind.id}${MODULE_ENDING}` !== file) throw new Error(`src/quiz/kinds/${file}: its id is ${kind.id}`);
  return kind;
}
