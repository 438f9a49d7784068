/**
 * An answer's file. A message that only one person sees can carry none, and a file cannot be sent to a person's id: so a
 * private one goes into the asker's messages with the bot, whose id a post to them tells.
 */

import { cutLetters } from "../../chat/cut-text.ts";
import type { TextFile } from "../../chat/message.ts";
import { FILE_IN_WORDS } from "./limits.ts";
import type { Occasion } from "./say.ts";
import { complete, upload } from "./upload.ts";

/** Gives what the private answer says of its file. */
export async function handOver(occasion: Occasion, file: TextFile): Promise<string> {
  const { client, user, turn, voice } = occasion;
  const say = (key: string) => voice.language.say(`chat.file.${key}`, voice.locale, { name: file.name });
  try {
    const id = await upload(client, uploadOf(file));
    await turn(user);
    const { channel = "" } = await client.chat.postMessage({ channel: user, text: say("here") });
    await complete(client, id, uploadOf(file), { channel });
    return say("in-messages");
  } catch (error) {
    return inWords(occasion, file, error);
  }
}

/** For everybody where the answer was said. Undefined, or what is said in the file's place. */
export async function share(occasion: Occasion, file: TextFile): Promise<string | undefined> {
  const { client, turn, context } = occasion;
  const { channel, thread } = context.place;
  try {
    const id = await upload(client, uploadOf(file));
    await turn(channel);
    await complete(client, id, uploadOf(file), { channel, ...(thread !== undefined && { thread }) });
    return undefined;
  } catch (error) {
    return inWords(occasion, file, error);
  }
}

const uploadOf = ({ name, text }: TextFile) => ({ name, bytes: Buffer.from(text) });

/** A workspace may forbid files: then how it begins, and why there is no more. */
function inWords({ log, refuse }: Occasion, { text, name }: TextFile, error: unknown): string {
  log.error({ err: error, file: name }, "a file was not handed over on Slack");
  const shown = cutLetters(text, FILE_IN_WORDS).replaceAll("```", "'''");
  return `${refuse("chat.file.refused")}\n\`\`\`\n${shown}\n\`\`\``;
}
