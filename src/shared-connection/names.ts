/** What people are called in the learner's language. */
import type { Sitting } from "./act.ts";
import type { Tongue } from "./words.ts";

export const personName = ({ name }: Pick<Sitting, "name">, { language, locale }: Tongue): string =>
  name ?? language.say("connection.gone", locale);
