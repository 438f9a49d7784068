/** The terminal: one command or one press, its replies, an exit status. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { type Attached, refusedUnread, textIn, UNREAD } from "../../chat/attached.ts";
import type { Answer, Bot } from "../../chat/bot.ts";
import type { Environment } from "../../config.ts";
import { type Asked, type Received, receive } from "./receive.ts";
import { usage } from "./register.ts";
import { renderJson, renderText, type Save } from "./render.ts";

const DONE = 0;
/** A bug of ours. */
export const FAILED = 1;
/** The command, the press or the flags were not understood. */
const REFUSED = 2;

export interface Said {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What is said where nothing was asked of the bot: how it is called. */
export function explained(
  { commands, language }: Pick<Bot, "commands" | "language">,
  received: Exclude<Received, { kind: "asked" }>,
): Said {
  const told = usage(commands, language, received.locale);
  if (received.kind === "usage") return { status: DONE, stdout: told, stderr: "" };
  const why = language.say(`terminal.wrong.${received.why}`, received.locale, { word: received.word });
  return { status: REFUSED, stdout: "", stderr: `${why}\n\n${told}` };
}

export async function say(bot: Bot, argv: readonly string[], env: Environment): Promise<Said> {
  const { language } = bot;
  const received = receive(argv, env);
  if (received.kind !== "asked") return explained(bot, received);
  const { what, context, out } = received.asked;
  const files = Object.fromEntries(
    Object.entries(received.asked.files).map(([option, path]) => [option, attached(path)]),
  );
  const answer = await ("press" in what
    ? bot.press(what.press, context, { ...what.pressed, files })
    : bot.run(what.text, context, files));
  try {
    return told(answer, received.asked, bot);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const stderr = language.say("terminal.unwritable", context.locale, { out, code });
    return { status: REFUSED, stdout: "", stderr };
  }
}

/** Writes pictures and files on the way: throws the system's error where that cannot be done. */
function told(answer: Answer, { json, out, context }: Asked, { language }: Bot): Said {
  const save = saver(out);
  const text = renderText(answer, json ? NAMED_ONLY : save, language, context.locale);
  const status = answer.refused === undefined ? DONE : answer.refused.why === "bug" ? FAILED : REFUSED;
  if (json) {
    const stdout = renderJson(answer, context.place, save);
    return { status, stdout, stderr: status === DONE ? "" : text };
  }
  return status === DONE ? { status, stdout: text, stderr: "" } : { status, stdout: "", stderr: text };
}

const STANDARD_INPUT = 0;

function attached(path: string): Attached {
  try {
    const bytes = readFileSync(path === "-" ? STANDARD_INPUT : path);
    return (path === "-" ? undefined : refusedUnread(basename(path), bytes.length)) ?? textIn(bytes);
  } catch {
    return UNREAD;
  }
}

/** Beside JSON everything has been written already. */
const NAMED_ONLY: Save = { picture: ({ name }) => ({ file: name }), file: ({ name }) => name };

/** Two of one name in one answer are told apart by a number. */
function saver(out: string): Save {
  const taken = new Map<string, number>();
  const write = (name: string, bytes: Uint8Array | string): string => {
    const plain = basename(name);
    const count = (taken.get(plain) ?? 0) + 1;
    taken.set(plain, count);
    mkdirSync(out, { recursive: true });
    const file = join(out, count === 1 ? plain : plain.replace(/(\.\w+)?$/u, `-${count}$1`));
    writeFileSync(file, bytes);
    return file;
  };
  return {
    picture({ name, png, gif }) {
      const file = write(name, png);
      if (gif === undefined) return { file };
      const moving = file.replace(/(\.\w+)?$/u, ".gif");
      writeFileSync(moving, gif);
      return { file, moving };
    },
    file: ({ name, text }) => write(name, text),
  };
}
