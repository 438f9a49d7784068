/** Seals every button of a command's replies, and holds the replies to the port's limits. */
import { BUTTON_LABEL, BUTTON_ROWS, BUTTONS_PER_ROW } from "./limits.ts";
import type { Button, Message, Person, Reply, Shown } from "./message.ts";
import { type Presser, seal } from "./press.ts";

/** `by`: who may press the message that these replies answer; it stays so where that message is replaced. */
export function sealReplies(
  replies: readonly Reply[],
  asker: Person,
  by: Presser,
  secret: Uint8Array,
): readonly Shown[] {
  return replies.map((reply): Shown => {
    const presser = presserOf(reply, asker, by);
    return { ...reply, message: sealMessage(reply.message, presser, secret) };
  });
}

function presserOf(reply: Reply, asker: Person, by: Presser): Presser {
  if (reply.to === "asker") return { asker: asker.id };
  return reply.to === "same message" ? by : "public";
}

function sealMessage(message: Message, by: Presser, secret: Uint8Array): Message<string> {
  const { buttons, ...rest } = message;
  if (buttons === undefined) return rest;
  if (buttons.length > BUTTON_ROWS) throw new Error(`${buttons.length} rows of buttons`);
  return { ...rest, buttons: buttons.filter((row) => row.length > 0).map((row) => sealRow(row, by, secret)) };
}

function sealRow(row: readonly Button[], by: Presser, secret: Uint8Array): readonly Button<string>[] {
  if (row.length > BUTTONS_PER_ROW) throw new Error(`${row.length} buttons in a row`);
  return row.map((button) => {
    if ([...button.label].length > BUTTON_LABEL) throw new Error(`button label "${button.label}"`);
    return { ...button, press: seal(button.press, by, secret) };
  });
}
