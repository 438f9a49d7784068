/** What is said to a command that cannot be read: each fault, and ways on as buttons. */
import type { CommandContext } from "./command.ts";
import { faultSentence } from "./fault.ts";
import { filling } from "./form.ts";
import type { Parsed } from "./grammar.ts";
import { BUTTON_ROWS } from "./limits.ts";
import { retryRows } from "./menu.ts";
import type { Button, Reply } from "./message.ts";

/** A command that lacks words says itself how to go on, where it knows better than to name them. */
export async function mistaken(
  { faults, retries, lacking }: Extract<Parsed, { kind: "wrong" }>,
  text: string,
  context: CommandContext,
): Promise<readonly Reply[]> {
  if (lacking?.subcommand.lacking !== undefined && mayRun(lacking.command.managers, context))
    return lacking.subcommand.lacking(lacking.given, context);
  const { language, locale } = context;
  const message = {
    text: faults.map((fault) => faultSentence(fault, language, locale)).join("\n"),
    buttons: [...retryRows(retries).slice(0, BUTTON_ROWS - 1), ...formRow(text, context)],
  };
  return [{ to: "asker", message }];
}

const mayRun = (managers: true | undefined, { manager }: CommandContext): boolean => !managers || manager;

function formRow(text: string, { can, commands, language, locale }: CommandContext): Button[][] {
  const press = can.forms ? filling(text, commands) : undefined;
  return press === undefined ? [] : [[{ label: language.say("chat.form.open", locale), press }]];
}
