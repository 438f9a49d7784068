/** Private menus: a command named without a subcommand, and ways out of a mistake. */

import type { Language, Locale } from "../language.ts";
import type { Command, Subcommand } from "./command.ts";
import { cutLetters } from "./cut-text.ts";
import { firstStepsOf } from "./first-steps.ts";
import { FILL } from "./form.ts";
import { labelsOf } from "./labels.ts";
import { BUTTON_LABEL, BUTTON_ROWS, BUTTONS_PER_ROW } from "./limits.ts";
import type { Button, Press, Reply } from "./message.ts";
import { describeOptions } from "./options.ts";
import { fits, saying } from "./press.ts";

export function menuOf(command: Command, language: Language, locale: Locale): Reply {
  const lines = command.subcommands.map(
    ({ name, summary }) => `- \`/${command.name} ${name}\`: ${summary[locale]}`,
  );
  const title = language.say("chat.menu", locale, { name: command.name, summary: command.summary[locale] });
  const buttons = command.subcommands.map((subcommand, order): Button => {
    const style = order === 0 ? { style: "primary" as const } : {};
    return {
      label: menuLabel(subcommand, locale),
      press: asks(subcommand) ? opening(command, subcommand) : saying(`/${command.name} ${subcommand.name}`),
      ...style,
    };
  });
  return {
    to: "asker",
    message: { text: [title, ...lines].join("\n"), buttons: rows(buttons) },
  };
}

const asks = (subcommand: Subcommand): boolean =>
  describeOptions(subcommand).some(({ required }) => required);

/** What is missing is asked for in a form; where none can be opened, the answer says what it is. */
export const opening = ({ name }: Command, subcommand: Subcommand): Press => ({
  command: name,
  verb: FILL,
  args: [subcommand.name],
});

/** A subcommand that still needs a word ends in an ellipsis, as menus do everywhere. */
function menuLabel(subcommand: Subcommand, locale: Locale): string {
  const name = locale === "ko" ? subcommand.alias : subcommand.name;
  return asks(subcommand) ? `${name}…` : name;
}

/** Where somebody starts, or starts again. */
export function firstRows(commands: readonly Command[], locale: Locale): readonly (readonly Button[])[] {
  const steps = firstStepsOf(commands).slice(0, BUTTONS_PER_ROW);
  return rows(steps.map(({ label, text }) => ({ label: cut(label[locale]), press: saying(text) })));
}

/** Buttons that run the command as it was probably meant; one whose text is too long is left out. */
export function retryRows(texts: readonly string[]): readonly (readonly Button[])[] {
  const shown = texts.map((text) => (text.startsWith("/") ? text : `/${text}`));
  const pressable = shown.filter((text) => fits(saying(text)));
  const labels = labelsOf(pressable);
  const buttons = pressable.map((text, at): Button => ({ label: labels[at] ?? "", press: saying(text) }));
  return rows(buttons, 2);
}

export function rows(buttons: readonly Button[], perRow = BUTTONS_PER_ROW): readonly (readonly Button[])[] {
  const all = Array.from({ length: Math.ceil(buttons.length / perRow) }, (_, row) =>
    buttons.slice(row * perRow, (row + 1) * perRow),
  );
  return all.slice(0, BUTTON_ROWS);
}

export const cut = (label: string): string => cutLetters(label, BUTTON_LABEL);
