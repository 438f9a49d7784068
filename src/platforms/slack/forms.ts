/** A form that was sent: what was filled in, and what was left empty. */
import type { types } from "@slack/bolt";
import type { Language, Locale } from "../../language.ts";
import { ANSWER, type Carried } from "./render.ts";
import { plain } from "./words.ts";

type Values = Record<string, Record<string, object>>;
type Input = types.InputBlock & { readonly block_id: string };

export interface Sent {
  readonly blocks: readonly { readonly type: string }[];
  readonly state: { readonly values: Values };
}

/** Slack itself asks for what is empty, but takes blanks for words. */
export function leftEmpty({ blocks, state }: Sent): readonly Input[] {
  const fields = fieldsOf(state);
  const inputs = blocks.filter((block): block is Input => block.type === "input");
  return inputs.filter(({ optional, block_id: name }) => optional !== true && !fields[name]?.trim());
}

/** By the fields' names, as Slack shows them: at each field. */
export const complaints = (
  empty: readonly Input[],
  language: Language,
  locale: Locale,
): Record<string, string> =>
  Object.fromEntries(
    empty.map(({ block_id: name }) => [name, plain(language.say("chat.form.blank", locale))]),
  );

export function readCarried(metadata: string): Carried | undefined {
  try {
    return JSON.parse(metadata) as Carried;
  } catch {
    return undefined;
  }
}

export const fieldsOf = ({ values }: Sent["state"]): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).map(([name, answers]) => {
      const given = answers[ANSWER] as {
        value?: string | null;
        selected_option?: types.PlainTextOption | null;
      };
      return [name, given?.value ?? given?.selected_option?.value ?? ""];
    }),
  );
