/** A page of one's own: what each command has for this person today, and first steps. */
import type { CommandContext, HomePart } from "./command.ts";
import { firstStepsOf } from "./first-steps.ts";
import { BUTTON_ROWS } from "./limits.ts";
import { cut, rows } from "./menu.ts";
import type { Button, Message, Select } from "./message.ts";
import { saying } from "./press.ts";

export async function homeOf(context: CommandContext): Promise<Message> {
  const { commands, language, locale } = context;
  const parts: HomePart[] = [];
  for (const command of commands) {
    const part = await command.home?.(context);
    if (part !== undefined) parts.push(part);
  }
  // What there is to do today comes before what is only set.
  const ordered = [...parts.filter((part) => !isSetting(part)), ...parts.filter(isSetting)];
  const said = ordered.map(({ text }) => text);
  const buttons: Button[] = ordered.flatMap((part) => part.buttons ?? []);
  const selects: Select[] = ordered.flatMap((part) => part.selects ?? []);
  const steps = firstStepsOf(commands);
  buttons.push(...steps.map(({ label, text }) => ({ label: cut(label[locale]), press: saying(text) })));
  const list = commands.map(({ name, summary }) => `- \`/${name}\`: ${summary[locale]}`);
  const text = [language.say("chat.home", locale), ...said, list.join("\n")].join("\n\n");
  return { text, selects, buttons: rows(buttons).slice(0, BUTTON_ROWS - selects.length) };
}

const isSetting = ({ selects = [] }: HomePart): boolean => selects.length > 0;
