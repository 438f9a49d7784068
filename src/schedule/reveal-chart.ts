/** Who chose what, as a picture: told by letters, counts and a mark, not by colour alone. */
import { painted } from "../card/painted.ts";
import { layoutAnswers } from "../diagram/index.ts";
import { letterOf } from "../quiz/letters.ts";
import type { Chart } from "./post-message.ts";

export const revealChart: Chart = async (question, { people, counts }, { language, setting }) => {
  const locale = setting.language;
  const options = question.kind === "choice" || question.kind === "several" ? question.options : [];
  const rows = options.map(({ id, text, right = false }, at) => ({
    ...{ letter: letterOf(at), text: text[locale], count: counts.get(id) ?? 0, right },
  }));
  const share = (count: number, percent: number) =>
    language.say("daily.reveal.share", locale, { count, percent });
  const title = language.say("daily.reveal.answers", locale, { count: people });
  const labels = { title, subtitle: "", caption: "", command: "/daily" };
  const right = language.say("daily.reveal.right", locale);
  const shapes = layoutAnswers(rows, { people, labels: { ...labels, right, share } });
  const lines = rows.map((row) => {
    const told = `${row.letter}. ${row.text}: ${share(row.count, Math.round((100 * row.count) / people))}`;
    return row.right ? `${told} ✓ ${right}` : told;
  });
  return painted(shapes, [title, ...lines].join("\n"), "answers", "light");
};
