/** Opens what the bot is made of: the commands' folder, the language, the installation's secret. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { asset, code, modulesIn } from "../checkout.ts";
import { loadLanguage } from "../language.ts";
import { type Bot, type BotParts, createBot } from "./bot.ts";
import type { Command } from "./command.ts";
import { describeOptions } from "./options.ts";

const SECRET_FILE = "secret.key";
const SECRET_BYTES = 32;

export const secretFileIn = (data: string): string => join(data, SECRET_FILE);

export type Words = Pick<BotParts, "commands" | "language">;

/** Every command and sentence that the project ships. */
export const openWords = async (): Promise<Words> => ({
  commands: await loadCommands(),
  language: loadLanguage(asset("locales")),
});

export async function openBot(parts: Omit<BotParts, keyof Words>, words?: Words): Promise<Bot> {
  return createBot({ ...parts, ...(words ?? (await openWords())) });
}

/** One file, one command, its default export; in the order of the file names. */
export async function loadCommands(folder = code("commands")): Promise<readonly Command[]> {
  return (await modulesIn(folder)).map(({ name, found }) => {
    if (found === undefined) throw new Error(`commands/${name}.ts has no default export`);
    check(found as Command, name);
    return found as Command;
  });
}

/** Reads every option once, so that a wrong declaration stops the start and not a learner. */
function check(command: Command, name: string): void {
  if (command.name !== name) throw new Error(`commands/${name}.ts declares /${command.name}`);
  for (const subcommand of command.subcommands) describeOptions(subcommand);
  if (command.bare !== undefined) describeOptions(command.bare);
}

/** Made once and kept, readable by its owner alone: buttons of yesterday work after a restart. */
export function openSecret(data: string, random: (bytes: number) => Uint8Array): Uint8Array {
  mkdirSync(data, { recursive: true });
  const file = secretFileIn(data);
  try {
    // "wx" makes two processes that start together agree on one secret.
    writeFileSync(file, Buffer.from(random(SECRET_BYTES)).toString("hex"), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
      // A full disk takes the file's name and not what is in it: the next start must not find half a secret.
      rmSync(file, { force: true });
      throw error;
    }
  }
  const secret = Buffer.from(readFileSync(file, "utf8").trim(), "hex");
  if (secret.length !== SECRET_BYTES) {
    throw new Error(`${SECRET_FILE} in the data folder is damaged: delete it, and a new one is made`);
  }
  return secret;
}
