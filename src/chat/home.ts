/** A page of one's own: what each command has for this person today, and first steps. */
import type { CommandContext } from "./command.ts";
import { firstStepsOf } from "./first-steps.ts";
import { BUTTON_ROWS } from "./limits.ts";
import { cut, rows } from "./menu.ts";
import type { Button, Message, Select } from "./message.ts";
import { saying } from "./press.ts";

export async function homeOf(context: CommandContext): Promise<Message> {
  const { commands, language, locale } = context;
  const said: string[] = [];
  const buttons: Button[] = [];
  const selects: Select[] = [];
  for (const command of commands) {
    const part = await command.home?.(context);
    if (part === undefined) continue;
    said.push(part.text);
    buttons.push(...(part.buttons ?? []));
    selects.push(...(part.selects ?? []));
  }
  const steps = firstStepsOf(commands);
  buttons.push(...steps.map(({ label, text }) => ({ label: cut(label[locale]), press: saying(text) })));
  const list = commands.map(({ name, summary }) => `- \`/${name}\`: ${summary[locale]}`);
  const text = [language.say("chat.home", locale), ...said, list.join("\n")].join("\n\n");
  return { text, selects, buttons: rows(buttons).slice(0, BUTTON_ROWS - selects.length) };
}
