/** Every kind of generated question: one file each under `quiz/kinds`, found by listing the folder. */
import { code, type Found, modulesIn } from "../checkout.ts";
import { type Kind, made } from "../quiz/generated/kind.ts";
import type { Question } from "../quiz/question.ts";

const SEED = /^[0-9a-f]{1,16}$/u;

/** In the order of their ids. */
export const kinds: readonly Kind[] = (await modulesIn(code("src/quiz/kinds"))).map(checked);

/** The question of that id, `next-ack.1f00ab3c`; null: there is no such kind, or that is no seed. */
export function generatedOf(id: string): Question | null {
  const [name, seed = "", ...rest] = id.split(".");
  const kind = kinds.find((one) => one.id === name);
  return kind && rest.length === 0 && SEED.test(seed) ? made(kind, seed).question : null;
}

/** A kind that bears another name than its file is the author's mistake: say so at start. */
function checked({ name, found }: Found): Kind {
  const kind = found as Kind;
  if (kind.id !== name) throw new Error(`src/quiz/kinds/${name}.ts: its id is ${kind.id}`);
  return kind;
}
