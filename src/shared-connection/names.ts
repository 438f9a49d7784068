/** What people are called in the learner's language. */
import type { Tongue } from "../chat/speaking.ts";
import type { Sitting } from "./act.ts";

export const personName = ({ name }: Pick<Sitting, "name">, { language, locale }: Tongue): string =>
  name ?? language.say("connection.gone", locale);
