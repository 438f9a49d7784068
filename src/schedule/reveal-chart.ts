/** What was asked and who chose what, as a picture: told by letters, counts and a mark, not by colour alone. */
import { painted } from "../card/painted.ts";
import { layoutAnswers, percentOf } from "../diagram/index.ts";
import { letterOf } from "../quiz/letters.ts";
import type { Chart } from "./post-message.ts";

export const revealChart: Chart = async (question, { people, counts }, { language, setting }) => {
  const locale = setting.language;
  const options = question.kind === "choice" || question.kind === "several" ? question.options : [];
  const rows = options.map(({ id, text, right = false }, at) => ({
    ...{ letter: letterOf(at), text: plain(text[locale]), count: counts.get(id) ?? 0, right },
  }));
  const share = (count: number, percent: string) =>
    language.say("daily.reveal.share", locale, { count, percent });
  const title = plain(question.stem[locale]);
  const subtitle = language.say("daily.reveal.answers", locale, { count: people });
  const labels = { title, subtitle, caption: "", command: "/daily" };
  const right = language.say("daily.reveal.right", locale);
  const shapes = layoutAnswers(rows, { people, labels: { ...labels, right, share } });
  const lines = rows.map((row) => {
    const told = `${row.letter}. ${row.text}: ${share(row.count, percentOf(row.count, people))}`;
    return row.right ? `${told} ✓ ${right}` : told;
  });
  return painted(shapes, [title, subtitle, ...lines].join("\n"), "answers", "light");
};

/** A picture draws letters as they are: marks of chat text would stand among them. */
const plain = (text: string): string => text.replaceAll("**", "").replaceAll("`", "");
